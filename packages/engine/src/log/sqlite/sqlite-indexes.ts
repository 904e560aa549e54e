import type { DatabaseSync, SQLOutputValue } from "node:sqlite";
import { dropUnreadable } from "./sqlite-disposable.ts";
import { replaceIndexRoot } from "./sqlite-index-root.ts";
import { isSumOf, isWholeRecord, type Row, recordColumns } from "./sqlite-statements.ts";

/** A table whose rows say whether they are as they were written. */
interface CheckedTable {
  readonly columns: string;
  readonly isWhole: (row: Row) => boolean;
  /** Column that is `null` in rows from before there were checksums. */
  readonly checksum: string;
}

const pick = (row: Row, ...names: readonly string[]): readonly (SQLOutputValue | undefined)[] =>
  names.map((name) => row[name]);

const TABLES: Readonly<Record<string, CheckedTable>> = {
  sessions: { columns: recordColumns, isWhole: isWholeRecord, checksum: "checksum" },
  answers: {
    columns: "user_id, key, digest, result, at, checksum",
    isWhole: (row) => isSumOf(row.checksum, pick(row, "user_id", "key", "digest", "result", "at")),
    checksum: "checksum",
  },
  events: {
    columns: "session, first_sequence, count, place",
    isWhole: (row) => isSumOf(row.place, pick(row, "session", "first_sequence", "count")),
    checksum: "place",
  },
  step_states: {
    columns: "session, sequence, place",
    isWhole: (row) => isSumOf(row.place, pick(row, "session", "sequence")),
    checksum: "place",
  },
};

/** Whether rows without a checksum count as whole. */
export type UncheckedRows = "are trusted" | "are not trusted";

/**
 * Rebuilds the indexes that lines of damage concern from their tables. An index of a table with a damaged or
 * lost row stays as it is: it may be all that still has the row's true place, and a rebuilt one would make a
 * session or an answer unknown. Returns a line for each table.
 */
export function rebuildIndexes(
  db: DatabaseSync,
  lines: readonly string[],
  uncheckedRows: UncheckedRows,
): readonly string[] {
  if (lines.length === 0) return [];
  const indexes = readIndexes(db);
  const damaged = indexes.filter((index) => isNamed(index, lines) || countEntries(db, index) === undefined);
  return [...new Set(damaged.map(({ table }) => table))].map((table) => {
    const isSafe =
      isWholeTable(db, table, uncheckedRows) &&
      indexes.every((index) => index.table !== table || !hasLostRows(db, index));
    return isSafe
      ? rebuild(db, table, indexes)
      : `An index of the table ${table} is damaged and was not rebuilt: the table is damaged, too, or has no checksums.`;
  });
}

interface Index {
  readonly name: string;
  readonly table: string;
  readonly rootPage: number;
  /** Condition of an index of some rows alone, else empty. */
  readonly where: string;
}

function readIndexes(db: DatabaseSync): readonly Index[] {
  // Indexes of tables without rowids are the tables themselves.
  const rows = db
    .prepare(
      `SELECT name, tbl_name, rootpage, sql FROM sqlite_schema WHERE type = 'index'
         AND tbl_name IN (SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE '%WITHOUT ROWID%')`,
    )
    .all();
  return rows.map(({ name, tbl_name, rootpage, sql }) => ({
    name: String(name),
    table: String(tbl_name),
    rootPage: Number(rootpage),
    where: /WHERE .*$/s.exec(String(sql ?? ""))?.[0] ?? "",
  }));
}

function isNamed({ name, rootPage }: Index, lines: readonly string[]): boolean {
  return lines.some((line) => line.includes(`index ${name}`) || line.includes(`Tree ${rootPage} `));
}

/** Whether the index has entries of rows that its table lacks. */
function hasLostRows(db: DatabaseSync, index: Index): boolean {
  const entries = countEntries(db, index);
  return entries !== undefined && entries > (count(db, index.table, `NOT INDEXED ${index.where}`) ?? 0);
}

function countEntries(db: DatabaseSync, { name, table, where }: Index): number | undefined {
  return count(db, table, `INDEXED BY ${name} ${where}`);
}

/** `undefined` where a page on the way cannot be read. */
function count(db: DatabaseSync, table: string, how: string): number | undefined {
  // `count(*)` would take whichever index is smallest.
  const rows = db.prepare(`SELECT coalesce(sum(1), 0) AS count FROM ${table} ${how}`).iterate();
  try {
    return Number(rows.next().value?.count);
  } catch {
    return undefined;
  } finally {
    rows.return?.();
  }
}

/** An index that cannot be read gets a new root first; its old pages go when the file is written anew. */
function rebuild(db: DatabaseSync, table: string, indexes: readonly Index[]): string {
  const unreadable = indexes.filter(
    (index) => index.table === table && countEntries(db, index) === undefined,
  );
  try {
    for (const { name } of unreadable) replaceIndexRoot(db, name);
    db.exec(unreadable.length === 0 ? `REINDEX ${table}` : `REINDEX ${table}; VACUUM`);
    return `The indexes of the table ${table} were damaged and have been rebuilt.`;
  } catch (error) {
    return `The indexes of the table ${table} could not be rebuilt: ${String(error)}`;
  }
}

/**
 * Writes the file anew from its rows, where lines of damage are left and every row is whole. Returns a line
 * where it does.
 */
export function rewriteDamaged(db: DatabaseSync, lines: readonly string[]): readonly string[] {
  if (lines.length === 0 || !areTablesWhole(db)) return [];
  if (readIndexes(db).some((index) => hasLostRows(db, index))) return [];
  try {
    dropUnreadable(db);
    db.exec("VACUUM");
    return ["The file was rewritten from its rows, which are all whole."];
  } catch (error) {
    return [`The file could not be rewritten: ${String(error)}`];
  }
}

function areTablesWhole(db: DatabaseSync): boolean {
  return Object.keys(TABLES).every((table) => isWholeTable(db, table, "are trusted"));
}

function isWholeTable(db: DatabaseSync, table: string, uncheckedRows: UncheckedRows): boolean {
  const checked = TABLES[table];
  if (checked === undefined) return uncheckedRows === "are trusted";
  const { columns, isWhole, checksum } = checked;
  try {
    const rows = db.prepare(`SELECT ${columns} FROM ${table} NOT INDEXED`).iterate();
    try {
      return rows.every((row) => isWhole(row) && (row[checksum] !== null || uncheckedRows === "are trusted"));
    } finally {
      rows.return?.();
    }
  } catch {
    // A page of the table cannot be read, or the file is from before the columns were there.
    return false;
  }
}
