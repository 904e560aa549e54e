import type { Clock } from "./clock.ts";

/** Settles as the promise does, or rejects with the signal's reason if that aborts first. */
export async function rejectOnAbort<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return promise;
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const onAbort = () => reject(signal.reason);
  if (signal.aborted) onAbort();
  else signal.addEventListener("abort", onAbort, { once: true });
  return Promise.race([aborted, promise]).finally(() => signal.removeEventListener("abort", onAbort));
}

/** Resolves after the delay. Rejects with the signal's reason. */
export async function delay(clock: Clock, delayMs: number, signal: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const cancel = clock.schedule(delayMs, resolve);
  return rejectOnAbort(promise, signal).finally(cancel);
}

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
