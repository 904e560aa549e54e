import type { Clock, Timer } from "../../kit/clock.ts";
import { startDeadline } from "../../kit/deadline.ts";
import type { McpLimits } from "./kit/mcp-limits.ts";

/** How a server is asked whether it is still there. */
export interface LivenessOptions {
  readonly clock: Clock;
  readonly limits: McpLimits;
  /** Resolves with the server's answer, rejects when it cannot be asked. */
  readonly ping: (signal: AbortSignal) => Promise<void>;
  /** Called once, when the server did not answer: with the error, or `undefined` after a timeout. */
  readonly onSilence: (error: unknown) => void;
}

/**
 * Watches whether a server still answers. It is asked when it has had nothing to do for a while, after the
 * last call was given up, and when its connection reports trouble; not while it works, for many a server
 * answers nothing then.
 */
export class Liveness {
  readonly #options: LivenessOptions;
  readonly #over = new AbortController();
  #timer: Timer | undefined;
  #running = 0;
  #isChecking = false;

  constructor(options: LivenessOptions) {
    this.#options = options;
  }

  start(): void {
    if (this.#over.signal.aborted) return;
    const { clock, limits } = this.#options;
    this.#timer = clock.setTimer(limits.mcpPingIntervalMs, () => this.#onIdle());
  }

  end(): void {
    this.#timer?.cancel();
    this.#over.abort();
  }

  /** Waits for a call; one that ends because the signal aborted is followed by a check. */
  async during<T>(call: Promise<T>, signal: AbortSignal): Promise<T> {
    this.#running += 1;
    try {
      return await call;
    } finally {
      this.#running -= 1;
      this.#waitAgain();
      if (signal.aborted && this.#running === 0) this.check();
    }
  }

  /** Asks now, whatever the server does; not before the start and not after the end. */
  check(): void {
    if (this.#timer === undefined || this.#isChecking || this.#over.signal.aborted) return;
    this.#isChecking = true;
    void this.#ask().finally(() => {
      this.#isChecking = false;
      this.#waitAgain();
    });
  }

  #waitAgain(): void {
    if (!this.#over.signal.aborted) this.#timer?.refresh();
  }

  #onIdle(): void {
    if (this.#running === 0) this.check();
  }

  async #ask(): Promise<void> {
    const { clock, limits, ping, onSilence } = this.#options;
    const deadline = startDeadline(clock, limits.mcpPingTimeoutMs, [this.#over.signal]);
    try {
      await ping(deadline.signal);
    } catch (error) {
      if (!this.#over.signal.aborted) onSilence(deadline.isOver ? undefined : error);
    } finally {
      deadline.end();
    }
  }
}
