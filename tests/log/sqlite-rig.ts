import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach } from "vitest";
import { SqliteEventLog } from "../../packages/engine/src/log/sqlite/sqlite-event-log.ts";
import type { SqliteLogOptions } from "../../packages/engine/src/log/sqlite/sqlite-file.ts";
import { appendOf } from "./sample.ts";
import { createTemporaryFolder, type TemporaryFolder } from "./temporary-folder.ts";

export let folder: TemporaryFolder;
export let path: string;
export let opened: SqliteEventLog[];

beforeEach(async () => {
  folder = await createTemporaryFolder();
  path = join(folder.path, "data", "log.sqlite");
  opened = [];
});

afterEach(async () => {
  for (const log of opened) {
    await log.close();
  }
  await folder.remove();
});

export async function open(options: Partial<SqliteLogOptions> = {}): Promise<SqliteEventLog> {
  const log = await SqliteEventLog.open({ path, ...options });
  opened.push(log);
  return log;
}

/** Runs SQL on the file as another program would. */
export function onFile<T>(work: (db: DatabaseSync) => T, file = path): T {
  const db = new DatabaseSync(file);
  try {
    return work(db);
  } finally {
    db.close();
  }
}

/** Takes back what schema 7 added. */
export const BEFORE_DAMAGE = `
  DROP TABLE damaged_journal;
  DROP TABLE damaged_sessions;
  ALTER TABLE sessions DROP COLUMN last_sequence;
  ALTER TABLE sessions DROP COLUMN checksum;
  ALTER TABLE sessions DROP COLUMN usage_checksum;
  ALTER TABLE user_usage DROP COLUMN checksum;
  ALTER TABLE step_states DROP COLUMN place;
  ALTER TABLE answers DROP COLUMN checksum;
  ALTER TABLE events DROP COLUMN place;
  ALTER TABLE journal DROP COLUMN keys;
`;

export function countOf(table: "events" | "doomed" | "journal" | "damaged_journal"): number {
  return onFile((db) => Number(db.prepare(`SELECT count(*) AS count FROM ${table}`).get()?.count));
}

/** So many events of session s1 at once become a row. */
export const ROW = Array.from({ length: 32 }, () => "a");

/** Commits so many rows of session s1. */
export async function storeRows(log: SqliteEventLog, rows: number): Promise<void> {
  for (let row = 0; row < rows; row += 1) {
    await log.commit([appendOf("s1", 1 + row * ROW.length, ROW)]);
  }
}
