import type { DatabaseSync } from "node:sqlite";
import { isCorruption } from "./sqlite-fault.ts";

/** The last number that each table has given out, as far as anything that is stored shows. */
const LAST_NUMBERS = {
  answers: "SELECT coalesce((SELECT max(id) FROM answers), 0) AS last",
  sessions: `SELECT max(
    coalesce((SELECT max(key) FROM sessions), 0),
    coalesce((SELECT max(session) FROM events), 0),
    coalesce((SELECT max(session) FROM step_states), 0),
    coalesce((SELECT max(key) FROM doomed), 0),
    coalesce((SELECT max(key) FROM damaged_sessions), 0)) AS last`,
} as const;

/**
 * Sets the counters of the file from its contents. A counter that is too small would assign the key of a
 * session twice; one that is much too large would make every stored answer count as old. Returns a line for
 * each number that cannot be read.
 */
export function mendLastNumbers(db: DatabaseSync): readonly string[] {
  return Object.entries(LAST_NUMBERS).flatMap(([table, query]) => {
    const found = db.prepare(query).iterate();
    try {
      const last = found.next().value?.last ?? 0;
      db.prepare("UPDATE sqlite_sequence SET seq = ? WHERE name = ? AND seq <> ?").run(last, table, last);
      return [];
    } catch (error) {
      if (!isCorruption(error)) throw error;
      return [`The last number of the table ${table} cannot be read.`];
    } finally {
      // A fault that is not ended is thrown again by the next statement.
      found.return?.();
    }
  });
}
