import { statSync } from "node:fs";
import type {
  LogStats,
  ReadLimits,
  SessionPage,
  SessionQuery,
  StoredAnswer,
  StoredEvent,
  StoredSession,
} from "./event-log.ts";
import { type EventRow, eventsIn, takeEvents } from "./event-row.ts";
import { listStart, parseSessionCursor, toPage } from "./session-page.ts";
import type { LogFile } from "./sqlite-file.ts";
import { readPragma } from "./sqlite-schema.ts";
import {
  prepareReads,
  type ReadStatements,
  type Row,
  toStoredAnswer,
  toStoredSession,
} from "./sqlite-statements.ts";

/** The reading side of a log file. Synchronous; throws what the database throws. */
export class SqliteReader {
  readonly #file: LogFile;
  readonly #statements: ReadStatements;

  constructor(file: LogFile) {
    this.#file = file;
    this.#statements = prepareReads(file.db);
  }

  read(sessionId: string, afterSequence: number, limits: ReadLimits): readonly StoredEvent[] {
    const key = this.#statements.findKey.get(sessionId)?.key;
    if (key === undefined) {
      return [];
    }
    const rows = this.#statements.readEvents.iterate({ key, sequence: afterSequence + 1 });
    return takeEvents(eventsIn(rows.map(toEventRow), afterSequence), limits);
  }

  findSession(sessionId: string): StoredSession | undefined {
    const row = this.#statements.findSession.get(sessionId);
    return row && toStoredSession(row);
  }

  listSessions({ userId, limit, cursor }: SessionQuery): SessionPage {
    const start = cursor === undefined ? listStart : parseSessionCursor(cursor);
    // One more than asked for tells whether there is a next page.
    const bounds = { ...start, limit: limit + 1 };
    const rows =
      userId === undefined
        ? this.#statements.listSessions.all(bounds)
        : this.#statements.listSessionsOfUser.all({ ...bounds, userId });
    return toPage(rows.map(toStoredSession), limit);
  }

  openSessions(): readonly StoredSession[] {
    return this.#statements.openSessions.all().map(toStoredSession);
  }

  oldestSessions(limit: number): readonly StoredSession[] {
    return this.#statements.oldestSessions.all(limit).map(toStoredSession);
  }

  findAnswer(userId: string, key: string): StoredAnswer | undefined {
    const row = this.#statements.findAnswer.get(userId, key);
    return row && toStoredAnswer(row);
  }

  stats(): LogStats {
    const { db, path } = this.#file;
    const journalBytes = statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0;
    const pageSize = readPragma(db, "page_size");
    const pages = readPragma(db, "page_count");
    return {
      sessions: Number(this.#statements.countSessions.get()?.sessions),
      bytes: pageSize * pages + journalBytes,
      usedBytes: pageSize * (pages - readPragma(db, "freelist_count")),
    };
  }
}

function toEventRow(row: Row): Pick<EventRow, "firstSequence" | "text"> {
  return { firstSequence: Number(row.first_sequence), text: String(row.text) };
}
