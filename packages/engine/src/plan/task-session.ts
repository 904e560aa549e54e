import { isTerminal, untilAborted } from "@aiwhisperer/protocol";
import { type Clock, delay } from "../kit/clock.ts";
import { EngineFault, type EngineFaultCode, RETRY_AFTER_MS } from "../kit/engine-fault.ts";
import type { PlanHost, TaskSessionStart } from "./plan-host.ts";
import type { TurnEndings } from "./turn-endings.ts";
import { type TurnRecord, TurnRecords } from "./turn-record.ts";

/** What the session of an attempt is used with. */
export interface TaskSessionOptions {
  readonly host: PlanHost;
  readonly endings: TurnEndings;
  readonly clock: Clock;
  readonly start: TaskSessionStart;
  /** Whether the plan is held. */
  readonly isHeld: () => boolean;
  /** Aborts when the attempt is given up. Its session is not touched by that. */
  readonly signal: AbortSignal;
}

/** What a command is refused for that succeeds later. */
const PASSING: ReadonlySet<EngineFaultCode> = new Set(["overloaded", "draining", "rate_limited"]);

/**
 * The session that one attempt of a task runs in. Its turns have ids that follow from the session's own and their number, so that an
 * attempt that is run again after a restart finds those that it had begun. What it gives is read from the log.
 */
export class TaskSession {
  readonly #options: TaskSessionOptions;
  readonly #records: TurnRecords;
  #asked = 0;

  constructor(options: TaskSessionOptions) {
    this.#options = options;
    this.#records = new TurnRecords(options.host.read, options.start.sessionId);
  }

  /** Makes sure that the session is there, and held if the plan is. */
  async open(): Promise<void> {
    const { host, start, isHeld } = this.#options;
    await this.#persist(() => host.ensureSession(start));
    await this.#persist(async () => {
      if (isHeld()) await host.pause(start);
    });
  }

  /** Sends the next message of the attempt, unless that was done before, and waits for the end of its turn. Rejects when the signal aborts. */
  async ask(message: string): Promise<TurnRecord> {
    const { host, endings, start, signal } = this.#options;
    this.#asked += 1;
    const turnId = `${start.sessionId}.${this.#asked}`;
    const watch = endings.watch(turnId);
    try {
      const known = await this.#records.read(turnId);
      if (known !== undefined && isTerminal(known.status)) return known;
      if (known === undefined) await this.#persist(() => host.send(start, { turnId, message }));
      await untilAborted(signal, watch.ended);
      signal.throwIfAborted();
    } finally {
      watch.dispose();
    }
    const ended = await this.#records.read(turnId);
    if (ended === undefined) throw new EngineFault("session_not_found", { sessionId: start.sessionId });
    return ended;
  }

  /** Waits for a log that cannot be written now, and for a rate to allow more; an engine that is about to end gives the attempt up meanwhile. */
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
