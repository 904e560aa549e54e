import { DatabaseSync } from "node:sqlite";

/**
 * The times between which the sessions of an event log were written, in milliseconds since
 * 1970-01-01T00:00:00Z.
 */
export interface SessionSpan {
  /** When the oldest session was made. */
  readonly first: number;
  /** When a session was written last. */
  readonly last: number;
}

/**
 * Reads when the sessions of an event log were written, without a change of the file; `undefined` where it
 * has none or cannot be read. The file may come from anywhere: nothing that its schema defines is evaluated.
 */
export function readSessionSpan(path: string): SessionSpan | undefined {
  let db: DatabaseSync | undefined;
  try {
    db = new DatabaseSync(path, { readOnly: true, timeout: 0 });
    db.exec("PRAGMA trusted_schema = OFF; PRAGMA query_only = ON");
    const type = db.prepare("SELECT type FROM sqlite_schema WHERE name = 'sessions'").get()?.type;
    if (type !== "table") return undefined;
    const row = db.prepare("SELECT min(created_at) AS first, max(updated_at) AS last FROM sessions").get();
    const { first, last } = row ?? {};
    return typeof first === "number" && typeof last === "number" ? { first, last } : undefined;
  } catch {
    // It is missing, no database, locked or damaged.
    return undefined;
  } finally {
    db?.close();
  }
}
