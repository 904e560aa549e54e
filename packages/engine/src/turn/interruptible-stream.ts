import type { Clock, Timer } from "../kit/clock.ts";

/** The reason why a stream has no further part. */
export type StreamEnd =
  | { readonly kind: "end" }
  | { readonly kind: "aborted" }
  | { readonly kind: "idle" }
  | { readonly kind: "threw"; readonly error: unknown };

/** The end of a reading: with the value that was made of a part, or because there is no further part. */
export type StreamOutcome<R> = { readonly kind: "taken"; readonly value: R } | StreamEnd;

/** The callbacks of a reading. */
export interface StreamReader<T, R> {
  /**
   * Returns a promise to await before the next part is requested, if any. This time does not count as silence
   * of the stream.
   */
  readonly ready: () => Promise<void> | undefined;
  /** Takes a part. Reading ends with its return value, unless that is `undefined`. */
  readonly take: (part: T) => R | undefined;
}

/**
 * Reads a stream that may hang or ignore its abort signal: reading ends when the signal aborts or when
 * nothing has come for `idleTimeoutMs`, whatever the stream does. There are very many parts, so one timer and
 * one promise serve them all.
 */
export class InterruptibleStream<T> {
  readonly #iterator: AsyncIterator<T>;
  readonly #signal: AbortSignal;
  readonly #clock: Clock;
  readonly #timer: Timer;
  readonly #interruption = Promise.withResolvers<StreamEnd>();
  /** Monotonic time at which the timer was set last, in whole milliseconds. */
  #watchedSince: number;
  #isWaiting = false;
  #isOver = false;
  readonly #onAbort = (): void => this.#interrupt({ kind: "aborted" });

  constructor(
    stream: AsyncIterable<T>,
    options: { signal: AbortSignal; clock: Clock; idleTimeoutMs: number },
  ) {
    this.#iterator = stream[Symbol.asyncIterator]();
    this.#signal = options.signal;
    this.#clock = options.clock;
    this.#signal.addEventListener("abort", this.#onAbort);
    this.#watchedSince = Math.floor(options.clock.monotonic());
    this.#timer = options.clock.setTimer(options.idleTimeoutMs, () => {
      if (this.#isWaiting) this.#interrupt({ kind: "idle" });
    });
  }

  /** Reads part after part. Call it once. Rejects with what the reader throws only. */
  async read<R>(reader: StreamReader<T, R>): Promise<StreamOutcome<R>> {
    if (this.#signal.aborted) return { kind: "aborted" };
    return Promise.race([this.#interruption.promise, this.#readAll(reader)]);
  }

  /** Ends reading and lets the stream clean up, without waiting for it. */
  close(): void {
    this.#isOver = true;
    this.#timer.cancel();
    this.#signal.removeEventListener("abort", this.#onAbort);
    void this.#cleanUp();
  }

  async #cleanUp(): Promise<void> {
    try {
      await this.#iterator.return?.();
    } catch {
      // The stream is over: a failure of its clean-up changes nothing.
    }
  }

  async #readAll<R>({ ready, take }: StreamReader<T, R>): Promise<StreamOutcome<R>> {
    for (;;) {
      const wait = ready();
      if (wait !== undefined) await wait;
      // Late values are dropped.
      if (this.#isOver) return { kind: "aborted" };
      this.#watch();
      let result: IteratorResult<T>;
      try {
        result = await this.#iterator.next();
      } catch (error) {
        return { kind: "threw", error };
      }
      this.#isWaiting = false;
      if (this.#isOver) return { kind: "aborted" };
      if (result.done === true) return { kind: "end" };
      const value = take(result.value);
      if (value !== undefined) return { kind: "taken", value };
    }
  }

  /** Starts the silence anew; once in a millisecond is enough. */
  #watch(): void {
    this.#isWaiting = true;
    const now = Math.floor(this.#clock.monotonic());
    if (now === this.#watchedSince) return;
    this.#watchedSince = now;
    this.#timer.refresh();
  }

  #interrupt(end: StreamEnd): void {
    this.#isOver = true;
    this.#interruption.resolve(end);
  }
}
