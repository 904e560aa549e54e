import { type Failure, toFailure } from "./failure.ts";
import { type Readable, Store } from "./store.ts";

/** State of data that is loaded from the server. */
export interface ResourceState<T> {
  /** The last loaded data; kept during a reload and after a failed one. */
  readonly data?: T;
  /** Failure of the last load. */
  readonly error?: Failure;
  readonly isLoading: boolean;
}

/** Data that can be reloaded. */
export interface Refreshable<T> extends Readable<ResourceState<T>> {
  /**
   * Loads the data. Resolves when the state has the outcome, including a failure. A call during a load causes
   * one more load.
   */
  refresh(): Promise<void>;
}

/** A refreshable that uses `load`. */
export class Resource<T> implements Refreshable<T> {
  readonly #load: () => Promise<T>;
  readonly #store = new Store<ResourceState<T>>({ isLoading: false });
  #loading: Promise<void> | undefined;
  #isStale = false;

  constructor(load: () => Promise<T>) {
    this.#load = load;
  }

  get state(): ResourceState<T> {
    return this.#store.state;
  }

  readonly subscribe = (listener: () => void): (() => void) => this.#store.subscribe(listener);

  refresh(): Promise<void> {
    this.#isStale = true;
    this.#loading ??= this.#loadWhileStale();
    return this.#loading;
  }

  async #loadWhileStale(): Promise<void> {
    this.#store.set({ ...this.state, isLoading: true });
    let outcome: ResourceState<T> = this.state;
    while (this.#isStale) {
      this.#isStale = false;
      outcome = await this.#loadOnce();
    }
    this.#loading = undefined;
    this.#store.set(outcome);
  }

  async #loadOnce(): Promise<ResourceState<T>> {
    try {
      return { data: await this.#load(), isLoading: false };
    } catch (error) {
      return { ...this.state, error: toFailure(error), isLoading: false };
    }
  }
}
