import type { Findings } from "./audit-history.ts";

/** Open waits: each entry exists until its outcome does. */
export class WaitList {
  readonly #name: string;
  readonly #awaited = new Set<string>();
  #count = 0;

  /** Takes the name of the one who waits. */
  constructor(name: string) {
    this.#name = name;
  }

  /** The outcome of a promise, listed as awaited until it settles. */
  async for<T>(what: string, outcome: PromiseLike<T>): Promise<T> {
    const own = `${what} (${++this.#count})`;
    this.#awaited.add(own);
    try {
      return await outcome;
    } finally {
      this.#awaited.delete(own);
    }
  }

  /** What is still waited for: nothing, when a storm has been over for long enough. */
  get unfinished(): Findings {
    return [...this.#awaited].map((what) => `${this.#name} waits for ${what}`);
  }
}
