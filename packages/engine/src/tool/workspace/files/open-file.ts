import { type BigIntStats, closeSync, constants, fstatSync, openSync, readSync } from "node:fs";
import type { Folder } from "../kit/folder.ts";
import { showPath } from "../kit/show-path.ts";
import { faultsAt, WorkspaceFault } from "../kit/workspace-fault.ts";

/** Never through a link, and without waiting for the other end of a pipe. */
const OPEN_FILE = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK | constants.O_NOCTTY;

/** A regular file of the workspace that is open for reading. */
export interface OpenFile {
  readonly path: string;
  readonly stats: BigIntStats;
  /** Fills the buffer from the current position. Returns the number of bytes, 0 at the end of the file. */
  read(buffer: Uint8Array): number;
}

/**
 * Opens a regular file in a folder for an action, and closes it when the action returns. Throws a
 * `WorkspaceFault` for folders, links, pipes, sockets and devices. Checks the type before opening, since
 * opening some of them has side effects, and again after it.
 */
export function withFile<T>(folder: Folder, name: string, action: (file: OpenFile) => T): T {
  const path = folder.pathOf(name);
  const found = name === "" ? undefined : folder.stat(name);
  if (found !== undefined) assertFile(found, path);
  const fd = faultsAt(path, () => openSync(folder.entry(name === "" ? "." : name), OPEN_FILE));
  try {
    const stats = fstatSync(fd, { bigint: true });
    assertFile(stats, path);
    folder.confirm();
    return action({ path, stats, read: (buffer) => faultsAt(path, () => readSync(fd, buffer)) });
  } finally {
    closeSync(fd);
  }
}

/** The first bytes of the file, at most that many. */
export function readBytes(file: OpenFile, maxBytes: number): Buffer {
  const buffer = Buffer.allocUnsafe(Math.min(maxBytes, Number(file.stats.size) + 1));
  let length = 0;
  while (length < buffer.length) {
    const count = file.read(buffer.subarray(length));
    if (count === 0) break;
    length += count;
  }
  return buffer.subarray(0, length);
}

/** Throws a `WorkspaceFault` that says what the entry is instead of a regular file. */
export function assertFile(stats: BigIntStats, path: string): void {
  if (stats.isFile()) return;
  if (stats.isDirectory()) {
    throw new WorkspaceFault(`${showPath(path)} is a folder, not a file. list_files shows what is in it.`);
  }
  const kind = stats.isSymbolicLink() ? "became a symbolic link meanwhile; try again" : "is no regular file";
  throw new WorkspaceFault(`${showPath(path)} ${kind}.`);
}
