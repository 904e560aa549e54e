import { mkdtempSync, renameSync, rmSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { LogFault } from "../log-fault.ts";
import { copyWhole } from "./new-file.ts";
import { findDamage } from "./sqlite-check.ts";
import { SqliteEventLog } from "./sqlite-event-log.ts";
import { isCorruption, toLogFault } from "./sqlite-fault.ts";
import { restoreFirstPage } from "./sqlite-first-page.ts";
import { rebuildIndexes, rewriteDamaged } from "./sqlite-indexes.ts";
import { isForeignWriteAhead } from "./sqlite-wal-origin.ts";

/** The damage that a look at a stored log found. */
export interface DamageReport {
  /** Sessions that were read. */
  readonly sessionCount: number;
  /** A line for each damaged part of the file; empty when there is none. */
  readonly damage: readonly string[];
  /** Ids of the sessions that cannot be read as a whole. */
  readonly sessions: readonly string[];
}

/** What a repair did. */
export interface RepairReport extends DamageReport {
  /** Path of the copy from before the repair. */
  readonly backupPath: string;
  /** A line for each damaged part that the repair found; `damage` has what is left of it. */
  readonly found: readonly string[];
}

/** Called when a step begins, and now and then in a step that takes long. */
export type OnProgress = (step: string) => void;

const everything = { maxEvents: 1000, maxLength: 4 * 1024 * 1024 };

/** Sessions that are read between two reports of progress. */
const REPORTED_SESSIONS = 1_000;

/**
 * Reads everything in a copy of a stored log that no process uses, and changes nothing. Rejects with a
 * `LogFault` when the log cannot be opened.
 */
export async function checkStoredLog(path: string, onProgress: OnProgress): Promise<DamageReport> {
  requireFile(path);
  const folder = makeFolderBeside(path);
  try {
    const copy = join(folder, basename(path));
    copyLog(path, copy, onProgress);
    return await examine(copy, onProgress);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Repairs a stored log that no process uses: copies it first, keeps the frames behind a broken one, sets
 * damaged journal rows aside and builds the indexes anew. Damaged rows stay where they are, and their
 * sessions stay unreadable. Rejects with a `LogFault` when the log cannot be opened; it names the copy.
 */
export async function repairStoredLog(
  path: string,
  nowMs: number,
  onProgress: OnProgress,
): Promise<RepairReport> {
  requireFile(path);
  const backupPath = `${path}.before-repair-${nowMs}`;
  copyLog(path, backupPath, onProgress);
  const aside = setForeignAside(path, nowMs);
  const found = [...aside, ...(await mend(path, backupPath, onProgress))];
  const rebuilt = mendIndexes(path, onProgress);
  const report = await examine(path, onProgress);
  return { ...report, found: [...found, ...rebuilt], backupPath };
}

/** Moves a write-ahead file of another log, or of an earlier state of this one, out of the way. */
function setForeignAside(path: string, nowMs: number): readonly string[] {
  if (!isForeignWriteAhead(path)) return [];
  const asidePath = `${path}-wal.set-aside-${nowMs}`;
  renameSync(`${path}-wal`, asidePath);
  rmSync(`${path}-shm`, { force: true });
  return [
    `The write-ahead file was of another log or of an earlier state of this one: it was moved to ${asidePath}.`,
  ];
}

function requireFile(path: string): void {
  if (statSync(path, { throwIfNoEntry: false }) === undefined) {
    throw new LogFault("io", `There is no event log at ${path}.`);
  }
}

function makeFolderBeside(path: string): string {
  try {
    return mkdtempSync(join(dirname(path), ".check-"));
  } catch (error) {
    throw toLogFault(error, path);
  }
}

function copyLog(path: string, target: string, onProgress: OnProgress): void {
  try {
    // The write-ahead file comes first: without it, a copy that was cut off would look whole.
    for (const suffix of ["-wal", ""]) {
      const size = statSync(path + suffix, { throwIfNoEntry: false })?.size;
      if (size === undefined) continue;
      onProgress(`Copying ${basename(path)}${suffix} (${toMebibytes(size)}).`);
      copyWhole(path + suffix, target + suffix);
    }
  } catch (error) {
    throw toLogFault(error, target);
  }
}

function toMebibytes(bytes: number): string {
  return `${(bytes / 1024 / 1024).toFixed(1)} MiB`;
}

/** Opening a log mends its write-ahead file and its journal. Returns the damage that was found. */
async function mend(path: string, backupPath: string, onProgress: OnProgress): Promise<readonly string[]> {
  onProgress("Checking pages and indexes.");
  try {
    return await open(path);
  } catch (error) {
    const fault = toLogFault(error, path);
    if (fault.code !== "damaged" || !restoreFirstPage(path)) throw unopened(fault, backupPath);
  }
  onProgress("Checking pages and indexes again, with a copy of the first page.");
  try {
    return ["The first page was damaged: its copy was put in its place.", ...(await open(path))];
  } catch (error) {
    throw unopened(toLogFault(error, path), backupPath);
  }
}

async function open(path: string): Promise<readonly string[]> {
  const log = await SqliteEventLog.open({ path, isCheckedWhole: true });
  await log.close();
  return log.damage;
}

function unopened(cause: LogFault, backupPath: string): LogFault {
  return new LogFault(
    cause.code,
    `The event log cannot be opened, so that it cannot be repaired: restore a backup. A copy of it is ${backupPath}. (${cause.message})`,
    { cause },
  );
}

/**
 * Opening has rebuilt the indexes of whole tables; here rows from before there were checksums are trusted as
 * well.
 */
function mendIndexes(path: string, onProgress: OnProgress): readonly string[] {
  const db = new DatabaseSync(path);
  try {
    const rebuilt = rebuildIndexes(db, findDamage(db, "everything"), "are trusted");
    onProgress("Rewriting the file, where its rows are whole and anything else is damaged.");
    return [...rebuilt, ...rewriteDamaged(db, findDamage(db, "everything"))];
  } finally {
    db.close();
  }
}

async function examine(path: string, onProgress: OnProgress): Promise<DamageReport> {
  onProgress("Checking pages and indexes.");
  const log = await SqliteEventLog.open({ path, isCheckedWhole: true });
  try {
    const ids = readSessionIds(path);
    const sessions: string[] = [];
    for (const [index, sessionId] of ids.entries()) {
      if (index % REPORTED_SESSIONS === 0) onProgress(`Reading sessions: ${index} of ${ids.length}.`);
      if (!(await isReadable(log, sessionId))) sessions.push(sessionId);
    }
    return { sessionCount: ids.length, damage: log.damage, sessions };
  } finally {
    await log.close();
  }
}

/**
 * Ids of the sessions in the file, without its indexes: from both ends up to the first page that cannot be
 * read.
 */
function readSessionIds(path: string): readonly string[] {
  const db = new DatabaseSync(path, { readOnly: true });
  try {
    const ids = (order: "ASC" | "DESC") => readUntilDamage(db, order);
    return [...new Set([...ids("ASC"), ...ids("DESC").toReversed()])];
  } finally {
    db.close();
  }
}

function readUntilDamage(db: DatabaseSync, order: "ASC" | "DESC"): readonly string[] {
  const ids: string[] = [];
  const rows = db.prepare(`SELECT session_id FROM sessions NOT INDEXED ORDER BY key ${order}`).iterate();
  try {
    for (const { session_id } of rows) ids.push(String(session_id));
  } catch (error) {
    if (!isCorruption(error)) throw error;
  } finally {
    rows.return?.();
  }
  return ids;
}

async function isReadable(log: SqliteEventLog, sessionId: string): Promise<boolean> {
  try {
    const session = await log.findSession(sessionId);
    if (session === undefined || session.isUnreadable === true) return false;
    let sequence = 0;
    for (;;) {
      const last = (await log.read(sessionId, sequence, everything)).at(-1);
      if (last === undefined) break;
      sequence = last.sequence;
    }
    await log.readStepStates(sessionId, 0, { ...everything, maxEvents: Number.MAX_SAFE_INTEGER });
    return sequence === session.sequence;
  } catch (error) {
    if (error instanceof LogFault && error.code === "damaged") return false;
    throw error;
  }
}
