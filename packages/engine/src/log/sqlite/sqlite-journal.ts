import type { DatabaseSync } from "node:sqlite";
import { type EventText, lengthOfTexts } from "../event-text.ts";
import { checksumOf, rowsOf } from "./event-row.ts";
import { entriesOf, type JournalEntry, keysIn, keysOf, toJournalRow } from "./journal-row.ts";
import { type JournalPosition, JournalTail, type TailAddition, type TailSession } from "./journal-tail.ts";
import { isCorruption } from "./sqlite-fault.ts";
import { type JournalStatements, prepareJournal, type Row, sumOfValues } from "./sqlite-statements.ts";

/** A session's tail becomes rows of its own once it has so many events, or so many UTF-16 units. */
const TAIL_EVENTS = 32;
const TAIL_LENGTH = 16 * 1024;

/**
 * Size of the journal past which the oldest tails become rows, in UTF-16 units, and what each row adds to
 * that.
 */
const JOURNAL_SIZE = 4 * 1024 * 1024;
const ROW_SIZE = 4 * 1024;

/** Old tails that one commit makes rows of, beside those of the sessions that it writes. */
const OLD_TAILS = 32;

/** Rows that are no longer needed are removed so many at a time. */
const REMOVED_ROWS = 64;

/** The table of the journal as the newest schema has it. */
export const journalTable =
  "CREATE TABLE journal (id INTEGER PRIMARY KEY, text TEXT NOT NULL, checksum INTEGER NOT NULL, keys TEXT) STRICT;";

/** What a commit has written, to be kept in mind once it is known to be stored. */
export interface JournalWrite {
  readonly added: readonly TailAddition[];
  /** Sessions whose tails are in rows of their own now. */
  readonly stored: readonly string[];
  readonly position: JournalPosition;
  readonly size: number;
  readonly removedBefore: number;
}

/**
 * The journal of a log file: one row for each commit, with the events of all sessions that brought a few. A
 * row of events and its entry in the index cost a session the same however few events it brings, so that many
 * slow sessions are stored at a fraction of that; once a session has enough of them, they become rows of its
 * own. What is in the journal is in memory as well, and is read from there.
 */
export class SqliteJournal {
  readonly tail = new JournalTail();
  readonly #statements: JournalStatements;
  #nextRow = 1;
  #size = 0;
  #removedBefore = 0;

  constructor(db: DatabaseSync) {
    this.#statements = prepareJournal(db);
  }

