import { AgeClock, ageStateSince, parseAgeState } from "./kit/age-clock.ts";
import type { Clock, Timer } from "./kit/clock.ts";
import type { EngineLimits } from "./kit/limits.ts";
import type { EventLog, StoredSession } from "./log/event-log.ts";

/** Why the retention deletes a session: `maxSessionAgeMs` or `maxStoredBytes`. */
export type DeletionReason = "age" | "size";

/** A session that the retention has deleted. */
export interface DeletedSession {
  readonly sessionId: string;
  readonly userId: string;
  /** Time of its last use, as the wall clock said then. Milliseconds since 1970-01-01T00:00:00Z. */
  readonly updatedAt: number;
  readonly reason: DeletionReason;
}

/** What the retention works on. */
export interface RetentionOptions {
  readonly log: EventLog;
  readonly clock: Clock;
  readonly limits: EngineLimits;
  /** Stops a session, notifies all attached clients, and deletes it. */
  readonly remove: (session: StoredSession) => Promise<void>;
  /** Called for each session that was deleted. */
  readonly onDeleted: (deleted: DeletedSession) => void;
  /** Called where the wall clock has jumped: ages are counted by the time that has really passed. */
  readonly onClockJump: () => void;
  readonly onError: (error: unknown) => void;
}

/** Sessions that are looked at together. */
const BATCH = 50;

/** Name of the note with the state of the age clock. */
const AGE_NOTE = "age-clock";

/**
 * Deletes sessions that were unused for too long, the oldest sessions while there are too many, and stored
 * answers whose keys have expired. Ages come from an `AgeClock`: a jump of the wall clock, also while no
 * process runs, makes nothing older.
 */
export class Retention {
  readonly #options: RetentionOptions;
  #ages: AgeClock | undefined;
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
    this.#ages?.look();
    await this.#storeAges();
  }

  async #sweepSafely(): Promise<void> {
    try {
      this.#ages ??= await this.#openAges();
      if (this.#ages.look()) this.#options.onClockJump();
      await this.#storeAges();
      await this.#sweep(this.#ages);
    } catch (error) {
      this.#options.onError(error);
    }
  }

  async #sweep(ages: AgeClock): Promise<void> {
    const { log, limits } = this.#options;
    await log.deleteAnswersBefore(ages.cutoff(limits.idempotencyKeepMs));
    while (!this.#isEnded) {
      const oldest = await log.oldestSessions(BATCH);
      const expired = oldest.filter((session) => this.#isTooOld(session, ages));
      const doomed = expired.length > 0 ? expired : await this.#excess(oldest);
      if (doomed.length === 0) return;
      for (const session of doomed) await this.#delete(session, expired.length > 0 ? "age" : "size");
    }
  }

  async #delete(session: StoredSession, reason: DeletionReason): Promise<void> {
    await this.#options.remove(session);
    const { sessionId, userId, updatedAt } = session;
    this.#options.onDeleted({ sessionId, userId, updatedAt, reason });
  }

  #isTooOld({ updatedAt }: StoredSession, ages: AgeClock): boolean {
    const { maxSessionAgeMs } = this.#options.limits;
    return maxSessionAgeMs > 0 && updatedAt < ages.cutoff(maxSessionAgeMs);
  }

  /**
   * The oldest session while too much is stored. One at a time, since the space that a deletion frees is
   * unknown.
   */
  async #excess(oldest: readonly StoredSession[]): Promise<readonly StoredSession[]> {
    const { log, limits } = this.#options;
    if (limits.maxStoredBytes === 0) return [];
    const { usedBytes } = await log.stats();
    return usedBytes > limits.maxStoredBytes ? oldest.slice(0, 1) : [];
  }

  async #openAges(): Promise<AgeClock> {
    const { log, clock, limits } = this.#options;
    const note = await log.readNote(AGE_NOTE);
    const known = note === undefined ? undefined : parseAgeState(note);
    const state = known ?? ageStateSince(await this.#newestStamp());
    return new AgeClock(clock, state, {
      maxDowntimeMs: limits.maxDowntimeAgeMs,
      horizonMs: Math.max(limits.maxSessionAgeMs, limits.idempotencyKeepMs),
    });
  }

  /** The time of the newest use of any session: the time since then may be a jump. */
  async #newestStamp(): Promise<number> {
    const { log, clock } = this.#options;
    const [newest] = (await log.listSessions({ limit: 1 })).sessions;
    return Math.min(newest?.updatedAt ?? clock.now(), clock.now());
  }

  /** A full log cannot store the note; deletion continues. */
  async #storeAges(): Promise<void> {
    if (this.#ages === undefined) return;
    try {
      await this.#options.log.writeNote(AGE_NOTE, JSON.stringify(this.#ages.state));
    } catch (error) {
      this.#options.onError(error);
    }
  }
}
