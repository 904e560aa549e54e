import { randomFillSync } from "node:crypto";
import { closeSync, ftruncateSync, openSync, rmSync, statfsSync, statSync, writeSync } from "node:fs";
import { dirname } from "node:path";

/** How much of its reserve a log holds. */
export interface ReserveState {
  readonly heldBytes: number;
  /** Bytes that it holds where the disk has enough space. */
  readonly wantedBytes: number;
}

/** The reserve takes no more than this share of the free space. */
const SHARE = 4;

/**
 * Space that is left to the write-ahead file, which commits need even where the log itself has free pages.
 */
const WORKING_BYTES = 5 * 1024 * 1024;

/** Least time between two attempts to restore the reserve. */
const RETRY_MS = 10_000;

const BLOCK_BYTES = 256 * 1024;

/**
 * A file that holds disk space for deletions: without space nothing can be written, not even that a session
 * is deleted. It is released for a deletion on a full disk, and takes back what there is afterwards. Its
 * content is random, so that no file system stores it in less space.
 */
export class DiskReserve {
  readonly #path: string;
  readonly #wantedBytes: number;
  #triedAt = Number.NEGATIVE_INFINITY;

  /** `wantedBytes` 0 is no reserve. A file from before that holds more than is wanted is removed. */
  constructor(path: string, wantedBytes: number) {
    this.#path = path;
    this.#wantedBytes = wantedBytes;
    if (this.#heldBytes > wantedBytes) this.release();
  }

  get state(): ReserveState {
    return { heldBytes: this.#heldBytes, wantedBytes: this.#wantedBytes };
  }

  /** Returns whether space was released. Never throws: a file that cannot be removed releases none. */
  release(): boolean {
    if (this.#heldBytes === 0) return false;
    try {
      rmSync(this.#path, { force: true });
      return true;
    } catch {
      return false;
    }
  }

  /**
   * Grows the file by what the free space allows; at most every ten seconds. Never throws: a disk without
   * space has no reserve.
   */
  restoreInTime(): void {
    if (this.#wantedBytes === 0 || performance.now() - this.#triedAt < RETRY_MS) return;
    this.#triedAt = performance.now();
    const heldBytes = this.#heldBytes;
    if (heldBytes >= this.#wantedBytes) return;
    try {
      const { bavail, bsize } = statfsSync(dirname(this.#path));
      this.#growTo(Math.min(this.#wantedBytes, Math.floor((heldBytes + bavail * bsize) / SHARE)));
    } catch {
      // The next attempt comes by itself.
    }
  }

  /**
   * Takes back the free space of a full disk, but for what commits need: `writeAheadBytes` of that are in the
   * write-ahead file already. Never throws.
   */
  takeBack(writeAheadBytes: number): void {
    this.#triedAt = performance.now();
    try {
      const { bavail, bsize } = statfsSync(dirname(this.#path));
      const working = Math.max(0, WORKING_BYTES - writeAheadBytes);
      this.#growTo(Math.min(this.#wantedBytes, this.#heldBytes + bavail * bsize - working));
    } catch {
      // As above.
    }
  }

  /** 0 for anything that is not a file or cannot be looked at. */
  get #heldBytes(): number {
    try {
      const found = statSync(this.#path, { throwIfNoEntry: false });
      return found?.isFile() ? found.size : 0;
    } catch {
      return 0;
    }
  }

  #growTo(bytes: number): void {
    let held = this.#heldBytes;
    if (bytes <= held) return;
    const file = openSync(this.#path, "a", 0o600);
    try {
      const block = randomFillSync(Buffer.alloc(Math.min(BLOCK_BYTES, bytes - held)));
      while (held < bytes) held += writeSync(file, block, 0, Math.min(block.length, bytes - held));
    } catch (error) {
      // What was written last would leave nothing for commits, whatever the file system had promised.
      ftruncateSync(file, Math.max(0, held - WORKING_BYTES));
      throw error;
    } finally {
      closeSync(file);
    }
  }
}