  /**
   * Stores the appends of sessions. Call it inside a transaction, at most once, and pass its result to `keep`
   * after the transaction has committed.
   */
  write(additions: readonly TailAddition[]): JournalWrite {
    const added: TailAddition[] = [];
    const stored: string[] = [];
    for (const addition of additions) {
      const tail = this.tail.of(addition.sessionId);
      if (isEnough(tail, addition) || this.#isOld(tail)) {
        this.#storeRows(joined(tail, addition));
        stored.push(addition.sessionId);
      } else added.push(addition);
    }
    for (const tail of this.#oldTails(additions)) {
      this.#storeRows(tail);
      stored.push(tail.sessionId);
    }
    return { added, stored, ...this.#insert(added), removedBefore: this.#removeRows() };
  }

  /** Keeps in mind what a transaction has written. */
  keep({ added, stored, position, size, removedBefore }: JournalWrite): void {
    for (const sessionId of stored) this.tail.remove(sessionId);
    for (const addition of added) this.tail.add(addition, position);
    this.#nextRow = position.row + 1;
    this.#size = size;
    this.#removedBefore = removedBefore;
  }

  /**
   * Makes rows of every tail and empties the journal. Call it inside a transaction, and `clear` when that is
   * stored.
   */
  writeAll(): void {
    for (const tail of this.tail.all()) this.#storeRows(tail);
    this.#statements.removeAll.run();
  }

  /** Keeps in mind that there is nothing in the journal. */
  clear(): void {
    for (const { sessionId } of [...this.tail.all()]) this.tail.remove(sessionId);
  }

  #insert(added: readonly TailAddition[]): Pick<JournalWrite, "position" | "size"> {
    const position = { row: this.#nextRow, size: this.#size };
    if (added.length === 0) return { position, size: this.#size };
    const { text, checksum } = toJournalRow(added);
    this.#statements.insert.run(position.row, text, checksum, keysOf(added));
    return { position, size: this.#size + text.length + ROW_SIZE };
  }

  #storeRows(entry: JournalEntry): void {
    storeRows(this.#statements, entry);
  }

  #isOld(tail: TailSession | undefined): boolean {
    return tail !== undefined && this.#size - tail.since.size > JOURNAL_SIZE;
  }

  #oldTails(written: readonly TailAddition[]): readonly TailSession[] {
    const [oldest] = this.tail.all();
    if (!this.#isOld(oldest)) return [];
    const others = new Set(written.map(({ sessionId }) => sessionId));
    return [
      ...Iterator.from(this.tail.all())
        .take(OLD_TAILS)
        .filter((tail) => this.#isOld(tail) && !others.has(tail.sessionId)),
    ];
  }

  /** Removes the rows before the oldest tail. Returns the row before which none is left. */
  #removeRows(): number {
    const needed = this.tail.oldestRow ?? this.#nextRow;
    if (needed - this.#removedBefore < REMOVED_ROWS) return this.#removedBefore;
    this.#statements.remove.run(needed);
    return needed;
  }
}

/**
 * Makes rows of what a process that did not end well has left in the journal. Call it inside the transaction
 * that takes the file over. A row that is not as it was written is set aside in `damaged_journal`, and the
 * sessions in it are marked as damaged. Returns a description of each such row.
 */
export function recoverJournal(db: DatabaseSync): readonly string[] {
  const statements = prepareJournal(db);
  const damage: string[] = [];
  const tails = new Map<number, { firstSequence: number; readonly events: EventText[] }[]>();
  for (const { id, text, checksum, keys } of readRows(statements, damage)) {
    const entries = entriesOf({ text: String(text), checksum: Number(checksum) });
    if (entries === undefined) {
      const marked = keysIn(keys, String(text));
      statements.setAside.run(id ?? null);
      for (const key of marked) statements.markSession.run(key);
      damage.push(`Row ${id} of the journal was set aside; it had events of sessions ${marked.join(", ")}.`);
    } else for (const entry of entries) gather(tails, entry);
  }
  for (const [key, segments] of tails) {
    try {
      recoverTails(statements, key, segments);
    } catch (error) {
      if (!isCorruption(error)) throw error;
      statements.setAllAside.run();
      statements.markSession.run(key);
      damage.push(`The last events of session ${key} could not be stored; the journal was set aside.`);
    }
  }
  emptyTable(db, statements, damage);
  return damage;
}

/** The rows up to the first one that the database cannot find. */
function readRows({ read }: JournalStatements, damage: string[]): readonly Row[] {
  const rows: Row[] = [];
  const found = read.iterate();
  try {
    for (const row of found) rows.push(row);
  } catch (error) {
    if (!isCorruption(error)) throw error;
    damage.push("A page of the journal is damaged: last events of sessions may be lost.");
  } finally {
    found.return?.();
  }
  return rows;
}

/** Removes the rows; where pages are damaged, the table is set aside as it is under another name. */
function emptyTable(db: DatabaseSync, { removeAll }: JournalStatements, damage: string[]): void {
  try {
    if (!damage.some((line) => line.startsWith("A page"))) {
      removeAll.run();
      return;
    }
  } catch (error) {
    if (!isCorruption(error)) throw error;
    damage.push("A page of the journal is damaged.");
  }
  db.exec(`
    ALTER TABLE journal RENAME TO journal_damaged_${Date.now()};
    ${journalTable}
  `);
}

function recoverTails(
  statements: JournalStatements,
  key: number,
  segments: readonly { readonly firstSequence: number; readonly events: EventText[] }[],
): void {
  for (const { firstSequence, events } of segments.toSorted((a, b) => a.firstSequence - b.firstSequence)) {
    const stored = statements.lastSequence.get(key)?.sequence;
    // Of a deleted session nothing is wanted; of one whose tail became rows since, only what came after.
    if (stored === undefined) return;
    const known = Math.max(0, Number(stored) + 1 - firstSequence);
    storeRows(statements, { key, firstSequence: firstSequence + known, events: events.slice(known) });
  }
}

function storeRows({ insertEvents }: JournalStatements, { key, ...write }: JournalEntry): void {
  for (const row of rowsOf(write)) {
    const { firstSequence, count, text } = row;
    const place = sumOfValues([key, firstSequence, count]);
    insertEvents.run(key, firstSequence, count, text, checksumOf(row), place);
  }
}

/** Entries of one session follow each other, unless what is between them became rows of its own. */
function gather(
  tails: Map<number, { firstSequence: number; readonly events: EventText[] }[]>,
  { key, firstSequence, events }: JournalEntry,
): void {
  const segments = tails.get(key) ?? [];
  const last = segments.at(-1);
  if (last !== undefined && last.firstSequence + last.events.length === firstSequence) {
    last.events.push(...events);
  } else tails.set(key, [...segments, { firstSequence, events: [...events] }]);
}

function isEnough(tail: TailSession | undefined, { events }: TailAddition): boolean {
  const [count, length] = tail === undefined ? [0, 0] : [tail.events.length, tail.length];
  return count + events.length >= TAIL_EVENTS || length + lengthOfTexts(events) >= TAIL_LENGTH;
}

function joined(tail: TailSession | undefined, addition: TailAddition): JournalEntry {
  return tail === undefined ? addition : { ...tail, events: [...tail.events, ...addition.events] };
}
