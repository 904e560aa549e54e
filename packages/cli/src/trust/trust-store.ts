import { chmod, lstat, mkdir, open, readFile, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { userStateFolder } from "@aiwhisperer/client";
import { CommandFailure } from "../kit/command-failure.ts";
import type { Environment } from "../kit/command-host.ts";

/** Most entries that a store keeps: the oldest make room. */
const MAX_ENTRIES = 1_000;
/** Largest file that is read as a store: so many entries with long paths. */
const MAX_BYTES = 8 * 1024 * 1024;
/** Permissions by which others could change a store. */
const WRITABLE_BY_OTHERS = 0o022;

/** Something of a folder that a person has confirmed. */
export interface TrustEntry {
  /** Real path. */
  readonly path: string;
  /** SHA-256 of its content, in hexadecimal digits. */
  readonly sha256: string;
  /** When it was confirmed, as an ISO 8601 text. */
  readonly trustedAt: string;
}

/**
 * A list of what a person has confirmed, in a file of the user's state folder (folder 0700, file 0600). It is
 * nowhere near the folders that it is about, so that none of them can confirm itself.
 */
export class TrustStore {
  readonly path: string;

  constructor(path: string) {
    this.path = path;
  }

  /** The entry of a path. Rejects with a `CommandFailure` where other users can change the file. */
  async find(path: string): Promise<TrustEntry | undefined> {
    return (await this.#read()).find((entry) => entry.path === path);
  }

  /** Adds an entry in place of the one with its path. Rejects where the file cannot be written. */
  async add(entry: TrustEntry): Promise<void> {
    const others = (await this.#read()).filter(({ path }) => path !== entry.path);
    await this.#write([...others, entry].slice(-MAX_ENTRIES));
  }

  /** Removes the entry of a path; resolves with whether there was one. */
  async remove(path: string): Promise<boolean> {
    const entries = await this.#read();
    const others = entries.filter((entry) => entry.path !== path);
    if (others.length === entries.length) return false;
    await this.#write(others);
    return true;
  }

  /** A file that cannot be read as a store has no entries: everything is asked again then. */
  async #read(): Promise<readonly TrustEntry[]> {
    const stats = await lstat(this.path).catch(() => undefined);
    if (stats === undefined || !stats.isFile() || stats.size > MAX_BYTES) return [];
    if (process.platform !== "win32" && (stats.mode & WRITABLE_BY_OTHERS) !== 0) {
      throw new CommandFailure(
        `Other users of this machine can change ${this.path}. Check it, and run: chmod 600 ${this.path}`,
      );
    }
    try {
      const { entries } = JSON.parse(await readFile(this.path, "utf8")) as { readonly entries?: unknown };
      return Array.isArray(entries) ? entries.filter(isEntry) : [];
    } catch {
      return [];
    }
  }

  /** Writes a whole file or none. Of two programs that write at once, the later one's entries stay. */
  async #write(entries: readonly TrustEntry[]): Promise<void> {
    const folder = dirname(this.path);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await chmod(folder, 0o700);
    const temporary = `${this.path}.${process.pid}`;
    await rm(temporary, { force: true });
    const file = await open(temporary, "wx", 0o600);
    try {
      await file.writeFile(`${JSON.stringify({ version: 1, entries }, undefined, 2)}\n`);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, this.path);
  }
}

/** The store of confirmed configurations and program parts; `undefined` for a user without a home. */
export function openTrustStore(env: Environment): TrustStore | undefined {
  return openStore("trusted-configs.json", env);
}

/** The store of the data folders that this user's servers have made or that were confirmed. */
export function openFolderStore(env: Environment): TrustStore | undefined {
  return openStore("data-folders.json", env);
}

function openStore(name: string, env: Environment): TrustStore | undefined {
  const folder = userStateFolder({ env, platform: process.platform });
  return folder === undefined ? undefined : new TrustStore(join(folder, name));
}

function isEntry(value: unknown): value is TrustEntry {
  if (typeof value !== "object" || value === null) return false;
  const { path, sha256, trustedAt } = value as { readonly [name: string]: unknown };
  return typeof path === "string" && typeof sha256 === "string" && typeof trustedAt === "string";
}
