import type { DatabaseSync, SQLOutputValue } from "node:sqlite";
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
 * Rebuilds the indexes that lines of damage concern from their tables. An index of a table with a damaged row stays as it is: it may be all that still has
 * the row's true place, and a rebuilt one would make a session or an answer unknown. Returns a line for each table.
 */
export function rebuildIndexes(
  db: DatabaseSync,
  lines: readonly string[],
  uncheckedRows: UncheckedRows,
): readonly string[] {
  return [...tablesOf(db, lines)].map((table) => {
    if (!isWholeTable(db, table, uncheckedRows)) {
      return `An index of the table ${table} is damaged and was not rebuilt: the table is damaged, too, or has no checksums.`;
    }
    try {
      db.exec(`REINDEX ${table}`);
      return `The indexes of the table ${table} were damaged and have been rebuilt.`;
    } catch (error) {
      return `The indexes of the table ${table} could not be rebuilt: ${String(error)}`;
    }
  });
}

/** Whether every row of every table is as it was written, as far as rows have checksums. */
export function areTablesWhole(db: DatabaseSync): boolean {
  return Object.keys(TABLES).every((table) => isWholeTable(db, table, "are trusted"));
}

/** Tables that have an index which a line names, or on whose pages it found something. */
function tablesOf(db: DatabaseSync, lines: readonly string[]): ReadonlySet<string> {
  if (lines.length === 0) return new Set();
  const indexes = db.prepare("SELECT name, tbl_name, rootpage FROM sqlite_schema WHERE type = 'index'").all();
  const isNamed = ({ name, rootpage }: Row): boolean =>
    lines.some((line) => line.includes(`index ${name}`) || line.startsWith(`Tree ${rootpage} `));
  return new Set(indexes.filter(isNamed).map(({ tbl_name }) => String(tbl_name)));
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
