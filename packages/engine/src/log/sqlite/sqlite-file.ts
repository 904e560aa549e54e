import { accessSync, closeSync, constants, mkdirSync, openSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { LogFault } from "../log-fault.ts";
import { concernsSessions, findDamage, findDamageAtOpening } from "./sqlite-check.ts";
import { replaceDisposable, replaceUnreadableJournal } from "./sqlite-disposable.ts";
import { toLogFault } from "./sqlite-fault.ts";
import { dropFreeList, keepFirstPage, readFirstPage } from "./sqlite-first-page.ts";
import { rebuildIndexes } from "./sqlite-indexes.ts";
import { recoverJournal } from "./sqlite-journal.ts";
import { mendLastNumbers } from "./sqlite-last-numbers.ts";
import { checkSchema, migrate, readPragma } from "./sqlite-schema.ts";
import { mendWriteAhead } from "./sqlite-wal.ts";
import { checkNotEmptied, checkWriteAheadOrigin, writeOrigin } from "./sqlite-wal-origin.ts";

/** How a log in a SQLite file is opened. */
export interface SqliteLogOptions {
  /** The file. It and its folder are made where they are missing, for this user alone. */
  readonly path: string;
  /** `full` (default): what is committed survives loss of power. `normal`: it survives `kill -9`. */
  readonly synchronous?: "full" | "normal";
  /** How long a commit waits for another process, blocking this one. Default 250. */
  readonly busyTimeoutMs?: number;
  /**
   * Largest size of the file without its write-ahead file; what does not fit fails as `full`. Default: no
   * limit.
   */
  readonly maxBytes?: number;
  /**
   * Whether pages and indexes of a file of any size are checked when it is opened. Default: those of a file
   * up to 64 MiB; of a larger one those of the table of sessions, up to 100,000.
   */
  readonly isCheckedWhole?: boolean;
  /** Disk space that is held for deletions when the disk is full. Default 0: none. */
  readonly reserveBytes?: number;
  /** Answers kept; beyond that the oldest go. Default 1,000,000. */
  readonly maxAnswers?: number;
}

/** An open file that this process owns until another one opens it. */
export interface LogFile {
  readonly db: DatabaseSync;
  readonly path: string;
  /** Number of this opening; the file has a larger one once another process has taken it over. */
  readonly epoch: number;
  /**
   * Descriptions of the damage that was found by the opening, and later by what reads more than one session;
   * empty when there was none.
   */
  readonly damage: Set<string>;
  /** Whether sessions may be missing because of that damage. */
  readonly mayMissSessions: boolean;
  /** Identity of the file on its disk. */
  readonly inode: number;
  /** Bytes that the file has had: it grows, and what is deleted leaves free pages in it. */
  size: number;
}

/** Bytes of the write-ahead file kept after a burst; it is folded into the file itself every 1,000 pages. */
const writeAheadBytes = 16 * 1024 * 1024;

/**
 * Opens a log file, brings its schema up to date and takes it over from any process before. Throws a
 * `LogFault`.
 */
export function openLogFile(options: SqliteLogOptions): LogFile {
  const { path } = options;
  let db: DatabaseSync | undefined;
  try {
    checkNotEmptied(path);
    prepareFile(path);
    const mended = mendWriteAhead(path, Date.now());
    checkWriteAheadOrigin(path);
    const firstPage = readFirstPage(path);
    db = connect(options);
    const atFirst = find(db, options);
    const isListDamaged = atFirst.some((line) => FREE_LIST_LINE.test(line));
    if (isListDamaged) {
      db.close();
      dropFreeList(path);
      db = connect(options);
    }
    const found = isListDamaged ? find(db, options) : atFirst;
    const replaced = replaceDamaged(db, atFirst.length === 0 ? "small" : "all");
    const rebuilt = rebuildIndexes(db, found, "are not trusted");
    const mayMissSessions = atFirst.length > 0 && concernsSessions(db, findDamage(db, "sessions"));
    const { epoch, damage } = takeOver(db);
    if (firstPage !== undefined && atFirst.length === 0) keepFirstPage(path, firstPage);
    const { ino: inode, size } = statSync(path);
    return {
      db,
      path,
      epoch,
      damage: new Set([
        ...(mended === undefined ? [] : [mended]),
        ...atFirst,
        ...found,
        ...replaced,
        ...rebuilt,
        ...damage,
      ]),
      mayMissSessions,
      inode,
      size,
    };
  } catch (error) {
    if (db?.isOpen === true) db.close();
    throw toLogFault(error, path);
  }
}

/** How SQLite describes a list of free pages that is damaged, or names a page that is in use. */
const FREE_LIST_LINE = /free-?list|reference to page/i;

function connect(options: SqliteLogOptions): DatabaseSync {
  const { path, busyTimeoutMs = 250 } = options;
  const db = new DatabaseSync(path, { timeout: busyTimeoutMs });
  try {
    checkSchema(db, path);
    configure(db, options);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** Small tables are looked at in a file of any size. */
function replaceDamaged(db: DatabaseSync, which: "small" | "all"): readonly string[] {
  const replaced = replaceDisposable(db, which);
  if (!replaceUnreadableJournal(db)) return replaced;
  return [...replaced, "The journal is damaged: last events of sessions may be lost."];
}

function find(db: DatabaseSync, { path, isCheckedWhole }: SqliteLogOptions): readonly string[] {
  return isCheckedWhole === true
    ? findDamage(db, "everything")
    : findDamageAtOpening(db, statSync(path).size);
}

/**
 * Fails as `io` when the path no longer leads to the open file: later writes would be lost with the process.
 * Fails as `damaged` when the file was truncated: later writes may refer to pages that are gone.
 */
export function checkInPlace(file: LogFile): void {
  const found = statSync(file.path, { throwIfNoEntry: false });
  if (found?.ino !== file.inode) {
    throw new LogFault(
      "io",
      `${file.path} was moved, replaced or deleted while in use: put it back, or restart to begin a new log.`,
    );
  }
  if (found.size < file.size) {
    throw new LogFault(
      "damaged",
      `${file.path} was cut short while in use: end this process, move the file away and restore a backup.`,
    );
  }
  file.size = found.size;
}

/**
 * Fails as `read_only` when the file or its write-ahead file may not be written: to the database that is a
 * fault of the disk like any other.
 */
export function checkWritable({ path }: LogFile): void {
  for (const file of [path, `${path}-wal`]) {
    if (statSync(file, { throwIfNoEntry: false }) !== undefined) {
      accessSync(file, constants.R_OK | constants.W_OK);
    }
  }
}

/**
 * Makes folder and file. An existing file is not opened here: closing it would release this process's locks
 * on it.
 */
function prepareFile(path: string): void {
  const folder = dirname(path);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  if (statSync(path, { throwIfNoEntry: false }) === undefined) {
    createFile(path);
  }
  accessSync(path, constants.R_OK | constants.W_OK);
}

function createFile(path: string): void {
  try {
    closeSync(openSync(path, "wx", 0o600));
  } catch (error) {
    // Another process may have made it in the meantime; which of the two owns the log is decided by the
    // epoch.
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) {
      throw error;
    }
  }
}

function configure(db: DatabaseSync, options: SqliteLogOptions): void {
  const mode = db.prepare("PRAGMA journal_mode = WAL").get()?.journal_mode;
  if (mode !== "wal") {
    throw new LogFault(
      "io",
      `${options.path} is on a file system without shared memory: put the event log on a local disk.`,
    );
  }
  db.exec(`
    PRAGMA synchronous = ${options.synchronous === "normal" ? "NORMAL" : "FULL"};
    PRAGMA wal_autocheckpoint = 1000;
    PRAGMA journal_size_limit = ${writeAheadBytes};
    PRAGMA temp_store = MEMORY;
  `);
  if (options.maxBytes !== undefined) {
    const pages = Math.max(1, Math.floor(options.maxBytes / readPragma(db, "page_size")));
    db.exec(`PRAGMA max_page_count = ${pages}`);
  }
}

function takeOver(db: DatabaseSync): { readonly epoch: number; readonly damage: readonly string[] } {
  db.exec("BEGIN IMMEDIATE");
  migrate(db);
  const damage = recoverJournal(db);
  const row = db.prepare("UPDATE meta SET epoch = epoch + 1 RETURNING epoch").get();
  const epoch = Number(row?.epoch);
  db.exec("COMMIT");
  // A statement of a transaction that meets a damaged page would make its commit fail as well.
  writeOrigin(db, epoch);
  return { epoch, damage: [...damage, ...mendLastNumbers(db)] };
}
