import process from "node:process";

const TICK_MS = 5;

/**
 * Measures how long the event loop of this process was kept at one piece of work. Counts processor time of
 * this thread, so that a machine with other work does not spoil the figure.
 */
export class LoopGauge {
  readonly #timer: NodeJS.Timeout;
  readonly #first = process.threadCpuUsage();
  #last = this.#first;
  #longestMs = 0;

  constructor() {
    this.#timer = setInterval(() => this.#look(), TICK_MS);
  }

  /** Ends the measurement. Returns the longest piece of work, in milliseconds of processor time. */
  stop(): number {
    this.#look();
    clearInterval(this.#timer);
    return this.#longestMs;
  }

  /** Processor time of this thread since the measurement began, in milliseconds. */
  get totalMs(): number {
    const { user, system } = process.threadCpuUsage();
    return (user + system - this.#first.user - this.#first.system) / 1_000;
  }

  #look(): void {
    const now = process.threadCpuUsage();
    const usedMs = (now.user + now.system - this.#last.user - this.#last.system) / 1_000;
    this.#last = now;
    this.#longestMs = Math.max(this.#longestMs, usedMs);
  }
}
