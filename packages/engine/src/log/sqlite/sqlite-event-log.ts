import { setImmediate } from "node:timers/promises";
import { DiskReserve } from "../disk-reserve.ts";
import type {
  Append,
  EventLog,
  LogStats,
  PackedEvents,
  ReadLimits,
  SessionPage,
  SessionQuery,
  SnapshotPart,
  StepState,
  StoredAnswer,
  StoredEvent,
  StoredSession,
  Usage,
  UsageRecord,
} from "../event-log.ts";
import { closedFault, LogFault } from "../log-fault.ts";
import { copyStoredLog } from "./sqlite-backup.ts";
import { toLogFault } from "./sqlite-fault.ts";
import { type LogFile, openLogFile, type SqliteLogOptions } from "./sqlite-file.ts";
import { SqliteReader } from "./sqlite-reader.ts";
import { SqliteWriter } from "./sqlite-writer.ts";

/** An event log in one SQLite file, written on the calling thread. Opened with `SqliteEventLog.open`. */
export class SqliteEventLog implements EventLog {
  readonly #file: LogFile;
  readonly #reader: SqliteReader;
  readonly #writer: SqliteWriter;
  readonly #reserve: DiskReserve;
  #isClosed = false;

  private constructor(file: LogFile, { maxAnswers = 1_000_000, reserveBytes = 0 }: SqliteLogOptions) {
    this.#file = file;
    this.#writer = new SqliteWriter(file, maxAnswers);
    this.#reader = new SqliteReader(file, this.#writer.tail);
    this.#reserve = new DiskReserve(reservePath(file.path), reserveBytes);
    this.#reserve.restoreInTime();
  }

  /**
   * Opens the file, makes it where it is missing, and takes it over from any other process. On a full disk it
   * is opened with the space of its reserve: opening writes, and a log that cannot be opened cannot delete.
   * Rejects with a `LogFault`.
   */
  static async open(options: SqliteLogOptions): Promise<SqliteEventLog> {
    try {
      return SqliteEventLog.#openNow(options);
    } catch (error) {
      const reserve = new DiskReserve(reservePath(options.path), options.reserveBytes ?? 0);
      if (!isFull(error) || !reserve.release()) throw error;
      return SqliteEventLog.#openFull(options, reserve);
    }
  }

  static #openFull(options: SqliteLogOptions, reserve: DiskReserve): SqliteEventLog {
    let writeAheadBytes = 0;
    try {
      const log = SqliteEventLog.#openNow(options);
      ({ writeAheadBytes } = log.#reader.sizes());
      return log;
    } finally {
      reserve.takeBack(writeAheadBytes);
    }
  }

