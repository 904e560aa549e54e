import { ListenerSet } from "./listener-set.ts";

/** A value that changes, as a screen needs it: the snapshot is the same object until something changes. */
export interface Readable<T> {
  readonly state: T;
  /** Tells of every change, without saying which. The returned function ends that. */
  subscribe(listener: () => void): () => void;
}

/** A readable value and the means to change it. `subscribe` may be passed on without its object. */
export class Store<T> implements Readable<T> {
  readonly #listeners = new ListenerSet();
  #state: T;

  constructor(state: T) {
    this.#state = state;
  }

  get state(): T {
    return this.#state;
  }

  /** Replaces the snapshot and tells everybody; the same snapshot again is no change. */
  set(state: T): void {
    if (this.replace(state)) this.announce();
  }

  /** Replaces the snapshot and tells nobody. Returns whether it is another one. */
  replace(state: T): boolean {
    const isChange = state !== this.#state;
    this.#state = state;
    return isChange;
  }

  /** Tells everybody that the snapshot has changed. */
  announce(): void {
    this.#listeners.emit();
  }

  readonly subscribe = (listener: () => void): (() => void) => this.#listeners.add(listener);
}
