import type { DatabaseSync } from "node:sqlite";

/** What SQLite says of the pages and indexes of the file, a line each; empty when they fit together. Reads the whole file. */
export function findDamage(db: DatabaseSync): readonly string[] {
  try {
    const lines = db
      .prepare("PRAGMA integrity_check(20)")
      .all()
      .map((row) => String(row.integrity_check));
    return lines.filter((line) => line !== "ok");
  } catch (error) {
    return [String(error)];
  }
}

/** Whether lines of damage concern the table of sessions or its indexes. A line that names neither tree nor index counts. */
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
