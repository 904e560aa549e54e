/**
 * How many states at rest one use lets go at most: more than it can add, so that what is left over becomes
 * less.
 */
const MAX_RELEASED = 2;

/**
 * States by key of which only those are kept that are not at rest: a state at rest is no other than a new
 * one. What is kept is bounded by how many keys were in use lately.
 */
export class LiveStates<T> {
  readonly #create: () => T;
  readonly #isAtRest: (state: T) => boolean;
  /** In the order of last use. */
  readonly #states = new Map<string, T>();
  #last: { readonly key: string; readonly state: T } | undefined;

  constructor(create: () => T, isAtRest: (state: T) => boolean) {
    this.#create = create;
    this.#isAtRest = isAtRest;
  }

  get size(): number {
    return this.#states.size;
  }

  /** The state of a key, a new one where there is none, to be looked at and changed at once. */
  use(key: string): T {
    // Repeated states change neither the order nor the number of states.
    if (this.#last?.key === key) return this.#last.state;
    this.#release();
    const state = this.#states.get(key) ?? this.#create();
    this.#states.delete(key);
    this.#states.set(key, state);
    this.#last = { key, state };
    return state;
  }

  #release(): void {
    let left = MAX_RELEASED;
    for (const [key, state] of this.#states) {
      if (left === 0 || !this.#isAtRest(state)) return;
      this.#states.delete(key);
      left -= 1;
    }
  }
}