  static #openNow(options: SqliteLogOptions): SqliteEventLog {
    const file = openLogFile(options);
    try {
      return new SqliteEventLog(file, options);
    } catch (error) {
      file.db.close();
      throw toLogFault(error, options.path);
    }
  }

  /**
   * Descriptions of the damage that was found when the file was opened and since; empty when there was none.
   */
  get damage(): readonly string[] {
    return [...this.#file.damage];
  }

  async commit(appends: readonly Append[]): Promise<void> {
    this.#attempt(() => this.#writer.commit(appends));
    this.#reserve.restoreInTime();
  }

  async read(sessionId: string, afterSequence: number, limits: ReadLimits): Promise<readonly StoredEvent[]> {
    return this.#attempt(() => this.#reader.read(sessionId, afterSequence, limits));
  }

  async readPacked(
    sessionId: string,
    afterSequence: number,
    limits: ReadLimits,
  ): Promise<readonly PackedEvents[]> {
    return this.#attempt(() => this.#reader.readPacked(sessionId, afterSequence, limits));
  }

  async readStepStates(
    sessionId: string,
    afterSequence: number,
    limits: ReadLimits,
  ): Promise<readonly StepState[]> {
    return this.#attempt(() => this.#reader.readStepStates(sessionId, afterSequence, limits));
  }

  async findSession(sessionId: string): Promise<StoredSession | undefined> {
    return this.#attempt(() => this.#reader.findSession(sessionId));
  }

  async listSessions(query: SessionQuery): Promise<SessionPage> {
    return this.#attempt(() => this.#reader.listSessions(query));
  }

  async openSessions(): Promise<readonly StoredSession[]> {
    return this.#attempt(() => this.#reader.openSessions());
  }

  async oldestSessions(limit: number): Promise<readonly StoredSession[]> {
    return this.#attempt(() => this.#reader.oldestSessions(limit));
  }

  async findAnswer(userId: string, key: string): Promise<StoredAnswer | undefined> {
    return this.#attempt(() => this.#reader.findAnswer(userId, key));
  }

  async deleteAnswersBefore(timeMs: number): Promise<number> {
    return this.#attempt(() => this.#writer.deleteAnswersBefore(timeMs));
  }

  async deleteSession(sessionId: string): Promise<boolean> {
    const isFound = await this.#freeing(async () =>
      this.#attempt(() => this.#writer.deleteSession(sessionId)),
    );
    await this.#freeing(() => this.#sweepAll());
    return isFound;
  }

  async withReserve<T>(work: () => Promise<T>): Promise<T> {
    if (!this.#reserve.release()) return work();
    try {
      return await work();
    } finally {
      const { writeAheadBytes } = this.#reader.sizes();
      this.#reserve.takeBack(writeAheadBytes);
    }
  }

  async #sweepAll(): Promise<void> {
    while (!this.#isClosed && this.#attempt(() => this.#writer.sweep())) {
      await setImmediate();
    }
  }

  /** Does work that frees space; on a full disk, once more with the reserve. */
  async #freeing<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (!isFull(error) || this.#reserve.state.heldBytes === 0) throw error;
      return this.withReserve(work);
    }
  }

  async countSessions(userId: string): Promise<number> {
    return this.#attempt(() => this.#reader.countSessions(userId));
  }

  async addUsage(records: readonly UsageRecord[]): Promise<void> {
    this.#attempt(() => this.#writer.addUsage(records));
  }

  async usageOfUser(userId: string, day: number): Promise<Usage> {
    return this.#attempt(() => this.#reader.usageOfUser(userId, day));
  }

  async usageOfSession(sessionId: string): Promise<Usage> {
    return this.#attempt(() => this.#reader.usageOfSession(sessionId));
  }

  async readSnapshotPart(sessionId: string, afterSequence: number): Promise<SnapshotPart | undefined> {
    return this.#attempt(() => this.#writer.sides.readPart(sessionId, afterSequence));
  }

  async snapshotEnd(sessionId: string, version: number): Promise<number> {
    return this.#attempt(() => this.#writer.sides.lastSequence(sessionId, version));
  }

  async writeSnapshotPart(sessionId: string, part: SnapshotPart): Promise<void> {
    this.#attempt(() => this.#writer.transact(() => this.#writer.sides.writePart(sessionId, part)));
  }

  async readNote(name: string): Promise<string | undefined> {
    return this.#attempt(() => this.#writer.sides.readNote(name));
  }

  async writeNote(name: string, text: string): Promise<void> {
    this.#attempt(() => this.#writer.transact(() => this.#writer.sides.writeNote(name, text)));
  }

  async backup(path: string): Promise<void> {
    this.#attempt(() => undefined);
    await copyStoredLog(this.#file.path, path);
  }

  async stats(): Promise<LogStats> {
    const stats = this.#attempt(() => this.#reader.stats());
    const { state } = this.#reserve;
    return state.wantedBytes === 0 ? stats : { ...stats, reserve: state };
  }

  async probe(): Promise<void> {
    this.#attempt(() => this.#writer.probe());
    this.#reserve.restoreInTime();
  }

  async close(): Promise<void> {
    if (this.#isClosed) {
      return;
    }
    this.#isClosed = true;
    try {
      this.#emptyJournal();
      this.#file.db.close();
    } catch (error) {
      throw toLogFault(error, this.#file.path);
    }
  }

  #emptyJournal(): void {
    try {
      this.#writer.emptyJournal();
    } catch {
      // What is in the journal is stored all the same; the next opening makes rows of it.
    }
  }

  #attempt<T>(action: () => T): T {
    if (this.#isClosed) {
      throw closedFault();
    }
    try {
      return action();
    } catch (error) {
      throw toLogFault(error, this.#file.path);
    }
  }
}

function reservePath(path: string): string {
  return `${path}-reserve`;
}

function isFull(error: unknown): boolean {
  return error instanceof LogFault && error.code === "full";
}
