import {
  type AnswerWrite,
  keyTakenFault,
  planCommit,
  type SessionHead,
  type SessionWrite,
} from "../commit-plan.ts";
import type { Append, UsageRecord } from "../event-log.ts";
import { LogFault } from "../log-fault.ts";
import { checksumOf } from "./event-row.ts";
import type { JournalTail, TailAddition } from "./journal-tail.ts";
import { checkMissing, readOfSession, rowFault } from "./session-damage.ts";
import { isCorruption, toLogFault } from "./sqlite-fault.ts";
import { checkInPlace, checkWritable, type LogFile } from "./sqlite-file.ts";
import { SqliteJournal } from "./sqlite-journal.ts";
import { SqliteSideTables } from "./sqlite-side-tables.ts";
import {
  isWholeUsage,
  prepareWrites,
  sumOfValues,
  toUsage,
  valuesOf,
  type WriteStatements,
  wholeSequenceOf,
} from "./sqlite-statements.ts";

/** The position of a session in the file. */
interface StoredHead extends SessionHead {
  readonly key: number;
}

/** Heads kept in memory, so that a running session costs no look-up at each commit. */
const maxHeads = 10_000;

/** Event rows removed in one transaction: keeps each one near the cost of an ordinary commit. */
const rowsPerSweep = 500;

/** What a probe writes and takes back: about as much as a row of events. */
const PROBE_TEXT = "x".repeat(64 * 1024);

/**
 * The writing side of a log file. Every write is one transaction that proves first that this process still
 * owns the file; a failed one is rolled back as a whole. Synchronous; throws what the database throws.
 */
export class SqliteWriter {
  readonly #file: LogFile;
  readonly #maxAnswers: number;
  readonly #statements: WriteStatements;
  readonly #journal: SqliteJournal;
  readonly sides: SqliteSideTables;
  /** Least recently written first. */
  readonly #heads = new Map<string, StoredHead>();
  /** Keys of deleted sessions whose events are damaged. */
  readonly #unsweepable = new Set<number>();

  constructor(file: LogFile, maxAnswers: number) {
    this.#file = file;
    this.#maxAnswers = maxAnswers;
    this.#statements = prepareWrites(file.db);
    this.#journal = new SqliteJournal(file.db);
    this.sides = new SqliteSideTables(file.db);
  }

  /**
   * Runs a write as one transaction. Throws what the write or the database throws; then nothing has changed.
   */
  transact<T>(write: () => T): T {
    return this.#transact(write);
  }

  /** The last events of sessions, which are not in rows of their own yet. */
  get tail(): JournalTail {
    return this.#journal.tail;
  }

