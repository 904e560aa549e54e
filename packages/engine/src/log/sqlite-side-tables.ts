import type { DatabaseSync } from "node:sqlite";
import { crc32 } from "node:zlib";

/**
 * Tables beside the log itself, which a log is whole without: they are created where they are missing and belong to no schema
 * version, so that earlier versions of this program open the file and ignore them.
 */
const sideTables = `
  CREATE TABLE IF NOT EXISTS notes (
    name TEXT PRIMARY KEY,
    text TEXT NOT NULL,
    checksum INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
`;

/** What a log file holds beside the log: notes of the engine. Synchronous; throws what the database throws. */
export class SqliteSideTables {
  readonly #statements: ReturnType<typeof prepareSides>;

  constructor(db: DatabaseSync) {
    db.exec(sideTables);
    this.#statements = prepareSides(db);
  }

  /** `undefined` where there is none, or where it is not as it was written. */
  readNote(name: string): string | undefined {
    const row = this.#statements.readNote.get(name);
    if (row === undefined) return undefined;
    const text = String(row.text);
    return crc32(text, crc32(name)) === Number(row.checksum) ? text : undefined;
  }

  /** Call it inside a transaction. */
  writeNote(name: string, text: string): void {
    this.#statements.writeNote.run(name, text, crc32(text, crc32(name)));
  }
}

function prepareSides(db: DatabaseSync) {
  return {
    readNote: db.prepare("SELECT text, checksum FROM notes WHERE name = ?"),
    writeNote: db.prepare("INSERT OR REPLACE INTO notes (name, text, checksum) VALUES (?, ?, ?)"),
  };
}
