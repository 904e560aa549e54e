import { LiveStates } from "./live-states.ts";

/** How many uses there may be within a time. */
export interface RecentUsesOptions {
  readonly max: number;
  readonly windowMs: number;
  /** Milliseconds of a clock that never goes back. */
  readonly now: () => number;
}

/**
 * The times of the latest uses of each key: within any window there are no more than allowed, wherever it
 * begins.
 */
export class RecentUses {
  readonly #options: RecentUsesOptions;
  /** Ascending. */
  readonly #times: LiveStates<number[]>;

  constructor(options: RecentUsesOptions) {
    this.#options = options;
    this.#times = new LiveStates<number[]>(
      () => [],
      (times) => (times.at(-1) ?? Number.NEGATIVE_INFINITY) <= this.#windowStart(),
    );
  }

  /** Keys that were used within the window. */
  get size(): number {
    return this.#times.size;
  }

  /** Counts a use and returns 0; past the limit returns the milliseconds until the next one is allowed. */
  take(key: string): number {
    const { max, windowMs, now } = this.#options;
    const times = this.#times.use(key);
    const start = this.#windowStart();
    const recent = times.findIndex((time) => time > start);
    times.splice(0, recent === -1 ? times.length : recent);
    const [oldest] = times;
    if (times.length >= max && oldest !== undefined) return Math.ceil(oldest + windowMs - now());
    times.push(now());
    return 0;
  }

  #windowStart(): number {
    return this.#options.now() - this.#options.windowMs;
  }
}
