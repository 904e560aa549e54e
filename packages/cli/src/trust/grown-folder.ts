import { lstat } from "node:fs/promises";
import { join } from "node:path";
import { readSessionSpan } from "@aiwhisperer/engine";
import { LOG_FILE } from "../kit/data-files.ts";

/**
 * Time for which a log must have been written here: an archive or a clone is written at once, whatever times
 * it claims.
 */
const MIN_GROWTH_MS = 3_600_000;
/** How far a file system's clock may be behind the program's. */
const CLOCK_SLACK_MS = 1_000;

/**
 * When a file was made and last changed, as the operating system says: the author of a file can set neither.
 */
export interface FileTimes {
  readonly bornMs: number;
  readonly changedMs: number;
}

/**
 * Whether the log of a data folder has grown on this machine, as that of an earlier version which made no id:
 * this user's file, in which everything was written between the birth of the file and its last change, over
 * an hour or more. What came by a clone, a copy or an archive is older than its file. `false` where the file
 * system does not know when a file was made.
 */
export async function hasGrownHere(dataDir: string, readTimes = timesOfOwnFile): Promise<boolean> {
  const path = join(dataDir, LOG_FILE);
  const log = await readTimes(path);
  if (log === undefined || log.bornMs <= 0) return false;
  const wal = await readTimes(`${path}-wal`);
  const changedMs = Math.max(log.changedMs, wal?.changedMs ?? 0);
  if (changedMs - log.bornMs < MIN_GROWTH_MS) return false;
  const span = readSessionSpan(path);
  if (span === undefined) return false;
  return span.first >= log.bornMs - CLOCK_SLACK_MS && span.last <= changedMs + CLOCK_SLACK_MS;
}

/** The times of a plain file of this user; `undefined` for anything else. */
async function timesOfOwnFile(path: string): Promise<FileTimes | undefined> {
  const stats = await lstat(path).catch(() => undefined);
  if (stats === undefined || !stats.isFile()) return undefined;
  if (process.getuid !== undefined && stats.uid !== process.getuid()) return undefined;
  return { bornMs: stats.birthtimeMs, changedMs: stats.ctimeMs };
}
