import type { Clock } from "./clock.ts";
import { type Readable, Store } from "./store.ts";

/** How long changes that are not urgent are gathered before anybody is told. */
const paceMs = 50;

/** A store whose snapshot is always the newest, but which tells of changes that are not urgent, a replay's thousands, now and then only. */
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

  /** Replaces the snapshot. An urgent change is told at once, another one within 50 ms together with its neighbours. */
  set(state: T, { isUrgent }: { readonly isUrgent: boolean }): void {
    if (!this.#store.replace(state)) return;
    if (isUrgent) this.#announce();
    else this.#cancelPlanned ??= this.#clock.schedule(paceMs, () => this.#announce());
  }

  #announce(): void {
    this.#cancelPlanned?.();
    this.#cancelPlanned = undefined;
    this.#store.announce();
  }
}
