const TICK_MS = 20;

/**
 * Measures for how long this thread let nothing else run, in processor time of this thread: other threads and
 * other programs do not count.
 */
export class BlockWatch {
  #longestMs = 0;
  #at = performance.now();
  #used = process.threadCpuUsage();
  readonly #timer: NodeJS.Timeout;

  constructor() {
    this.#timer = setInterval(() => this.#tick(), TICK_MS);
  }

  /** The longest time so far. */
  get longestMs(): number {
    this.#tick();
    return Math.round(this.#longestMs);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #tick(): void {
    const { user, system } = process.threadCpuUsage(this.#used);
    const blockedMs = Math.min(performance.now() - this.#at - TICK_MS, (user + system) / 1_000);
    this.#longestMs = Math.max(this.#longestMs, blockedMs);
    this.#at = performance.now();
    this.#used = process.threadCpuUsage();
  }
}
