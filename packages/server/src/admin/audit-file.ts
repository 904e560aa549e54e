import { type FileHandle, mkdir, open, rename } from "node:fs/promises";
import { dirname } from "node:path";
import type { AuditRecord } from "@aiwhisperer/protocol/admin";

/** Where the audit file is, and how large it may become. */
export interface AuditFileOptions {
  readonly path: string;
  /** Bytes; a record that does not fit begins a new file. */
  readonly maxBytes: number;
}

/** Room for one record in what is read back; longer ones only make that fewer. */
const READ_BYTES_A_RECORD = 1_024;

/**
 * Lines of JSON that are only ever added to. When the file is full it is kept under another name, in place of
 * the one that was kept before: two of them are the most that there is. It is opened for each record, since
 * those are few, so that a file that was moved away or cannot be written shows at once.
 */
export class AuditFile {
  readonly #options: AuditFileOptions;
  #written: Promise<void> = Promise.resolve();

  constructor(options: AuditFileOptions) {
    this.#options = options;
  }

  /**
   * Resolves when the record is on the disk; rejects with what keeps it from there. Records are written in
   * the order of the calls.
   */
  append(record: AuditRecord): Promise<void> {
    const line = `${JSON.stringify(record)}\n`;
    const written = this.#written.then(() => this.#write(line));
    this.#written = written.catch(() => undefined);
    return written;
  }

  /** Resolves when everything that was to be written has been, or has failed. */
  idle(): Promise<void> {
    return this.#written;
  }

  /**
   * The last records, oldest first; lines that were cut off are left out. Rejects where the file is there and
   * cannot be read.
   */
  async readLast(count: number): Promise<readonly AuditRecord[]> {
    const { path } = this.#options;
    const newest = await readTail(path, count);
    const older = newest.length < count ? await readTail(previousOf(path), count - newest.length) : [];
    return [...older, ...newest];
  }

  async #write(line: string): Promise<void> {
    const { path, maxBytes } = this.#options;
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    if (await addLine(path, line, maxBytes)) return;
    await rename(path, previousOf(path));
    await addLine(path, line, maxBytes);
  }
}

/**
 * Appends a line and syncs it to the disk; returns false if it does not fit. An empty file takes every line.
 */
async function addLine(path: string, line: string, maxBytes: number): Promise<boolean> {
  const file = await open(path, "a+", 0o600);
  try {
    const { size } = await file.stat();
    if (size > 0 && size + Buffer.byteLength(line) > maxBytes) return false;
    // A line that was cut off, by a crash or a full disk, must not take the next one with it.
    const isCut = size > 0 && (await lastByte(file, size)) !== "\n";
    await file.appendFile(isCut ? `\n${line}` : line);
    await file.sync();
    if (size === 0) await syncFolder(dirname(path));
    return true;
  } finally {
    await file.close();
  }
}

async function lastByte(file: FileHandle, size: number): Promise<string> {
  const { buffer } = await file.read(Buffer.alloc(1), 0, 1, size - 1);
  return buffer.toString();
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path);
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

function previousOf(path: string): string {
  return `${path}.previous`;
}

async function readTail(path: string, count: number): Promise<readonly AuditRecord[]> {
  const text = await readEnd(path, count * READ_BYTES_A_RECORD);
  return text.split("\n").flatMap(parseLine).slice(-count);
}

async function readEnd(path: string, maxBytes: number): Promise<string> {
  let file: FileHandle;
  try {
    file = await open(path, "r");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return "";
    throw error;
  }
  try {
    const { size } = await file.stat();
    const length = Math.min(size, maxBytes);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, size - length);
    return buffer.toString("utf8", 0, bytesRead);
  } finally {
    await file.close();
  }
}

function parseLine(line: string): readonly AuditRecord[] {
  try {
    const value: unknown = JSON.parse(line);
    const isRecord = typeof value === "object" && value !== null && "id" in value && "outcome" in value;
    return isRecord ? [value as AuditRecord] : [];
  } catch {
    return [];
  }
}
