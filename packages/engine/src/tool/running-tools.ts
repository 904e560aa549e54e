import { type Clock, delay } from "../kit/clock.ts";

/** Time that running tools have to end when the engine does. */
const TOOL_END_MS = 3_000;

/** The calls of the server's tools that are at work, so that the engine can wait for them when it ends. */
export class RunningTools {
  readonly #clock: Clock;
  readonly #runs = new Set<Promise<unknown>>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Tracks a running tool until it ends. */
  track(run: Promise<unknown>): void {
    this.#runs.add(run);
    const forget = (): void => void this.#runs.delete(run);
    run.then(forget, forget);
  }

  /** Resolves when all have ended, after their signals were aborted; one that does not end is abandoned. */
  async ended(): Promise<void> {
    const enough = new AbortController();
    const ended = Promise.allSettled([...this.#runs]);
    await Promise.race([ended, delay(this.#clock, TOOL_END_MS, enough.signal)]);
    enough.abort();
  }
}
