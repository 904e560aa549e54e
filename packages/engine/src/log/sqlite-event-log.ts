import { setImmediate } from "node:timers/promises";
import type {
  Append,
  EventLog,
  LogStats,
  ReadLimits,
  SessionPage,
  SessionQuery,
  StepState,
  StoredAnswer,
  StoredEvent,
  StoredSession,
  Usage,
  UsageRecord,
} from "./event-log.ts";
import { closedFault } from "./log-fault.ts";
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
  #isClosed = false;

  private constructor(file: LogFile, maxAnswers: number) {
    this.#file = file;
    this.#writer = new SqliteWriter(file, maxAnswers);
    this.#reader = new SqliteReader(file, this.#writer.tail);
  }

  /** Opens the file, makes it where it is missing, and takes it over from any other process. Rejects with a `LogFault`. */
  static async open(options: SqliteLogOptions): Promise<SqliteEventLog> {
    const file = openLogFile(options);
    try {
      return new SqliteEventLog(file, options.maxAnswers ?? 1_000_000);
    } catch (error) {
      file.db.close();
      throw toLogFault(error, options.path);
    }
  }

  /** Descriptions of the damage that was found when the file was opened and since; empty when there was none. */
  get damage(): readonly string[] {
    return [...this.#file.damage];
  }

  async commit(appends: readonly Append[]): Promise<void> {
    this.#attempt(() => this.#writer.commit(appends));
  }

  async read(sessionId: string, afterSequence: number, limits: ReadLimits): Promise<readonly StoredEvent[]> {
    return this.#attempt(() => this.#reader.read(sessionId, afterSequence, limits));
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
    const isFound = this.#attempt(() => this.#writer.deleteSession(sessionId));
    while (!this.#isClosed && this.#attempt(() => this.#writer.sweep())) {
      await setImmediate();
    }
    return isFound;
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

  async backup(path: string): Promise<void> {
    this.#attempt(() => undefined);
    await copyStoredLog(this.#file.path, path);
  }

  async stats(): Promise<LogStats> {
    return this.#attempt(() => this.#reader.stats());
  }

  async probe(): Promise<void> {
    this.#attempt(() => this.#writer.probe());
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
