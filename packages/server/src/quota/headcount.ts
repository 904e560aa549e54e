/** Counts who is there by key, and lets no more in than may be. */
export class Headcount {
  readonly #max: number;
  readonly #counts = new Map<string, number>();

  /** 0 sets no limit. */
  constructor(max: number) {
    this.#max = max;
  }

  /** Keys of which anybody is there. */
  get size(): number {
    return this.#counts.size;
  }

  /** Admits one more and returns a function to leave, to be called once; undefined at the limit. */
  enter(key: string): (() => void) | undefined {
    const count = this.#counts.get(key) ?? 0;
    if (this.#max > 0 && count >= this.#max) return undefined;
    this.#counts.set(key, count + 1);
    return () => this.#leave(key);
  }

  #leave(key: string): void {
    const count = (this.#counts.get(key) ?? 1) - 1;
    if (count > 0) this.#counts.set(key, count);
    else this.#counts.delete(key);
  }
}
