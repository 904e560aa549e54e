import type { Duplex } from "node:stream";
import { encodeTextFrames } from "./text-frame.ts";

/** Something that gathers what it is given to write. */
export interface WriteGatherer {
  /** Writes what was gathered; without that, does nothing. */
  flush(): void;
}

/** Memory that writes share, one after the other. */
class SharedMemory {
  readonly #size: number;
  readonly #minLength: number;
  #memory: Buffer;

  constructor(size: number, minLength: number) {
    this.#size = size;
    this.#minLength = minLength;
    this.#memory = Buffer.allocUnsafeSlow(size);
  }

  /**
   * Whether a write of that length uses it: what a socket does not take at once keeps all of it, so that it
   * is not for much shorter ones.
   */
  suits(length: number): boolean {
    return length >= this.#minLength && length <= this.#size;
  }

  take(length: number): Buffer {
    return this.#memory.subarray(0, length);
  }

  /** Leaves the memory to a write that is under way, if it is in it. */
  leave(bytes: Buffer): void {
    if (bytes.buffer === this.#memory.buffer) this.#memory = Buffer.allocUnsafeSlow(this.#size);
  }
}

/**
 * Joins the writes of a tick: everyone who has gathered something says so, and all of them write together
 * when the tick has ended, so that each socket costs one system call however many messages go to it.
 */
export class WriteScheduler {
  #gatherers: WriteGatherer[] = [];
  /**
   * Shorter writes are in Node's pool. Without these, what was written would wait for the next collection,
   * and leave holes in the memory of the process. The large one is above 128 KiB, from which on glibc maps
   * memory and unmaps it again, unless it has raised that bound by itself (setting one of its variables, as
   * the unit and the image do, keeps it from that): a client that did not read leaves none behind.
   */
  readonly #shared = [new SharedMemory(16 * 1024, 2 * 1024), new SharedMemory(160 * 1024, 16 * 1024 + 1)];
  readonly #allocate = (length: number): Buffer =>
    this.#shared.find((shared) => shared.suits(length))?.take(length) ?? Buffer.allocUnsafe(length);
  readonly #flush = (): void => {
    const gatherers = this.#gatherers;
    this.#gatherers = [];
    for (const gatherer of gatherers) gatherer.flush();
  };

  /** Has the gatherer flushed when the tick has ended; twice is fine. */
  add(gatherer: WriteGatherer): void {
    if (this.#gatherers.push(gatherer) === 1) setImmediate(this.#flush);
  }

  /** Writes messages to a WebSocket's stream as one. `onWritten` is called when all of it was taken. */
  write(socket: Duplex, texts: readonly string[], onWritten: () => void): void {
    const bytes = encodeTextFrames(texts, this.#allocate);
    socket.write(bytes, onWritten);
    if (socket.writableLength > 0) for (const shared of this.#shared) shared.leave(bytes);
  }
}
