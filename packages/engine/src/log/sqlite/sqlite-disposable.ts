import type { DatabaseSync } from "node:sqlite";
import { keysIn } from "./journal-row.ts";
import { isCorruption } from "./sqlite-fault.ts";
import { editSchema } from "./sqlite-index-root.ts";
import { journalTable } from "./sqlite-journal.ts";
import { isNewestSchema, metaTable } from "./sqlite-schema.ts";
import { sideTables } from "./sqlite-side-tables.ts";

/**
 * Tables that a log is whole without, and what creates them anew. A damaged page of theirs would keep the
 * file from being opened, sessions from being deleted, or a repaired file from being rewritten.
 */
const DISPOSABLE: Readonly<Record<string, string>> = {
  // Every opening has a larger epoch than the ones before; none of them reaches a time.
  meta: `${metaTable} INSERT INTO meta (id, epoch, probes) VALUES (1, unixepoch(), 0);`,
  doomed: "CREATE TABLE doomed (key INTEGER PRIMARY KEY) STRICT;",
  damaged_sessions: "CREATE TABLE damaged_sessions (key INTEGER PRIMARY KEY) STRICT;",
  notes: sideTables,
  snapshot_parts: sideTables,
  // SQLite makes this one with the first table that needs it; the numbers are set from the log afterwards.
  sqlite_sequence: `
    CREATE TABLE spare (id INTEGER PRIMARY KEY AUTOINCREMENT);
    DROP TABLE spare;
    INSERT INTO sqlite_sequence (name, seq) VALUES ('sessions', 0), ('answers', 0);
  `,
};

/**
 * Replaces tables that the log is whole without by empty ones, where they or their indexes cannot be read.
 * The old pages stay in the file, unused, until it is rewritten. Returns a line for each table.
 */
export function replaceDisposable(db: DatabaseSync, which: "small" | "all"): readonly string[] {
  return Object.entries(DISPOSABLE).flatMap(([table, creation]) => {
    if (which === "small" && table === "snapshot_parts") return [];
    const isThere = hasTable(db, table);
    // A process that ended in the middle of this leaves a file without the table.
    if (isThere ? isReadable(db, table) : !isNewestSchema(db)) return [];
    if (isThere) editSchema(db, () => db.prepare("DELETE FROM sqlite_schema WHERE tbl_name = ?").run(table));
    db.exec(`BEGIN IMMEDIATE; ${creation} COMMIT`);
    if (table === "damaged_sessions") markAgain(db);
    return [`The table ${table} was damaged and was begun anew: the log is whole without it.`];
  });
}

/** Marks the sessions of the journal rows that were set aside. */
function markAgain(db: DatabaseSync): void {
  const mark = db.prepare("INSERT OR IGNORE INTO damaged_sessions (key) VALUES (?)");
  const rows = db.prepare("SELECT text, keys FROM damaged_journal").iterate();
  try {
    for (const { text, keys } of rows) for (const key of keysIn(keys, String(text))) mark.run(key);
  } catch (error) {
    if (!isCorruption(error)) throw error;
  } finally {
    rows.return?.();
  }
}

/**
 * Begins the journal anew where not even its first row can be read. Returns whether that is so: last events
 * of sessions may be lost then.
 */
export function replaceUnreadableJournal(db: DatabaseSync): boolean {
  if (!hasTable(db, "journal")) {
    if (!isNewestSchema(db)) return false;
    db.exec(journalTable);
    return true;
  }
  const rows = db.prepare("SELECT 1 FROM journal").iterate();
  try {
    rows.next();
    return false;
  } catch (error) {
    if (!isCorruption(error)) throw error;
  } finally {
    rows.return?.();
  }
  editSchema(db, () => db.exec("DELETE FROM sqlite_schema WHERE tbl_name = 'journal'"));
  db.exec(journalTable);
  return true;
}

/**
 * Removes what earlier openings set aside and what cannot be read: it would keep the file from being
 * rewritten.
 */
export function dropUnreadable(db: DatabaseSync): void {
  const names = db.prepare(
    "SELECT name FROM sqlite_schema WHERE name LIKE 'journal\\_damaged\\_%' ESCAPE '\\'",
  );
  for (const { name } of names.all()) {
    if (isReadable(db, String(name))) continue;
    editSchema(db, () => db.prepare("DELETE FROM sqlite_schema WHERE tbl_name = ?").run(String(name)));
  }
}

function hasTable(db: DatabaseSync, table: string): boolean {
  return db.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?").get(table) !== undefined;
}

/** Whether every row and every entry of the indexes can be read, and the two fit together. */
function isReadable(db: DatabaseSync, table: string): boolean {
  const found = db.prepare(`PRAGMA integrity_check(${table})`).iterate();
  try {
    return found.every((row) => row.integrity_check === "ok");
  } catch {
    return false;
  } finally {
    found.return?.();
  }
}
