import { copyFileSync, existsSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { LogFault } from "./log-fault.ts";
import { SqliteEventLog } from "./sqlite-event-log.ts";
import { toLogFault } from "./sqlite-fault.ts";

/** The damage that a look at a stored log found. */
export interface DamageReport {
  /** A line for each damaged part of the file; empty when the file is well. */
  readonly damage: readonly string[];
  /** Ids of the sessions that cannot be read as a whole. */
  readonly sessions: readonly string[];
  /** Path of the copy from before the repair; absent after a check. */
  readonly backupPath?: string;
}

const everything = { maxEvents: 1000, maxLength: 4 * 1024 * 1024 };

/** Reads everything in a copy of a stored log that no process uses, and changes nothing. Rejects with a `LogFault` when the log cannot be opened. */
export async function checkStoredLog(path: string): Promise<DamageReport> {
  requireFile(path);
  const folder = mkdtempSync(join(dirname(path), ".check-"));
  try {
    const copy = join(folder, basename(path));
    copyLog(path, copy);
    return await examine(copy);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Repairs a stored log that no process uses: copies it first, keeps the frames behind a broken one, sets damaged journal rows aside and builds the
 * indexes anew. Damaged rows stay where they are, and their sessions stay unreadable. Rejects with a `LogFault` when the log cannot be opened.
 */
export async function repairStoredLog(path: string, nowMs: number): Promise<DamageReport> {
  requireFile(path);
  const backupPath = `${path}.before-repair-${nowMs}`;
  copyLog(path, backupPath);
  const log = await SqliteEventLog.open({ path });
  const found = log.damage;
  await log.close();
  const failed = rebuildIndexes(path);
  const { damage, sessions } = await checkStoredLog(path);
  return { damage: [...new Set([...found, ...failed, ...damage])], sessions, backupPath };
}

function requireFile(path: string): void {
  if (statSync(path, { throwIfNoEntry: false }) === undefined) {
    throw new LogFault("io", `There is no event log at ${path}.`);
  }
}

function copyLog(path: string, target: string): void {
  for (const suffix of ["", "-wal"]) {
    if (existsSync(path + suffix)) copyFileSync(path + suffix, target + suffix);
  }
}

function rebuildIndexes(path: string): readonly string[] {
  const db = new DatabaseSync(path);
  try {
    db.exec("REINDEX");
    return [];
  } catch (error) {
    return [`The indexes could not be built anew: ${toLogFault(error, path).message}`];
  } finally {
    db.close();
  }
}

async function examine(path: string): Promise<DamageReport> {
  const log = await SqliteEventLog.open({ path, isCheckedWhole: true });
  try {
    const sessions: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await log.listSessions({ limit: 200, ...(cursor === undefined ? {} : { cursor }) });
      for (const { sessionId, sequence } of page.sessions) {
        if (!(await isReadable(log, sessionId, sequence))) sessions.push(sessionId);
      }
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    return { damage: log.damage, sessions };
  } finally {
    await log.close();
  }
}

async function isReadable(log: SqliteEventLog, sessionId: string, lastSequence: number): Promise<boolean> {
  try {
    if ((await log.findSession(sessionId)) === undefined) return false;
    let sequence = 0;
    for (;;) {
      const last = (await log.read(sessionId, sequence, everything)).at(-1);
      if (last === undefined) break;
      sequence = last.sequence;
    }
    await log.readStepStates(sessionId, 0, { ...everything, maxEvents: Number.MAX_SAFE_INTEGER });
    return sequence === lastSequence;
  } catch (error) {
    if (error instanceof LogFault && error.code === "damaged") return false;
    throw error;
  }
}
