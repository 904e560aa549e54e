import type { DatabaseSync } from "node:sqlite";
import { errorMessage } from "@aiwhisperer/protocol";

/**
 * Up to this size, pages and indexes of the whole file are checked when it is opened: about a tenth of a
 * second.
 */
const CHECKED_BYTES = 64 * 1024 * 1024;

/**
 * Up to so many sessions, their table and its indexes are checked in a larger file: about a third of a
 * second.
 */
const CHECKED_SESSIONS = 100_000;

/**
 * As `findDamage`, for a file that is opened: of the whole file or of the table of sessions, whichever takes
 * a bounded time.
 */
export function findDamageAtOpening(db: DatabaseSync, bytes: number): readonly string[] {
  if (bytes <= CHECKED_BYTES) return findDamage(db, "everything");
  const last = readLastKey(db);
  return last === undefined || last <= CHECKED_SESSIONS ? findDamage(db, "sessions") : [];
}

/**
 * What SQLite says of pages and indexes, a line each; empty when they fit together. Reads all that it checks.
 */
export function findDamage(db: DatabaseSync, what: "everything" | "sessions"): readonly string[] {
  const pragma = what === "everything" ? "PRAGMA integrity_check(20)" : "PRAGMA integrity_check(sessions)";
  try {
    const lines = db
      .prepare(pragma)
      .all()
      .map((row) => String(row.integrity_check));
    return lines.filter((line) => line !== "ok");
  } catch (error) {
    return [`SQLite cannot check the file: ${errorMessage(error)}.`];
  }
}

function readLastKey(db: DatabaseSync): number | undefined {
  try {
    return Number(db.prepare("SELECT max(key) AS last FROM sessions").get()?.last ?? 0);
  } catch {
    // A file without the table is new, and one whose table cannot be read is to be checked.
    return undefined;
  }
}

/**
 * Whether lines of damage concern the table of sessions or its indexes. A line that names neither tree nor
 * index counts.
 */
export function concernsSessions(db: DatabaseSync, lines: readonly string[]): boolean {
  if (lines.length === 0) return false;
  const rows = db.prepare("SELECT rootpage FROM sqlite_schema WHERE tbl_name = 'sessions'").all();
  const roots = new Set(rows.map(({ rootpage }) => Number(rootpage)));
  return lines.some((line) => {
    const tree = /Tree (\d+)/.exec(line)?.[1];
    if (tree !== undefined) return roots.has(Number(tree));
    const index = /index (\w+)/.exec(line)?.[1];
    return index === undefined || index.includes("sessions");
  });
}
