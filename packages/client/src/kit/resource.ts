import { type Failure, toFailure } from "./failure.ts";
import { type Readable, Store } from "./store.ts";

/** Something that is loaded from the server, as a screen can show it. */
export interface ResourceState<T> {
  /** What came last; kept while it is loaded anew, and where that fails. */
  readonly data?: T;
  /** Why the last loading failed. */
  readonly error?: Failure;
  readonly isLoading: boolean;
}

/** Something that can be loaded anew. */
export interface Refreshable<T> extends Readable<ResourceState<T>> {
  /** Loads it. Resolves when the state has the outcome; a failure is in the state. While it is loading, another call makes it load once more. */
  refresh(): Promise<void>;
}

/** A refreshable that gets its data from `load`. */
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
