import { statSync } from "node:fs";
import type { SQLOutputValue } from "node:sqlite";
import type {
  LogStats,
  PackedEvents,
  ReadLimits,
  SessionPage,
  SessionQuery,
  StepState,
  StoredAnswer,
  StoredEvent,
  StoredSession,
  Usage,
} from "../event-log.ts";
import { LogFault } from "../log-fault.ts";
import { listStart, parseSessionCursor, toPage } from "../session-page.ts";
import { takeEvents } from "../take-events.ts";
import { checksumOf, eventsIn, packedIn, type StoredRow } from "./event-row.ts";
import type { JournalTail } from "./journal-tail.ts";
import { checkMissing, readOfSession, rowFault } from "./session-damage.ts";
import { isCorruption } from "./sqlite-fault.ts";
import type { LogFile } from "./sqlite-file.ts";
import { readPragma } from "./sqlite-schema.ts";
import {
  isSumOf,
  isWholeRecord,
  isWholeUsage,
  prepareReads,
  prepareSessionReads,
  type ReadStatements,
  type Row,
  type SessionReadStatements,
  toStoredAnswer,
  toStoredSession,
  toUsage,
  wholeSequenceOf,
} from "./sqlite-statements.ts";

/** Damaged sessions that a look for the oldest ones passes over. */
const MAX_SKIPPED = 100;

/** The reading side of a log file. Synchronous; throws what the database throws. */
export class SqliteReader {
  readonly #file: LogFile;
  readonly #tail: JournalTail;
  readonly #statements: ReadStatements;
  readonly #sessions: SessionReadStatements;
  /** Those that look at no event. */
  readonly #records: SessionReadStatements;

  /** `tail` has what is not in rows of its own yet. */
  constructor(file: LogFile, tail: JournalTail) {
    this.#file = file;
    this.#tail = tail;
    this.#statements = prepareReads(file.db);
    this.#sessions = prepareSessionReads(file.db, "with sequence");
    this.#records = prepareSessionReads(file.db, "record alone");
  }

