import type { Clock } from "./clock.ts";
import { type Readable, Store } from "./store.ts";

/**
 * A store whose snapshot is always the newest, but which announces less urgent changes, such as a replay's
 * thousands, together.
 */
export class PacedStore<T> implements Readable<T> {
  readonly #store: Store<T>;
  readonly #clock: Clock;
  #cancelPlanned: (() => void) | undefined;

  constructor(state: T, clock: Clock) {
    this.#store = new Store(state);
    this.#clock = clock;
  }

  get state(): T {
    return this.#store.state;
  }

  readonly subscribe = (listener: () => void): (() => void) => this.#store.subscribe(listener);

  /**
   * Replaces the snapshot and announces it within that time, together with other changes; with 0, at once.
   */
  set(state: T, { withinMs }: { readonly withinMs: number }): void {
    if (!this.#store.replace(state)) return;
    if (withinMs === 0) this.#announce();
    else this.#cancelPlanned ??= this.#clock.schedule(withinMs, () => this.#announce());
  }

  #announce(): void {
    this.#cancelPlanned?.();
    this.#cancelPlanned = undefined;
    this.#store.announce();
  }
}
