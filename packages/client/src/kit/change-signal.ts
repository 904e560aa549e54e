import { rejectOnAbort } from "./abort.ts";

/**
 * Wakes everything that waits for the next change of a state. A caller that checks the state and waits in the
 * same tick misses no change.
 */
export class ChangeSignal {
  #next: PromiseWithResolvers<void> | undefined;

  /** Resolves at the next change. Rejects with the signal's reason. */
  next(signal?: AbortSignal): Promise<void> {
    this.#next ??= Promise.withResolvers<void>();
    return rejectOnAbort(this.#next.promise, signal);
  }

  /** Signals a change. */
  fire(): void {
    const next = this.#next;
    this.#next = undefined;
    next?.resolve();
  }
}
