import type { Duplex } from "node:stream";

/** Bytes held back on one socket before they are written without waiting for the end of the tick. */
const MAX_CORKED_BYTES = 64 * 1024;

/**
 * Joins the writes of a tick: the first write on a socket corks it, and all corked sockets are uncorked together when the tick has
 * ended, so that each costs one system call however many messages went to it.
 */
export class WriteScheduler {
  #corked = new Map<Duplex, number>();
  #isScheduled = false;
  readonly #flush = (): void => {
    this.#isScheduled = false;
    const corked = this.#corked;
    this.#corked = new Map();
    for (const socket of corked.keys()) socket.uncork();
  };

  /** Call before writing about that many bytes to the socket. */
  beforeWrite(socket: Duplex, byteLength: number): void {
    const corkedBytes = this.#corked.get(socket);
    if (corkedBytes === undefined) {
      socket.cork();
    } else if (corkedBytes + byteLength > MAX_CORKED_BYTES) {
      socket.uncork();
      socket.cork();
      this.#corked.set(socket, byteLength);
      return;
    }
    this.#corked.set(socket, (corkedBytes ?? 0) + byteLength);
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    setImmediate(this.#flush);
  }
}