  read(sessionId: string, afterSequence: number, limits: ReadLimits): readonly StoredEvent[] {
    return this.#readRows(sessionId, afterSequence, (rows) => {
      const stored = eventsIn(rows, afterSequence);
      return takeEvents(this.#withTail(stored, sessionId, afterSequence), limits);
    });
  }

  readPacked(sessionId: string, afterSequence: number, limits: ReadLimits): readonly PackedEvents[] {
    const stored = this.#readRows(sessionId, afterSequence, (rows) =>
      takeEvents(packedIn(rows, afterSequence), limits),
    );
    if (stored.length > 0) return stored;
    return this.read(sessionId, afterSequence, limits).map(({ sequence, text }) => ({
      firstSequence: sequence,
      count: 1,
      text,
    }));
  }

  #readRows<Taken>(
    sessionId: string,
    afterSequence: number,
    take: (rows: Iterable<StoredRow>) => readonly Taken[],
  ): readonly Taken[] {
    const key = this.#findKey(sessionId);
    if (key === undefined) {
      return [];
    }
    return readOfSession(this.#file, sessionId, () => {
      const rows = this.#statements.readEvents.iterate({ key, sequence: afterSequence + 1 });
      try {
        return take(rows.map(toStoredRow));
      } finally {
        // A fault that ended an iteration would be thrown again by the next one, whatever that reads.
        rows.return?.();
      }
    });
  }

  readStepStates(sessionId: string, afterSequence: number, limits: ReadLimits): readonly StepState[] {
    const key = this.#findKey(sessionId);
    if (key === undefined) {
      return [];
    }
    return readOfSession(this.#file, sessionId, () => {
      const rows = this.#statements.readStepStates.iterate(key, afterSequence);
      try {
        return takeEvents(rows.map(toStepState), limits);
      } finally {
        // As in `read`.
        rows.return?.();
      }
    });
  }

  findSession(sessionId: string): StoredSession | undefined {
    const [session] = readOfSession(this.#file, sessionId, () =>
      this.#readSessions(({ find }) => {
        const rows = find.all(sessionId);
        // Even the owner in such a row may be wrong.
        for (const row of rows) if (!isWholeRecord(row)) throw rowFault(row);
        return rows;
      }),
    );
    if (session === undefined) checkMissing(this.#file, sessionId);
    return session;
  }

  listSessions({ userId, sharedWith, limit, cursor }: SessionQuery): SessionPage {
    const start = cursor === undefined ? listStart : parseSessionCursor(cursor);
    // Reads one more than requested to detect whether there is a next page.
    const bounds = { ...start, limit: limit + 1 };
    const sessions = this.#readSessions(({ list, listOfUser, listSharedWith }) => {
      if (sharedWith !== undefined) return listSharedWith.all({ ...bounds, userId: sharedWith });
      return userId === undefined ? list.all(bounds) : listOfUser.all({ ...bounds, userId });
    });
    return toPage(sessions, limit);
  }

  openSessions(): readonly StoredSession[] {
    return this.#readSessions(({ open }) => open.all());
  }

  oldestSessions(limit: number): readonly StoredSession[] {
    // The time of a damaged row may be any, and to delete by it would lose what can still be repaired.
    return this.#readSessions(({ oldest }) =>
      oldest
        .all(limit + MAX_SKIPPED)
        .filter((row) => isWholeRecord(row))
        .slice(0, limit),
    );
  }

  findAnswer(userId: string, key: string): StoredAnswer | undefined {
    const row = this.#statements.findAnswer.get(userId, key);
    return row && toStoredAnswer(row);
  }

  countSessions(userId: string): number {
    return Number(this.#statements.countSessionsOfUser.get(userId)?.sessions);
  }

  usageOfUser(userId: string, day: number): Usage {
    const row = this.#statements.findUserUsage.get(userId);
    if (row !== undefined && !isWholeUsage(row)) {
      this.#file.damage.add(
        `The stored usage of user ${userId} is not as it was written: it counts as nothing.`,
      );
      return toUsage(undefined);
    }
    return toUsage(row?.day === day ? row : undefined);
  }

  usageOfSession(sessionId: string): Usage {
    return toUsage(this.#statements.usageOfSession.get(sessionId));
  }

  stats(): LogStats {
    const { db } = this.#file;
    const { writeAheadBytes } = this.sizes();
    const pageSize = readPragma(db, "page_size");
    const pages = readPragma(db, "page_count");
    return {
      sessions: Number(this.#statements.countSessions.get()?.sessions),
      bytes: pageSize * pages + writeAheadBytes,
      usedBytes: pageSize * (pages - readPragma(db, "freelist_count")),
    };
  }

  /**
   * Fails as `damaged` where the session's row is not whole, or where it may be missing because the file is
   * damaged.
   */
  #findKey(sessionId: string): SQLOutputValue | undefined {
    return readOfSession(this.#file, sessionId, () => {
      const row = this.#statements.findKey.get(sessionId);
      if (row === undefined) checkMissing(this.#file, sessionId);
      else if (this.#sequenceIn(row) === undefined) throw rowFault(row);
      return row?.key;
    });
  }

  /** Bytes of the write-ahead file. */
  sizes(): { readonly writeAheadBytes: number } {
    const { path } = this.#file;
    return { writeAheadBytes: statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0 };
  }

  #toSession(row: Row): StoredSession {
    return toStoredSession(row, this.#sequenceIn(row));
  }

  #sequenceIn(row: Row): number | undefined {
    return wholeSequenceOf(row, this.#tail.lastSequenceOf(String(row.session_id)));
  }

  /** Stored events after a sequence, and what follows them. */
  *#withTail(
    stored: Iterable<StoredEvent>,
    sessionId: string,
    afterSequence: number,
  ): Generator<StoredEvent> {
    let sequence = afterSequence;
    for (const event of stored) {
      sequence = event.sequence;
      yield event;
    }
    for (const event of this.#tail.eventsAfter(sessionId, sequence)) {
      if (event.sequence !== sequence + 1) {
        throw new LogFault("damaged", `Events before sequence ${event.sequence} are missing.`);
      }
      sequence = event.sequence;
      yield event;
    }
  }

  /**
   * Where the last events of one session cannot be found, each one is looked for by itself, so that the
   * others are as they were.
   */
  #readSessions(query: (statements: SessionReadStatements) => readonly Row[]): readonly StoredSession[] {
    try {
      return query(this.#sessions).map((row) => this.#toSession(row));
    } catch (error) {
      if (!isCorruption(error) || error instanceof LogFault) {
        throw error;
      }
      return query(this.#records).map((row) => this.#withSequence(row));
    }
  }

  #withSequence(record: Row): StoredSession {
    try {
      const row = this.#sessions.find.get(String(record.session_id));
      return row === undefined ? toStoredSession(record, undefined) : this.#toSession(row);
    } catch (error) {
      if (!isCorruption(error)) {
        throw error;
      }
      return toStoredSession(record, undefined);
    }
  }
}

function toStepState(row: Row): StepState {
  const state = { sequence: Number(row.sequence), text: String(row.text) };
  if (checksumOf(state) !== Number(row.checksum) || !isSumOf(row.place, [row.session, row.sequence])) {
    throw new LogFault("damaged", `The step state at sequence ${state.sequence} is not as it was written.`);
  }
  return state;
}

function toStoredRow(row: Row): StoredRow {
  return {
    firstSequence: Number(row.first_sequence),
    count: Number(row.count),
    text: String(row.text),
    checksum: row.checksum === null ? undefined : Number(row.checksum),
  };
}
