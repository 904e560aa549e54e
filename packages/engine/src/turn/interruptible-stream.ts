import type { Clock, Timer } from "../clock.ts";

/** Why there is no further part of a stream. */
export type StreamEnd =
  | { readonly kind: "end" }
  | { readonly kind: "aborted" }
  | { readonly kind: "idle" }
  | { readonly kind: "threw"; readonly error: unknown };

/** What reading a stream gives: a part, or why there is none. */
export type StreamRead<T> = { readonly kind: "part"; readonly part: T } | StreamEnd;

/**
 * Reads a stream that may hang or ignore its abort signal: every read ends when the signal aborts or when nothing has come for
 * `idleTimeoutMs`, whatever the stream does. One timer serves all reads.
 */
export class InterruptibleStream<T> {
  readonly #iterator: AsyncIterator<T>;
  readonly #signal: AbortSignal;
  readonly #timer: Timer;
  #wake: ((read: StreamRead<T>) => void) | undefined;
  readonly #onAbort = (): void => this.#settle({ kind: "aborted" });

  constructor(
    stream: AsyncIterable<T>,
    options: { signal: AbortSignal; clock: Clock; idleTimeoutMs: number },
  ) {
    this.#iterator = stream[Symbol.asyncIterator]();
    this.#signal = options.signal;
    this.#signal.addEventListener("abort", this.#onAbort);
    this.#timer = options.clock.setTimer(options.idleTimeoutMs, () => this.#settle({ kind: "idle" }));
  }

  /** Reads the next part. Never rejects. */
  next(): Promise<StreamRead<T>> {
    if (this.#signal.aborted) return Promise.resolve({ kind: "aborted" });
    this.#timer.refresh();
    return new Promise((resolve) => {
      this.#wake = resolve;
      this.#iterator.next().then(
        (result) =>
          this.#settle(result.done === true ? { kind: "end" } : { kind: "part", part: result.value }),
        (error: unknown) => this.#settle({ kind: "threw", error }),
      );
    });
  }

  /** Ends reading and lets the stream clean up, without waiting for it. */
  close(): void {
    this.#timer.cancel();
    this.#signal.removeEventListener("abort", this.#onAbort);
    this.#wake = undefined;
    // A stream that fails while it is being put away has nobody left to tell.
    this.#iterator.return?.().then(undefined, () => undefined);
  }

  #settle(read: StreamRead<T>): void {
    const wake = this.#wake;
    this.#wake = undefined;
    wake?.(read);
  }
}
