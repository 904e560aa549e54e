import type { Clock, Timer } from "./clock.ts";
import type { EngineLimits } from "./limits.ts";
import type { EventLog, StoredSession } from "./log/event-log.ts";

/** What the retention works on. */
export interface RetentionOptions {
  readonly log: EventLog;
  readonly clock: Clock;
  readonly limits: EngineLimits;
  /** Stops a session, tells who follows it, and deletes it. */
  readonly remove: (session: StoredSession) => Promise<void>;
  readonly onError: (error: unknown) => void;
}

/** Sessions that are looked at together. */
const BATCH = 50;

/** Deletes sessions that nobody has used for too long, the oldest ones of too many, and answers whose keys are no longer kept. */
export class Retention {
  readonly #options: RetentionOptions;
  #timer: Timer | undefined;
  #sweeping: Promise<void> | undefined;
  #isEnded = false;

  constructor(options: RetentionOptions) {
    this.#options = options;
  }

  /** Looks at once, and then at every interval. */
  start(): void {
    this.#sweeping = this.#sweepSafely().then(() => {
      if (this.#isEnded) return;
      const { clock, limits } = this.#options;
      this.#timer = clock.setTimer(limits.retentionIntervalMs, () => this.start());
    });
  }

  /** Ends the looks; resolves when the one under way has ended. */
  async stop(): Promise<void> {
    this.#isEnded = true;
    this.#timer?.cancel();
    await this.#sweeping;
  }

  async #sweepSafely(): Promise<void> {
    try {
      await this.#sweep();
    } catch (error) {
      this.#options.onError(error);
    }
  }

  async #sweep(): Promise<void> {
    const { log, clock, limits } = this.#options;
    await log.deleteAnswersBefore(clock.now() - limits.idempotencyKeepMs);
    while (!this.#isEnded) {
      const oldest = await log.oldestSessions(BATCH);
      const expired = oldest.filter((session) => this.#isTooOld(session));
      const doomed = expired.length > 0 ? expired : await this.#excess(oldest);
      if (doomed.length === 0) return;
      for (const session of doomed) await this.#options.remove(session);
    }
  }

  #isTooOld({ updatedAt }: StoredSession): boolean {
    const { clock, limits } = this.#options;
    return limits.maxSessionAgeMs > 0 && updatedAt < clock.now() - limits.maxSessionAgeMs;
  }

  /** The oldest session while there is too much; one at a time, since it is not known what each one gives back. */
  async #excess(oldest: readonly StoredSession[]): Promise<readonly StoredSession[]> {
    const { log, limits } = this.#options;
    if (limits.maxStoredBytes === 0) return [];
    const { usedBytes } = await log.stats();
    return usedBytes > limits.maxStoredBytes ? oldest.slice(0, 1) : [];
  }
}
