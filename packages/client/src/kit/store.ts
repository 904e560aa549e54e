import { ListenerSet } from "./listener-set.ts";

/** A value that changes. The snapshot is the same object until something changes. */
export interface Readable<T> {
  readonly state: T;
  /** Calls the listener at every change. The returned function unsubscribes. */
  subscribe(listener: () => void): () => void;
}

/** A readable value with its setters. `subscribe` works without its object. */
export class Store<T> implements Readable<T> {
  readonly #listeners = new ListenerSet();
  #state: T;

  constructor(state: T) {
    this.#state = state;
  }

  get state(): T {
    return this.#state;
  }

  /** Replaces the snapshot and announces it; the same snapshot again is no change. */
  set(state: T): void {
    if (this.replace(state)) this.announce();
  }

  /** Replaces the snapshot without announcing it. Returns whether it is another one. */
  replace(state: T): boolean {
    const isChange = state !== this.#state;
    this.#state = state;
    return isChange;
  }

  /** Calls the listeners. */
  announce(): void {
    this.#listeners.emit();
  }

  readonly subscribe = (listener: () => void): (() => void) => this.#listeners.add(listener);
}
