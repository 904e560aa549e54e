import { isTerminal, type ResponseFormat, untilAborted } from "@aiwhisperer/protocol";
import { type Clock, delay } from "../kit/clock.ts";
import { EngineFault, type EngineFaultCode, RETRY_AFTER_MS } from "../kit/engine-fault.ts";
import type { PlanHost, TaskSessionStart } from "./plan-host.ts";
import type { TurnEndings } from "./turn-endings.ts";
import { type TurnRecord, TurnRecords } from "./turn-record.ts";

/** Options of a task session. */
export interface TaskSessionOptions {
  readonly host: PlanHost;
  readonly endings: TurnEndings;
  readonly clock: Clock;
  readonly start: TaskSessionStart;
  /** Whether the plan is held. */
  readonly isHeld: () => boolean;
  /** Aborts when the attempt is abandoned. Its session continues. */
  readonly signal: AbortSignal;
}

/** Refusals of commands that succeed later. */
const PASSING: ReadonlySet<EngineFaultCode> = new Set(["overloaded", "draining", "rate_limited"]);

/**
 * The session that one attempt of a task runs in. The id of a turn consists of the session's id and its
 * number, so that an attempt that runs again after a restart finds its turns. Results are read from the log.
 */
export class TaskSession {
  readonly #options: TaskSessionOptions;
  readonly #records: TurnRecords;
  #asked = 0;

  constructor(options: TaskSessionOptions) {
    this.#options = options;
    this.#records = new TurnRecords(options.host.read, options.start.sessionId);
  }

  /** Loads or starts the session, and pauses it if the plan is paused. */
  async open(): Promise<void> {
    const { host, start, isHeld } = this.#options;
    await this.#persist(() => host.ensureSession(start));
    await this.#persist(async () => {
      if (isHeld()) await host.pause(start);
    });
  }

  /**
   * Sends the next message of the attempt, unless it was sent before. Resolves when its turn has ended.
   * Rejects when the signal aborts.
   */
  async ask(message: string, responseFormat?: ResponseFormat): Promise<TurnRecord> {
    const { host, endings, start, signal } = this.#options;
    this.#asked += 1;
    const format = responseFormat === undefined ? {} : { choice: { responseFormat } };
    const turnId = `${start.sessionId}.${this.#asked}`;
    const watch = endings.watch(turnId);
    try {
      const known = await this.#records.read(turnId);
      if (known !== undefined && isTerminal(known.status)) return known;
      if (known === undefined) await this.#persist(() => host.send(start, { turnId, message, ...format }));
      await untilAborted(signal, watch.ended);
      signal.throwIfAborted();
    } finally {
      watch.dispose();
    }
    const ended = await this.#records.read(turnId);
    if (ended === undefined) throw new EngineFault("session_not_found", { sessionId: start.sessionId });
    return ended;
  }

  /**
   * Retries while the log cannot be written or a rate limit holds. An engine that shuts down abandons the
   * attempt meanwhile.
   */
  async #persist(command: () => Promise<void>): Promise<void> {
    const { clock, signal } = this.#options;
    for (;;) {
      signal.throwIfAborted();
      let waitMs: number;
      try {
        return await command();
      } catch (error) {
        if (!(error instanceof EngineFault) || !PASSING.has(error.code)) throw error;
        const { refusal } = error;
        waitMs = Math.max(RETRY_AFTER_MS, "retryAfterMs" in refusal ? refusal.retryAfterMs : 0);
      }
      await delay(clock, waitMs, signal);
    }
  }
}
