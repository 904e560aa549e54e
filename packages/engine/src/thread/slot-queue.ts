/** A number of slots, each taken by one at a time; who finds none free waits in line. */
export class SlotQueue {
  readonly #waiting = new Set<() => void>();
  #free: number;

  constructor(slots: number) {
    this.#free = slots;
  }

  /** Takes a slot; gives the way to free it, to be called once. Rejects with the signal's reason when that aborts first. */
  async take(signal: AbortSignal): Promise<() => void> {
    signal.throwIfAborted();
    if (this.#free > 0) this.#free -= 1;
    else await this.#turn(signal);
    return () => this.#release();
  }

  #release(): void {
    const next = this.#waiting.values().next();
    if (next.done) this.#free += 1;
    else next.value();
  }

  /** Waits for a slot that somebody hands over. */
  #turn(signal: AbortSignal): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const leave = (): void => {
      this.#waiting.delete(proceed);
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
    this.#waiting.add(proceed);
    signal.addEventListener("abort", giveUp, { once: true });
    return promise;
  }
}
