import {
  accessSync,
  constants,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  unwatchFile,
  watchFile,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as pause } from "node:timers/promises";
import { toLogFault } from "./sqlite-fault.ts";

/** Name of the file whose lock is held as long as a process serves the folder. */
const LOCK_FILE = "owner.lock";

/** Name of the file that describes the owner, for people. */
const OWNER_FILE = "owner.json";

const RETRY_MS = 100;

/** How often an owner looks whether another process has taken the folder over. */
const WATCH_INTERVAL_MS = 1_000;

/** The process that serves a data folder. */
export interface FolderOwner {
  readonly pid: number;
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  readonly startedAt: number;
  /** Address that a browser can open; absent until the process listens. */
  readonly url?: string;
}

/** A lock that is held. */
export interface FolderLock {
  /** Releases the lock. It is also released when the process ends, however it ends. */
  release(): void;
}

/** The folder is served by a process that lives; `owner` is what that process has written about itself. */
export interface FolderInUse {
  readonly inUse: true;
  readonly owner: Partial<FolderOwner>;
}

/**
 * Locks a data folder for this process, and waits up to `waitMs` for an owner that is about to end. The lock
 * is one of the operating system on a file in the folder, held by an open transaction: unlike a process id in
 * a file it ends with its process, and it holds between containers that share the folder. Throws a `LogFault`
 * where the folder cannot be used.
 */
export async function lockFolder(folder: string, waitMs: number): Promise<FolderLock | FolderInUse> {
  const deadline = performance.now() + waitMs;
  for (;;) {
    const lock = tryLock(folder);
    if (lock !== undefined) return lock;
    if (performance.now() >= deadline) return { inUse: true, owner: readOwner(folder) };
    await pause(RETRY_MS);
  }
}

/**
 * Writes what the owner of a folder is, for people and for the next process, and calls back once another
 * process has written itself into its place. Returns the function that stops looking.
 */
export function describeOwner(folder: string, owner: FolderOwner, onReplaced: () => void): () => void {
  const path = join(folder, OWNER_FILE);
  replaceFile(path, `${JSON.stringify(owner)}\n`);
  const look = (): void => {
    const { pid } = readOwner(folder);
    if (pid !== undefined && pid !== owner.pid) onReplaced();
  };
  watchFile(path, { interval: WATCH_INTERVAL_MS, persistent: false }, look);
  return () => unwatchFile(path, look);
}

/**
 * Writes a new file in the place of whatever has the name: a link there is replaced, and its target stays as
 * it is.
 */
function replaceFile(path: string, text: string): void {
  const temporary = `${path}.${process.pid}`;
  rmSync(temporary, { force: true });
  writeFileSync(temporary, text, { flag: "wx", mode: 0o600 });
  renameSync(temporary, path);
}

/** SQLite follows links: the lock of a link would be a file elsewhere, and would be made there. */
function removeLink(path: string): void {
  if (lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true) rmSync(path);
}

function tryLock(folder: string): FolderLock | undefined {
  const path = join(folder, LOCK_FILE);
  let db: DatabaseSync | undefined;
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    removeLink(path);
    db = new DatabaseSync(path, { timeout: 0 });
    db.exec("PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE");
  } catch (error) {
    db?.close();
    const fault = toLogFault(error, path);
    if (fault.code === "locked") return undefined;
    throw fault;
  }
  const held = db;
  return { release: () => held.close() };
}

function readOwner(folder: string): Partial<FolderOwner> {
  try {
    const owner: unknown = JSON.parse(readFileSync(join(folder, OWNER_FILE), "utf8"));
    return typeof owner === "object" && owner !== null ? owner : {};
  } catch {
    // The owner has not described itself yet, or could not.
    return {};
  }
}
