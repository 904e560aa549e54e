import type { Duplex } from "node:stream";
import { encodeTextFrames } from "./text-frame.ts";

/** Something that gathers what it is given to write. */
export interface WriteGatherer {
  /** Writes what was gathered; without that, does nothing. */
  flush(): void;
}

/** Size of the memory that large writes share, and the least length of one that uses it: what a socket does not take at once keeps all of it. */
const SHARED_BYTES = 96 * 1024;
const MIN_SHARED_LENGTH = 16 * 1024;

/**
 * Joins the writes of a tick: everyone who has gathered something says so, and all of them write together when the tick has ended, so that each socket
 * costs one system call however many messages go to it.
 */
export class WriteScheduler {
  #gatherers: WriteGatherer[] = [];
  #shared = Buffer.allocUnsafeSlow(SHARED_BYTES);
  readonly #allocate = (length: number): Buffer =>
    length < MIN_SHARED_LENGTH || length > SHARED_BYTES
      ? Buffer.allocUnsafe(length)
      : this.#shared.subarray(0, length);
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
    const isTaken = socket.writableLength === 0;
    if (!isTaken && bytes.buffer === this.#shared.buffer) this.#shared = Buffer.allocUnsafeSlow(SHARED_BYTES);
  }
}
