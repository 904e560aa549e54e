import { type AnswerWrite, keyTakenFault, planCommit, type SessionWrite } from "../commit-plan.ts";
import type {
  Append,
  EventLog,
  LogStats,
  PackedEvents,
  ReadLimits,
  SessionPage,
  SessionQuery,
  SessionRecord,
  StepState,
  StoredAnswer,
  StoredEvent,
  StoredSession,
  Usage,
  UsageRecord,
} from "../event-log.ts";
import { type EventText, lengthOfTexts, wholeText } from "../event-text.ts";
import { closedFault, LogFault } from "../log-fault.ts";
import { compareSessions, listStart, parseSessionCursor, toPage } from "../session-page.ts";
import { takeEvents } from "../take-events.ts";
import { MemoryUsage } from "./memory-usage.ts";

/** How a log in memory is made. */
export interface MemoryLogOptions {
  /** Answers kept; beyond that the oldest go. Default 1,000,000. */
  readonly maxAnswers?: number;
  /** Writes a copy of the log to a new file, for `backup`. Default: a log in memory cannot be copied. */
  readonly writeCopy?: (path: string, appends: readonly Append[]) => Promise<void>;
}

/** A session in memory: the event of sequence n is at index n - 1. */
interface KeptSession {
  record: SessionRecord;
  sequence: number;
  sharedWith: ReadonlySet<string>;
  readonly events: EventText[];
  readonly stepStates: StepState[];
}

/**
 * An event log in memory, lost when its process ends. It follows the same rules as a stored one; the two are
 * interchangeable.
 */
export class MemoryEventLog implements EventLog {
  readonly damage: readonly string[] = [];
  readonly #maxAnswers: number;
  readonly #writeCopy: MemoryLogOptions["writeCopy"];
  readonly #sessions = new Map<string, KeptSession>();
  /** Oldest first. */
  readonly #answers = new Map<string, StoredAnswer>();
  readonly #usage = new MemoryUsage();
  readonly #notes = new Map<string, string>();
  #length = 0;
  #isClosed = false;

  constructor(options: MemoryLogOptions = {}) {
    this.#maxAnswers = options.maxAnswers ?? 1_000_000;
    this.#writeCopy = options.writeCopy;
  }

