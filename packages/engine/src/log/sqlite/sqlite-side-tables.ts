import type { DatabaseSync } from "node:sqlite";
import { crc32 } from "node:zlib";
import type { SnapshotPart } from "../event-log.ts";
import { isCorruption } from "./sqlite-fault.ts";

/**
 * Tables beside the log itself, which a log is whole without: they are created where they are missing and
 * belong to no schema version, so that earlier versions of this program open the file and ignore them.
 */
export const sideTables = `
  CREATE TABLE IF NOT EXISTS notes (
    name TEXT PRIMARY KEY,
    text TEXT NOT NULL,
    checksum INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE IF NOT EXISTS snapshot_parts (
    id INTEGER PRIMARY KEY,
    session INTEGER NOT NULL,
    first_sequence INTEGER NOT NULL,
    last_sequence INTEGER NOT NULL,
    last_checksum INTEGER NOT NULL,
    version INTEGER NOT NULL,
    text TEXT NOT NULL,
    checksum INTEGER NOT NULL
  ) STRICT;
  CREATE UNIQUE INDEX IF NOT EXISTS snapshot_parts_by_session ON snapshot_parts (session, first_sequence);
`;

/** Parts removed in one transaction. */
const PARTS_PER_SWEEP = 50;

/**
 * What a log file holds beside the log: notes of the engine, and snapshots of sessions. Synchronous; throws
 * what the database throws.
 */
export class SqliteSideTables {
  readonly #statements: ReturnType<typeof prepareSides>;

  constructor(db: DatabaseSync) {
    db.exec(sideTables);
    this.#statements = prepareSides(db);
  }

  /** `undefined` where there is none, or where it is not as it was written. */
  readNote(name: string): string | undefined {
    const row = wholeOrNothing(() => this.#statements.readNote.get(name));
    if (row === undefined) return undefined;
    const text = String(row.text);
    return crc32(text, crc32(name)) === Number(row.checksum) ? text : undefined;
  }

  /** Call it inside a transaction. */
  writeNote(name: string, text: string): void {
    this.#statements.writeNote.run(name, text, crc32(text, crc32(name)));
  }

  /** `undefined` where there is none, or where it is not as it was written. */
  readPart(sessionId: string, afterSequence: number): SnapshotPart | undefined {
    const row = wholeOrNothing(() => this.#statements.readPart.get(sessionId, afterSequence + 1));
    if (row === undefined) return undefined;
    const part = {
      version: Number(row.version),
      firstSequence: afterSequence + 1,
      lastSequence: Number(row.last_sequence),
      lastChecksum: Number(row.last_checksum),
      text: String(row.text),
    };
    return checksumOf(Number(row.session), part) === Number(row.checksum) ? part : undefined;
  }

  /** Sequence of the last event that parts of a version cover; 0 if there are none. */
  lastSequence(sessionId: string, version: number): number {
    const row = wholeOrNothing(() => this.#statements.lastSequence.get(sessionId, version));
    return Number(row?.last_sequence ?? 0);
  }

  /**
   * Stores a part in place of those that begin there or later, if it continues what is there. Call it inside
   * a transaction.
   */
  writePart(sessionId: string, part: SnapshotPart): void {
    const key = Number(this.#statements.findKey.get(sessionId)?.key ?? 0);
    if (key === 0) return;
    const { firstSequence, lastSequence, lastChecksum, version, text } = part;
    this.#statements.deletePartsFrom.run(key, firstSequence, version);
    if (firstSequence !== this.lastSequence(sessionId, version) + 1) return;
    const checksum = checksumOf(key, part);
    this.#statements.writePart.run(key, firstSequence, lastSequence, lastChecksum, version, text, checksum);
  }

  /**
   * Removes a slice of the parts of a deleted session; returns whether that was the last one. Call it inside
   * a transaction.
   */
  deleteParts(key: number): boolean {
    return Number(this.#statements.deleteParts.run(key, PARTS_PER_SWEEP).changes) < PARTS_PER_SWEEP;
  }
}

/** The checksum covers the place of the part, too. */
function checksumOf(
  key: number,
  { version, firstSequence, lastSequence, lastChecksum, text }: SnapshotPart,
): number {
  return crc32(text, crc32([key, version, firstSequence, lastSequence, lastChecksum].join(" ")));
}

/** Treats data on a damaged page as absent: the log is complete without it. */
function wholeOrNothing<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (!isCorruption(error)) throw error;
    return undefined;
  }
}

function prepareSides(db: DatabaseSync) {
  return {
    readNote: db.prepare("SELECT text, checksum FROM notes WHERE name = ?"),
    writeNote: db.prepare("INSERT OR REPLACE INTO notes (name, text, checksum) VALUES (?, ?, ?)"),
    findKey: db.prepare("SELECT key FROM sessions WHERE session_id = ?"),
    readPart: db.prepare(
      `SELECT session, last_sequence, last_checksum, version, text, checksum FROM snapshot_parts
       WHERE session = (SELECT key FROM sessions WHERE session_id = ?) AND first_sequence = ?`,
    ),
    lastSequence: db.prepare(
      `SELECT last_sequence FROM snapshot_parts
       WHERE session = (SELECT key FROM sessions WHERE session_id = ?) AND version = ?
       ORDER BY first_sequence DESC LIMIT 1`,
    ),
    writePart: db.prepare(
      `INSERT INTO snapshot_parts (session, first_sequence, last_sequence, last_checksum, version, text, checksum)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
    ),
    deletePartsFrom: db.prepare(
      "DELETE FROM snapshot_parts WHERE session = ? AND (first_sequence >= ? OR version <> ?)",
    ),
    deleteParts: db.prepare(
      "DELETE FROM snapshot_parts WHERE id IN (SELECT id FROM snapshot_parts WHERE session = ? LIMIT ?)",
    ),
  };
}
