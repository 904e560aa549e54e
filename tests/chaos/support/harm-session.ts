import { readFileSync, writeFileSync } from "node:fs";
import { open, readFile } from "node:fs/promises";
import { DatabaseSync } from "node:sqlite";

const PAGE_BYTES = 4_096;

/** Where to do harm: the row of a stored session that holds an event. */
export interface HarmedRow {
  readonly path: string;
  readonly sessionId: string;
  readonly sequence: number;
}

/**
 * Changes the row as another program would. `change` is what follows `UPDATE events` up to the row's own
 * condition.
 */
export function changeRow(row: HarmedRow, change: string): void {
  alter(row, `UPDATE events ${change}`);
}

/** Takes the row away as another program would. */
export function removeRow(row: HarmedRow): void {
  alter(row, "DELETE FROM events");
}

/** Runs SQL on a log's file as another program would. */
export function runSql(path: string, sql: string): void {
  const db = new DatabaseSync(path, { timeout: 5_000 });
  try {
    db.exec(sql);
  } finally {
    db.close();
  }
}

/** Overwrites the page on which the event's text begins, as a bad disk does. The log must be closed. */
export async function overwritePage({ path, sessionId, sequence }: HarmedRow): Promise<void> {
  const bytes = await readFile(path);
  const at = bytes.indexOf(`"sessionId":"${sessionId}","sequence":${sequence},`);
  if (at < 0) throw new Error(`event ${sequence} of ${sessionId} is not in one piece in ${path}`);
  const file = await open(path, "r+");
  try {
    await file.write(Buffer.alloc(PAGE_BYTES, 0xff), 0, PAGE_BYTES, at - (at % PAGE_BYTES));
  } finally {
    await file.close();
  }
}

/** Overwrites the page that is the root of a table or an index. The log must be closed. */
export function overwriteRoot(path: string, name: string): void {
  const db = new DatabaseSync(path);
  const row = db.prepare("SELECT rootpage FROM sqlite_schema WHERE name = ?").get(name);
  db.close();
  const end = Number(row?.rootpage) * PAGE_BYTES;
  writeFileSync(path, readFileSync(path).fill(0xff, end - PAGE_BYTES, end));
}

function alter({ path, sessionId, sequence }: HarmedRow, statement: string): void {
  runSql(
    path,
    `${statement} WHERE session = (SELECT key FROM sessions WHERE session_id = '${sessionId}')
     AND first_sequence <= ${sequence} AND first_sequence + count > ${sequence}`,
  );
}
