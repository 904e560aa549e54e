/**
 * Who wants to know that a request's provider is alive: every byte of an answer is a sign, whatever becomes
 * of it. Requests are known by their abort signal, which is what the providers' packages pass on.
 */
export class SignsOfLife {
  readonly #listeners = new WeakMap<AbortSignal, () => void>();

  /** Calls the listener at every sign of the request with this signal. One listener a signal. */
  watch(signal: AbortSignal, listener: () => void): void {
    this.#listeners.set(signal, listener);
  }

  /** Reports a sign of the request with this signal. */
  report(signal: AbortSignal | null | undefined): void {
    if (signal) this.#listeners.get(signal)?.();
  }
}

type Outcome<T> = { readonly result: IteratorResult<T> } | { readonly error: unknown };

/**
 * The parts as they come, and the sign when `watch` reports life of which no part comes at once. Signs that
 * come faster than they are read are one. Ends the parts without waiting for them when the reader stops.
 */
export async function* withSigns<T>(
  parts: AsyncIterable<T>,
  sign: T,
  watch: (listener: () => void) => void,
): AsyncGenerator<T, void> {
  const iterator = parts[Symbol.asyncIterator]();
  let wake = Promise.withResolvers<void>();
  let outcome: Outcome<T> | undefined;
  let soon: NodeJS.Immediate | undefined;
  const settle = (value: Outcome<T>): void => {
    clearImmediate(soon);
    outcome = value;
    wake.resolve();
  };
  const ask = (): void => {
    outcome = undefined;
    iterator.next().then(
      (result) => settle({ result }),
      (error: unknown) => settle({ error }),
    );
  };
  // A part that comes of the same bytes is a sign itself.
  watch(() => {
    clearImmediate(soon);
    soon = setImmediate(() => wake.resolve());
  });
  try {
    ask();
    for (;;) {
      await wake.promise;
      wake = Promise.withResolvers();
      const settled = outcome as Outcome<T> | undefined;
      if (settled === undefined) yield sign;
      else if ("error" in settled) throw settled.error;
      else if (settled.result.done === true) return;
      else {
        yield settled.result.value;
        ask();
      }
    }
  } finally {
    clearImmediate(soon);
    void iterator.return?.().then(undefined, () => undefined);
  }
}