  commit(appends: readonly Append[]): void {
    const { additions, written } = this.#transact(() => {
      const plan = planCommit(appends, (sessionId) => this.#findHead(sessionId));
      this.#storeAnswers(plan.answers);
      const additions = plan.sessions.map((write) => this.#toAddition(write));
      return { additions, written: this.#journal.write(additions.filter(({ events }) => events.length > 0)) };
    });
    this.#journal.keep(written);
    for (const { sessionId, key, firstSequence, events } of additions) {
      this.#rememberHead(sessionId, { key, sequence: firstSequence + events.length - 1 });
    }
  }

  /** Leaves nothing in the journal. */
  emptyJournal(): void {
    this.#transact(() => this.#journal.writeAll());
    this.#journal.clear();
  }

  deleteAnswersBefore(timeMs: number): number {
    return this.#transact(() => Number(this.#statements.deleteAnswersBefore.run(timeMs).changes));
  }

  addUsage(records: readonly UsageRecord[]): void {
    this.#transact(() => {
      for (const record of records) {
        const { sessionId, tokens, microDollars } = record;
        this.#statements.addSessionUsage.run({ sessionId, tokens, microDollars });
        this.#addUserUsage(record);
      }
    });
  }

  /** Removes the session from the log; later sweeps remove its events. Returns whether it existed. */
  deleteSession(sessionId: string): boolean {
    const isFound = this.#transact(() => {
      const key = this.#statements.findKey.get(sessionId)?.key;
      if (key === undefined) {
        return false;
      }
      this.#statements.doomSession.run(key);
      this.#statements.deleteShares.run(key);
      this.#statements.unmarkSession.run(key);
      this.#statements.deleteSession.run(key);
      return true;
    });
    this.#heads.delete(sessionId);
    this.#journal.tail.remove(sessionId);
    return isFound;
  }

  /**
   * Removes one slice of the events of deleted sessions; damaged data is left in place. Returns whether there
   * may be more.
   */
  sweep(): boolean {
    let key: number | undefined;
    try {
      return this.#transact(() => {
        key = this.#findDoomed();
        if (key === undefined) {
          return false;
        }
        const events = Number(this.#statements.deleteEvents.run(key, rowsPerSweep).changes);
        const states = Number(this.#statements.deleteStepStates.run(key, rowsPerSweep).changes);
        const isSwept = this.sides.deleteParts(key);
        if (isSwept && Math.max(events, states) < rowsPerSweep) {
          this.#statements.forgetDoomed.run(key);
        }
        return true;
      });
    } catch (error) {
      if (key === undefined || !isCorruption(error)) {
        throw error;
      }
      // Its session is deleted all the same; to try again would keep those after it from being swept.
      this.#unsweepable.add(key);
      return true;
    }
  }

  /** A commit that stores nothing but a trace of itself. */
  probe(): void {
    this.#transact(() => {
      // A file that is full for everything but a counter is full.
      this.#statements.insertEvents.run(0, 1, 1, PROBE_TEXT, null, null);
      this.#statements.deleteFiller.run();
      this.#statements.countProbe.run();
    });
  }

  #transact<T>(write: () => T): T {
    checkInPlace(this.#file);
    this.#statements.begin.run();
    try {
      this.#checkOwner();
      const result = write();
      this.#statements.commit.run();
      return result;
    } catch (error) {
      // Some faults, a full disk among them, make SQLite roll back by itself.
      if (this.#file.db.isTransaction) {
        this.#statements.rollback.run();
      }
      if (toLogFault(error, this.#file.path).code === "io") {
        checkWritable(this.#file);
      }
      throw error;
    }
  }

  #checkOwner(): void {
    if (this.#statements.readEpoch.get()?.epoch !== this.#file.epoch) {
      throw new LogFault(
        "fenced",
        `Another process has opened ${this.#file.path} and owns it now: end this one.`,
      );
    }
  }

  #findHead(sessionId: string): StoredHead | undefined {
    const known = this.#heads.get(sessionId);
    if (known !== undefined) {
      return known;
    }
    return readOfSession(this.#file, sessionId, () => {
      const row = this.#statements.findHead.get(sessionId);
      if (row === undefined) {
        checkMissing(this.#file, sessionId);
        return undefined;
      }
      const sequence = wholeSequenceOf(row, this.tail.lastSequenceOf(sessionId));
      if (sequence === undefined) throw rowFault(row);
      return { key: Number(row.key), sequence };
    });
  }

  /** Of a row that is damaged nothing is added up: the day begins anew. */
  #addUserUsage({ userId, day, tokens, microDollars }: UsageRecord): void {
    const row = this.#statements.findUserUsage.get(userId);
    const kept = row !== undefined && isWholeUsage(row) ? row : undefined;
    // A day far ahead is that of a clock that was wrong.
    const keptDay = Number(kept?.day ?? day);
    if (keptDay > day && keptDay <= day + 1) return;
    const before = toUsage(kept?.day === day ? kept : undefined);
    const values = [userId, day, before.tokens + tokens, before.microDollars + microDollars];
    this.#statements.setUserUsage.run(...values, sumOfValues(values));
  }

  #findDoomed(): number | undefined {
    const keys = this.#statements.findDoomed.all().map(({ key }) => Number(key));
    return keys.find((key) => !this.#unsweepable.has(key));
  }

  #rememberHead(sessionId: string, head: StoredHead): void {
    this.#heads.delete(sessionId);
    this.#heads.set(sessionId, head);
    if (this.#heads.size > maxHeads) {
      const [oldest] = this.#heads.keys();
      this.#heads.delete(oldest ?? sessionId);
    }
  }

  #toAddition(write: SessionWrite<StoredHead>): TailAddition {
    const { sessionId, firstSequence, events, sharedWith, stepStates } = write;
    const key = this.#storeRecord(write);
    if (sharedWith !== undefined) this.#storeShares(key, sharedWith);
    for (const state of stepStates) {
      const place = sumOfValues([key, state.sequence]);
      this.#statements.insertStepState.run(key, state.sequence, state.text, checksumOf(state), place);
    }
    return { sessionId, key, firstSequence, events };
  }

  #storeRecord({ head, record, firstSequence, events }: SessionWrite<StoredHead>): number {
    const sequence = firstSequence + events.length - 1;
    if (head === undefined) {
      const nothingUsed = sumOfValues([record.sessionId, 0, 0]);
      const values = [...valuesOf(record, sequence), nothingUsed];
      return Number(this.#statements.insertSession.run(...values).lastInsertRowid);
    }
    if (record !== undefined) {
      this.#statements.updateSession.run(...valuesOf(record, sequence));
    }
    return head.key;
  }

  #storeShares(key: number, userIds: readonly string[]): void {
    this.#statements.deleteShares.run(key);
    for (const userId of userIds) {
      this.#statements.addShare.run(key, userId);
    }
  }

  #storeAnswers(answers: readonly AnswerWrite[]): void {
    let newest = 0;
    for (const { sessionId, answer } of answers) {
      const { userId, key, digest, result, at } = answer;
      const { changes, lastInsertRowid } = this.#statements.insertAnswer.run(
        userId,
        key,
        digest,
        result,
        at,
        sumOfValues([userId, key, digest, result, at]),
      );
      if (changes === 0) {
        throw keyTakenFault(sessionId, answer);
      }
      newest = Number(lastInsertRowid);
    }
    if (newest > this.#maxAnswers) {
      this.#statements.deleteAnswersUpTo.run(newest - this.#maxAnswers);
    }
  }
}
