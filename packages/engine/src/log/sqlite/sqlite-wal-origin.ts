import { rmSync, statSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { pathToFileURL } from "node:url";
import { crc32 } from "node:zlib";
import { LogFault } from "../log-fault.ts";
import { isCorruption } from "./sqlite-fault.ts";
import { sideTables } from "./sqlite-side-tables.ts";

/** Name of the note with the identity of a log and the number of its last opening. */
const NOTE = "origin";

/** A write-ahead file without frames has its header at most. */
const HEADER_BYTES = 32;

/** An opening of a log. */
interface Origin {
  readonly logId: string;
  readonly epoch: number;
}

/**
 * Notes in a file that it has been opened, so that a write-ahead file from before can be distinguished. Call
 * it outside a transaction.
 */
export function writeOrigin(db: DatabaseSync, epoch: number): void {
  try {
    db.exec(sideTables);
    store(db, { logId: readOrigin(db)?.logId ?? crypto.randomUUID(), epoch });
  } catch (error) {
    // On a damaged page the note stays as it is: then nothing is compared.
    if (!isCorruption(error)) throw error;
  }
}

/** Makes a copy of a log another log, whose write-ahead file is not that of the first one. */
export function renewOrigin(path: string): void {
  const db = new DatabaseSync(path);
  try {
    const hasNotes = db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'notes'").get() !== undefined;
    const origin = hasNotes ? readOrigin(db) : undefined;
    if (origin !== undefined) store(db, { ...origin, logId: crypto.randomUUID() });
  } catch (error) {
    // A damaged copy is a copy all the same.
    if (!isCorruption(error)) throw error;
  } finally {
    db.close();
    for (const suffix of ["-wal", "-shm"]) rmSync(path + suffix, { force: true });
  }
}

function store(db: DatabaseSync, { logId, epoch }: Origin): void {
  const text = `${logId} ${epoch}`;
  const checksum = crc32(text, crc32(NOTE));
  db.exec(`INSERT OR REPLACE INTO notes (name, text, checksum) VALUES ('${NOTE}', '${text}', ${checksum})`);
}

/**
 * Throws a `LogFault` `damaged` when the file is empty or missing although its write-ahead file or the copy
 * of its first page shows that it was a log: SQLite would delete the write-ahead file. Call it before the
 * file is made or opened.
 */
export function checkNotEmptied(path: string): void {
  const size = statSync(path, { throwIfNoEntry: false })?.size;
  if (size !== undefined && size > 0) return;
  const state = size === undefined ? "is missing" : "is empty";
  if (hasFrames(path)) {
    throw new LogFault(
      "damaged",
      `${path} ${state}, but its write-ahead file has data: put the log back or restore a backup; to begin a new log, move ${path}-wal away.`,
    );
  }
  if (size === 0 && statSync(`${path}.first-page`, { throwIfNoEntry: false }) !== undefined) {
    throw new LogFault(
      "damaged",
      `${path} is empty, but it was a log before: restore a backup; to begin a new log, delete the empty file.`,
    );
  }
}

/**
 * Throws a `LogFault` `damaged` when SQLite would replay a write-ahead file of another log, or of an earlier
 * opening of this one.
 */
export function checkWriteAheadOrigin(path: string): void {
  if (!isForeignWriteAhead(path)) return;
  throw new LogFault(
    "damaged",
    `The write-ahead file ${path}-wal is of another log or of an earlier state of this one: put the right one there, or run \`aiwhisperer repair\` to set it aside.`,
  );
}

/**
 * Whether the write-ahead file is of another log, or of an earlier opening of this one. Changes neither file.
 */
export function isForeignWriteAhead(path: string): boolean {
  if (!hasFrames(path) || (statSync(path, { throwIfNoEntry: false })?.size ?? 0) === 0) return false;
  const url = pathToFileURL(path);
  // An immutable file is read without its write-ahead file.
  url.searchParams.set("immutable", "1");
  const own = readOriginAt(url);
  const replayed = own === undefined ? undefined : readOriginAt(path);
  if (own === undefined || replayed === undefined) return false;
  return replayed.logId !== own.logId || replayed.epoch < own.epoch;
}

function hasFrames(path: string): boolean {
  return (statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0) > HEADER_BYTES;
}

function readOriginAt(place: string | URL): Origin | undefined {
  let db: DatabaseSync | undefined;
  try {
    // A connection that only reads leaves the write-ahead file as it is when it is closed.
    db = new DatabaseSync(place, { readOnly: true });
    return readOrigin(db);
  } catch {
    return undefined;
  } finally {
    db?.close();
  }
}

/** `undefined` where a file has no whole note: it is from before there were any, or damaged. */
function readOrigin(db: DatabaseSync): Origin | undefined {
  const rows = db.prepare(`SELECT text, checksum FROM notes WHERE name = '${NOTE}'`).iterate();
  try {
    const row = rows.next().value;
    const [text, checksum] = [String(row?.text), Number(row?.checksum)];
    return crc32(text, crc32(NOTE)) === checksum ? parseOrigin(text) : undefined;
  } catch (error) {
    if (!isCorruption(error)) throw error;
    return undefined;
  } finally {
    // A fault that is not ended is thrown again by the next statement.
    rows.return?.();
  }
}

function parseOrigin(text: string): Origin | undefined {
  const [logId, epoch] = text.split(" ");
  return logId === undefined || epoch === undefined ? undefined : { logId, epoch: Number(epoch) };
}
