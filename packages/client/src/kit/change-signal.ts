/** Wakes those who wait for the next change of something. Whoever has looked at the thing and waits in the same tick misses none. */
export class ChangeSignal {
  #next: PromiseWithResolvers<void> | undefined;

  /** Resolves at the next change. Rejects with the signal's reason. */
  next(signal?: AbortSignal): Promise<void> {
    this.#next ??= Promise.withResolvers<void>();
    return signal === undefined ? this.#next.promise : untilAborted(this.#next.promise, signal);
  }

  /** Tells that there was a change. */
  fire(): void {
    const next = this.#next;
    this.#next = undefined;
    next?.resolve();
  }
}

async function untilAborted(promise: Promise<void>, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  const aborted = Promise.withResolvers<void>();
  const onAbort = () => aborted.reject(signal.reason);
  signal.addEventListener("abort", onAbort, { once: true });
  return Promise.race([promise, aborted.promise]).finally(() => signal.removeEventListener("abort", onAbort));
}
