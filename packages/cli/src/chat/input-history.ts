import { createHash } from "node:crypto";
import {
  chmodSync,
  closeSync,
  constants,
  fstatSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  writeSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { localServersFolder } from "@aiwhisperer/client";
import type { Environment } from "../kit/command-host.ts";

/** Messages that are kept for a server. */
const MAX_ENTRIES = 500;
/** Length of the file, in bytes. */
const MAX_BYTES = 256 * 1024;
/** Length of a message that is kept, in UTF-16 units. */
const MAX_ENTRY_LENGTH = 16 * 1024;

/** Messages that were typed, newest last, and a place among them. */
export interface InputHistory {
  /** Keeps a message, unless it begins with a space, is empty or repeats the last one. */
  add(text: string): void;
  /** The message before the place; the first call remembers the draft. */
  previous(draft: string): string | undefined;
  /** The message behind the place, and at the end the draft. */
  next(): string | undefined;
  /** Goes back to the end. */
  rewind(): void;
}

/**
 * Opens the history of a server in the user's state folder (folder 0700, file 0600). Messages that begin with
 * a space are not kept, so that a secret need not be. Where the folder cannot be used, the history lasts as
 * long as the program.
 */
export function openInputHistory(url: string, env: Environment): InputHistory {
  const servers = localServersFolder({ env, platform: process.platform });
  const name = createHash("sha256").update(url).digest("hex").slice(0, 32);
  const path = servers === undefined ? undefined : join(dirname(servers), "history", `${name}.jsonl`);
  return new FileHistory(path);
}

class FileHistory implements InputHistory {
  readonly #path: string | undefined;
  #entries: readonly string[];
  #index: number;
  #draft = "";

  constructor(path: string | undefined) {
    this.#path = path;
    this.#entries = path === undefined ? [] : readEntries(path);
    this.#index = this.#entries.length;
  }

  add(text: string): void {
    const isKept = text.trim() !== "" && !/^\s/.test(text) && text.length <= MAX_ENTRY_LENGTH;
    if (isKept && this.#path !== undefined) {
      // Another terminal may have added some.
      const known = readEntries(this.#path);
      if (known.at(-1) !== text) writeEntries(this.#path, bounded([...known, text]));
    }
    if (isKept && this.#entries.at(-1) !== text) this.#entries = bounded([...this.#entries, text]);
    this.rewind();
  }

  previous(draft: string): string | undefined {
    if (this.#index === this.#entries.length) this.#draft = draft;
    if (this.#index === 0) return undefined;
    this.#index -= 1;
    return this.#entries[this.#index];
  }

  next(): string | undefined {
    if (this.#index === this.#entries.length) return undefined;
    this.#index += 1;
    return this.#entries[this.#index] ?? this.#draft;
  }

  rewind(): void {
    this.#index = this.#entries.length;
    this.#draft = "";
  }
}

function bounded(entries: readonly string[]): readonly string[] {
  const kept: string[] = [];
  let bytes = 0;
  for (const entry of entries.slice(-MAX_ENTRIES).toReversed()) {
    bytes += Buffer.byteLength(JSON.stringify(entry)) + 1;
    if (bytes > MAX_BYTES) break;
    kept.unshift(entry);
  }
  return kept;
}

function readEntries(path: string): readonly string[] {
  try {
    return bounded(readEnd(path).split("\n").flatMap(parseEntry));
  } catch {
    return [];
  }
}

/**
 * The end of a file, whatever its length: as much as this program writes. Nothing else than a file is waited
 * for.
 */
function readEnd(path: string): string {
  const file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const stats = fstatSync(file);
    if (!stats.isFile()) return "";
    const end = Buffer.alloc(Math.min(stats.size, MAX_BYTES));
    const length = readSync(file, end, 0, end.length, stats.size - end.length);
    return end.toString("utf8", 0, length);
  } finally {
    closeSync(file);
  }
}

function parseEntry(line: string): readonly string[] {
  try {
    const entry: unknown = JSON.parse(line);
    return typeof entry === "string" ? [entry] : [];
  } catch {
    return [];
  }
}

/**
 * Replaces the file as a whole. A history that cannot be written is no reason to disturb the conversation.
 */
function writeEntries(path: string, entries: readonly string[]): void {
  const temporary = `${path}.${process.pid}`;
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    chmodSync(dirname(path), 0o700);
    const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC | constants.O_NOFOLLOW;
    const file = openSync(temporary, flags, 0o600);
    try {
      writeSync(file, entries.map((entry) => `${JSON.stringify(entry)}\n`).join(""));
    } finally {
      closeSync(file);
    }
    renameSync(temporary, path);
  } catch {
    discard(temporary);
  }
}

function discard(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    return;
  }
}
