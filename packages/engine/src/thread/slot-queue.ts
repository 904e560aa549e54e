/**
 * A number of slots, each taken by one at a time. When none is free, the owners that wait take turns, each
 * with its own line.
 */
export class SlotQueue {
  /** By owner, in the order of their turns. */
  readonly #lines = new Map<string, Set<() => void>>();
  #free: number;

  constructor(slots: number) {
    this.#free = slots;
  }

  /**
   * Takes a slot; returns the function that frees it, to be called once. Rejects with the signal's reason
   * when that aborts first.
   */
  async take(signal: AbortSignal, owner = ""): Promise<() => void> {
    signal.throwIfAborted();
    if (this.#free > 0) this.#free -= 1;
    else await this.#turn(signal, owner);
    return () => this.#release();
  }

  #release(): void {
    const [next] = this.#lines;
    if (next === undefined) {
      this.#free += 1;
      return;
    }
    const [owner, line] = next;
    // The owner's next turn comes after those of the others.
    this.#lines.delete(owner);
    this.#lines.set(owner, line);
    const [proceed] = line;
    proceed?.();
  }

  /** Waits for a slot that is handed over. */
  #turn(signal: AbortSignal, owner: string): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const line = this.#lines.get(owner) ?? new Set();
    this.#lines.set(owner, line);
    const leave = (): void => {
      line.delete(proceed);
      if (line.size === 0) this.#lines.delete(owner);
      signal.removeEventListener("abort", giveUp);
    };
    const proceed = (): void => {
      leave();
      resolve();
    };
    const giveUp = (): void => {
      leave();
      reject(signal.reason);
    };
    line.add(proceed);
    signal.addEventListener("abort", giveUp, { once: true });
    return promise;
  }
}
