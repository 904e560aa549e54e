import {
  closeSync,
  fsyncSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  statSync,
  writeFileSync,
  writeSync,
} from "node:fs";

/** Places in the header of a database, section 1.3 of https://www.sqlite.org/fileformat2.html. */
const PAGE_SIZE_AT = 16;
const PAGE_COUNT_AT = 28;
const FREE_LIST_AT = 32;
const HEADER_BYTES = 100;

/** Name of the copy of a log's first page. */
const copyPathOf = (path: string): string => `${path}.first-page`;

/**
 * The first page of a log that is at rest: nothing of it is in a write-ahead file. `undefined` for any other.
 * To be called before the file is opened as a database: closing the file releases the locks of this process
 * on it.
 */
export function readFirstPage(path: string): Buffer | undefined {
  if ((statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0) return undefined;
  if (statSync(path).size < HEADER_BYTES) return undefined;
  const file = openSync(path, "r");
  try {
    const header = Buffer.alloc(HEADER_BYTES);
    readSync(file, header, 0, HEADER_BYTES, 0);
    const page = Buffer.alloc(pageSizeIn(header));
    return readSync(file, page, 0, page.length, 0) === page.length ? page : undefined;
  } finally {
    closeSync(file);
  }
}

/**
 * Keeps a copy of a first page with which the file was opened: header and schema are nowhere else, and
 * `repair` needs them.
 */
export function keepFirstPage(path: string, page: Buffer): void {
  const copyPath = copyPathOf(path);
  try {
    writeFileSync(`${copyPath}.unfinished`, page, { mode: 0o600 });
    renameSync(`${copyPath}.unfinished`, copyPath);
  } catch {
    // A full disk keeps no log from being opened; the copy from before stays.
  }
}

/**
 * Puts the copy in the place of the first page, with no free pages and the size that the file has now.
 * Returns whether there is a copy, and anything behind the first page.
 */
export function restoreFirstPage(path: string): boolean {
  const copyPath = copyPathOf(path);
  if (statSync(copyPath, { throwIfNoEntry: false }) === undefined) return false;
  const page = readFileSync(copyPath);
  const { size } = statSync(path);
  if (page.length < HEADER_BYTES || pageSizeIn(page) !== page.length || size < page.length) return false;
  page.writeUInt32BE(Math.floor(size / page.length), PAGE_COUNT_AT);
  page.fill(0, FREE_LIST_AT, FREE_LIST_AT + 8);
  const file = openSync(path, "r+");
  try {
    writeSync(file, page, 0, page.length, 0);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  return true;
}

/**
 * Makes SQLite forget which pages are free, in a log that is at rest: a damaged list can name a page that is
 * in use, which would be overwritten. Its pages stay unused until the file is rewritten. Returns whether the
 * log is at rest.
 */
export function dropFreeList(path: string): boolean {
  if ((statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0) return false;
  const file = openSync(path, "r+");
  try {
    writeSync(file, Buffer.alloc(8), 0, 8, FREE_LIST_AT);
    fsyncSync(file);
    return true;
  } finally {
    closeSync(file);
  }
}

function pageSizeIn(header: Buffer): number {
  const size = header.readUInt16BE(PAGE_SIZE_AT);
  return size === 1 ? 65536 : size;
}