  async commit(appends: readonly Append[]): Promise<void> {
    this.#checkOpen();
    const plan = planCommit(appends, (sessionId) => this.#sessions.get(sessionId));
    // Answers are checked first: after that nothing can fail, so that a refused commit has changed nothing.
    const answers = this.#checkAnswers(plan.answers);
    for (const write of plan.sessions) {
      this.#storeSession(write);
    }
    for (const [name, answer] of answers) {
      this.#answers.set(name, answer);
    }
    this.#dropOldAnswers();
  }

  async read(sessionId: string, afterSequence: number, limits: ReadLimits): Promise<readonly StoredEvent[]> {
    this.#checkOpen();
    const texts = this.#sessions.get(sessionId)?.events ?? [];
    return takeEvents(eventsAfter(texts, afterSequence), limits);
  }

  async readPacked(
    sessionId: string,
    afterSequence: number,
    limits: ReadLimits,
  ): Promise<readonly PackedEvents[]> {
    const events = await this.read(sessionId, afterSequence, limits);
    return events.map(({ sequence, text }) => ({ firstSequence: sequence, count: 1, text }));
  }

  async readStepStates(
    sessionId: string,
    afterSequence: number,
    limits: ReadLimits,
  ): Promise<readonly StepState[]> {
    this.#checkOpen();
    const states = this.#sessions.get(sessionId)?.stepStates ?? [];
    return takeEvents(
      states.filter(({ sequence }) => sequence > afterSequence),
      limits,
    );
  }

  async findSession(sessionId: string): Promise<StoredSession | undefined> {
    this.#checkOpen();
    const session = this.#sessions.get(sessionId);
    return session && toStored(session);
  }

  async listSessions({ userId, sharedWith, limit, cursor }: SessionQuery): Promise<SessionPage> {
    this.#checkOpen();
    const start = cursor === undefined ? listStart : parseSessionCursor(cursor);
    const following = [...this.#sessions.values()]
      .filter((session) => sharedWith === undefined || isSharedWith(session, sharedWith))
      .map(toStored)
      .filter((session) => userId === undefined || session.userId === userId)
      .filter((session) => compareSessions(start, session) < 0)
      .sort(compareSessions);
    return toPage(following, limit);
  }

  async openSessions(): Promise<readonly StoredSession[]> {
    this.#checkOpen();
    return [...this.#sessions.values()].filter(({ record }) => record.hasOpenTurn).map(toStored);
  }

  async oldestSessions(limit: number): Promise<readonly StoredSession[]> {
    this.#checkOpen();
    return [...this.#sessions.values()]
      .map(toStored)
      .filter(({ hasOpenTurn }) => !hasOpenTurn)
      .sort((a, b) => compareSessions(b, a))
      .slice(0, limit);
  }

  async findAnswer(userId: string, key: string): Promise<StoredAnswer | undefined> {
    this.#checkOpen();
    return this.#answers.get(nameOf(userId, key));
  }

  async deleteAnswersBefore(timeMs: number): Promise<number> {
    this.#checkOpen();
    const names = [...this.#answers].filter(([, answer]) => answer.at < timeMs).map(([name]) => name);
    for (const name of names) {
      this.#answers.delete(name);
    }
    return names.length;
  }

  async deleteSession(sessionId: string): Promise<boolean> {
    this.#checkOpen();
    const session = this.#sessions.get(sessionId);
    this.#length -= session === undefined ? 0 : lengthOf(session);
    this.#usage.forgetSession(sessionId);
    return this.#sessions.delete(sessionId);
  }

  async countSessions(userId: string): Promise<number> {
    this.#checkOpen();
    return this.#sessions.values().reduce((sum, { record }) => sum + (record.userId === userId ? 1 : 0), 0);
  }

  async addUsage(records: readonly UsageRecord[]): Promise<void> {
    this.#checkOpen();
    for (const record of records) this.#usage.add(record, this.#sessions.has(record.sessionId));
  }

  async usageOfUser(userId: string, day: number): Promise<Usage> {
    this.#checkOpen();
    return this.#usage.ofUser(userId, day);
  }

  async usageOfSession(sessionId: string): Promise<Usage> {
    this.#checkOpen();
    return this.#usage.ofSession(sessionId);
  }

  /** Writes the copy as a SQLite file, so that what was kept in memory can be opened as a stored log. */
  /** What is in memory already needs no snapshot. */
  async readSnapshotPart(): Promise<undefined> {
    this.#checkOpen();
  }

  async snapshotEnd(): Promise<number> {
    this.#checkOpen();
    return Number.POSITIVE_INFINITY;
  }

  async writeSnapshotPart(): Promise<void> {
    this.#checkOpen();
  }

  async readNote(name: string): Promise<string | undefined> {
    this.#checkOpen();
    return this.#notes.get(name);
  }

  async writeNote(name: string, text: string): Promise<void> {
    this.#checkOpen();
    this.#notes.set(name, text);
  }

  async backup(path: string): Promise<void> {
    this.#checkOpen();
    const appends = [...this.#sessions.values()].map(toAppend);
    const answers = [...this.#answers.values()];
    if (this.#writeCopy === undefined) {
      throw new LogFault("invalid", "This log in memory cannot be copied to a file.");
    }
    await this.#writeCopy(path, withAnswers(appends, answers));
  }

  async stats(): Promise<LogStats> {
    this.#checkOpen();
    return { sessions: this.#sessions.size, bytes: this.#length, usedBytes: this.#length };
  }

  withReserve<T>(work: () => Promise<T>): Promise<T> {
    return work();
  }

  async probe(): Promise<void> {
    this.#checkOpen();
  }

  async close(): Promise<void> {
    this.#isClosed = true;
  }

  #checkOpen(): void {
    if (this.#isClosed) {
      throw closedFault();
    }
  }

  #checkAnswers(writes: readonly AnswerWrite[]): ReadonlyMap<string, StoredAnswer> {
    const answers = new Map<string, StoredAnswer>();
    for (const { sessionId, answer } of writes) {
      const name = nameOf(answer.userId, answer.key);
      if (this.#answers.has(name) || answers.has(name)) {
        throw keyTakenFault(sessionId, answer);
      }
      answers.set(name, answer);
    }
    return answers;
  }

  #storeSession(write: SessionWrite<KeptSession>): void {
    const session = write.head ?? newSession(write.record);
    session.record = write.record ?? session.record;
    if (write.sharedWith !== undefined) session.sharedWith = new Set(write.sharedWith);
    for (const text of write.events) {
      session.events.push(text);
    }
    session.stepStates.push(...write.stepStates);
    session.sequence = session.events.length;
    this.#length += lengthOf(write);
    this.#sessions.set(write.sessionId, session);
  }

  #dropOldAnswers(): void {
    for (const name of this.#answers.keys()) {
      if (this.#answers.size <= this.#maxAnswers) {
        return;
      }
      this.#answers.delete(name);
    }
  }
}

function* eventsAfter(texts: readonly EventText[], afterSequence: number): Generator<StoredEvent> {
  for (let index = afterSequence; index < texts.length; index += 1) {
    yield { sequence: index + 1, text: wholeText(texts[index] ?? "") };
  }
}

function newSession(record: SessionRecord): KeptSession {
  return { record, sequence: 0, sharedWith: new Set(), events: [], stepStates: [] };
}

function lengthOf({ events, stepStates }: Pick<SessionWrite<KeptSession>, "events" | "stepStates">): number {
  return stepStates.reduce((sum, { text }) => sum + text.length, lengthOfTexts(events));
}

function isSharedWith({ record, sharedWith }: KeptSession, userId: string): boolean {
  return sharedWith.has(userId) && record.userId !== userId;
}

function toStored({ record, sequence }: KeptSession): StoredSession {
  return { ...record, sequence };
}

function toAppend({ record, events, sharedWith, stepStates }: KeptSession): Append {
  return {
    sessionId: record.sessionId,
    firstSequence: 1,
    events: [...events],
    record,
    sharedWith: [...sharedWith],
    stepStates,
  };
}

/** Answers are stored with an append, whichever it is; where no session is left, none is worth keeping. */
function withAnswers(
  [first, ...others]: readonly Append[],
  answers: readonly StoredAnswer[],
): readonly Append[] {
  return first === undefined ? [] : [{ ...first, answers }, ...others];
}

function nameOf(userId: string, key: string): string {
  return JSON.stringify([userId, key]);
}
