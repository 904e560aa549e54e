import type { DatabaseSync, SQLInputValue, SQLOutputValue } from "node:sqlite";
import { crc32 } from "node:zlib";
import type { SessionRecord, StoredAnswer, StoredSession, Usage } from "../event-log.ts";
import { LogFault } from "../log-fault.ts";

/** Sequence of the last event of the session in the row at hand. */
const lastSequence = `coalesce(
  (SELECT first_sequence + count - 1 FROM events WHERE session = sessions.key ORDER BY first_sequence DESC LIMIT 1), 0)`;

/** `placeOf` the row that `lastSequence` comes from. */
const lastPlace = `(SELECT json_array(session, first_sequence, count, place) FROM events
  WHERE session = sessions.key ORDER BY first_sequence DESC LIMIT 1)`;

/** Whether the journal had last events of the session at hand that are lost. */
const isMarked =
  "EXISTS (SELECT 1 FROM damaged_sessions AS marked WHERE marked.key = sessions.key) AS is_marked";

const findUserUsage =
  "SELECT user_id, day, tokens, micro_dollars, checksum FROM user_usage WHERE user_id = ?";

const insertEvents =
  "INSERT INTO events (session, first_sequence, count, text, checksum, place) VALUES (?, ?, ?, ?, ?, ?)";

/** Columns of `sessions` that `isWholeRecord` looks at. */
export const recordColumns = `key, session_id, user_id, created_at, updated_at, status, title, has_open_turn, params, last_sequence, checksum,
  used_tokens, used_micro_dollars, usage_checksum`;

/** Name of the SQL function that is `sumOfValues`. */
const SUM = "sum_of_values";

/** What a log file is written with. */
export type WriteStatements = ReturnType<typeof prepareWrites>;

/** What a log file is read with, beside its sessions. */
export type ReadStatements = ReturnType<typeof prepareReads>;

/** What the sessions of a log file are read with. */
export type SessionReadStatements = ReturnType<typeof prepareSessionReads>;

/** Compiles the writing statements once. Fails where a table of theirs is missing. */
export function prepareWrites(db: DatabaseSync) {
  db.function(SUM, { deterministic: true, varargs: true }, (...values) => sumOfValues(values));
  return {
    begin: db.prepare("BEGIN IMMEDIATE"),
    commit: db.prepare("COMMIT"),
    rollback: db.prepare("ROLLBACK"),
    readEpoch: db.prepare("SELECT epoch FROM meta"),
    countProbe: db.prepare("UPDATE meta SET probes = probes + 1"),
    findKey: db.prepare("SELECT key FROM sessions WHERE session_id = ?"),
    findHead: db.prepare(
      `SELECT ${recordColumns}, ${lastPlace} AS place, ${isMarked} FROM sessions WHERE session_id = ?`,
    ),
    insertSession: db.prepare(
      `INSERT INTO sessions (user_id, created_at, updated_at, status, title, has_open_turn, params, last_sequence, checksum, session_id,
         usage_checksum)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ),
    updateSession: db.prepare(
      `UPDATE sessions SET user_id = ?, created_at = ?, updated_at = ?, status = ?, title = ?, has_open_turn = ?, params = ?,
         last_sequence = ?, checksum = ?
       WHERE session_id = ?`,
    ),
    insertEvents: db.prepare(insertEvents),
    insertStepState: db.prepare(
      "INSERT INTO step_states (session, sequence, text, checksum, place) VALUES (?, ?, ?, ?, ?)",
    ),
    insertAnswer: db.prepare(
      `INSERT INTO answers (user_id, key, digest, result, at, checksum) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT (user_id, key) DO NOTHING`,
    ),
    deleteAnswersUpTo: db.prepare("DELETE FROM answers WHERE id <= ?"),
    deleteAnswersBefore: db.prepare("DELETE FROM answers WHERE at < ?"),
    // A damaged sum is left as it is: a new one would hide the damage.
    addSessionUsage: db.prepare(
      `UPDATE sessions SET used_tokens = used_tokens + :tokens, used_micro_dollars = used_micro_dollars + :microDollars,
         usage_checksum = ${SUM}(session_id, used_tokens + :tokens, used_micro_dollars + :microDollars)
       WHERE session_id = :sessionId
         AND (usage_checksum IS NULL OR usage_checksum = ${SUM}(session_id, used_tokens, used_micro_dollars))`,
    ),
    findUserUsage: db.prepare(findUserUsage),
    setUserUsage: db.prepare(
      "INSERT OR REPLACE INTO user_usage (user_id, day, tokens, micro_dollars, checksum) VALUES (?, ?, ?, ?, ?)",
    ),
    addShare: db.prepare("INSERT OR IGNORE INTO shares (session, user_id) VALUES (?, ?)"),
    deleteShares: db.prepare("DELETE FROM shares WHERE session = ?"),
    doomSession: db.prepare("INSERT INTO doomed (key) VALUES (?)"),
    unmarkSession: db.prepare("DELETE FROM damaged_sessions WHERE key = ?"),
    deleteSession: db.prepare("DELETE FROM sessions WHERE key = ?"),
    // A key that a session has is damage: its events stay.
    findDoomed: db.prepare("SELECT key FROM doomed WHERE key NOT IN (SELECT key FROM sessions)"),
    deleteEvents: db.prepare(
      "DELETE FROM events WHERE id IN (SELECT id FROM events WHERE session = ? LIMIT ?)",
    ),
    deleteStepStates: db.prepare(
      "DELETE FROM step_states WHERE id IN (SELECT id FROM step_states WHERE session = ? LIMIT ?)",
    ),
    // No session has the key 0.
    deleteFiller: db.prepare("DELETE FROM events WHERE session = 0"),
    forgetDoomed: db.prepare("DELETE FROM doomed WHERE key = ?"),
  };
}

/** What the journal of a log file is written with. */
export type JournalStatements = ReturnType<typeof prepareJournal>;

/** Compiles the statements of the journal once. */
export function prepareJournal(db: DatabaseSync) {
  return {
    read: db.prepare("SELECT id, text, checksum, keys FROM journal ORDER BY id"),
    insert: db.prepare("INSERT INTO journal (id, text, checksum, keys) VALUES (?, ?, ?, ?)"),
    remove: db.prepare("DELETE FROM journal WHERE id < ?"),
    removeAll: db.prepare("DELETE FROM journal"),
    setAside: db.prepare(
      `INSERT INTO damaged_journal (text, checksum, keys) SELECT text, checksum, keys FROM journal WHERE id = ?`,
    ),
    setAllAside: db.prepare(
      "INSERT INTO damaged_journal (text, checksum, keys) SELECT text, checksum, keys FROM journal",
    ),
    markSession: db.prepare("INSERT OR IGNORE INTO damaged_sessions (key) VALUES (?)"),
    insertEvents: db.prepare(insertEvents),
    lastSequence: db.prepare(`SELECT ${lastSequence} AS sequence FROM sessions WHERE key = ?`),
  };
}

/**
 * Compiles the statements that read sessions: with the place of the last event, or, without a look at any
 * event, with none.
 */
export function prepareSessionReads(db: DatabaseSync, what: "with sequence" | "record alone") {
  const columns = `${recordColumns}, ${what === "with sequence" ? `${lastPlace} AS place` : "NULL AS place"}, ${isMarked}`;
  return {
    find: db.prepare(`SELECT ${columns} FROM sessions WHERE session_id = ?`),
    open: db.prepare(`SELECT ${columns} FROM sessions WHERE has_open_turn = 1 ORDER BY key`),
    oldest: db.prepare(
      `SELECT ${columns} FROM sessions WHERE has_open_turn = 0
       ORDER BY updated_at, session_id DESC LIMIT ?`,
    ),
    list: db.prepare(
      `SELECT ${columns} FROM sessions
       WHERE updated_at <= :updatedAt AND (updated_at < :updatedAt OR session_id > :sessionId)
       ORDER BY updated_at DESC, session_id LIMIT :limit`,
    ),
    listOfUser: db.prepare(
      `SELECT ${columns} FROM sessions
       WHERE user_id = :userId AND updated_at <= :updatedAt AND (updated_at < :updatedAt OR session_id > :sessionId)
       ORDER BY updated_at DESC, session_id LIMIT :limit`,
    ),
    // What is shared with one user is sorted; only of the page itself anything else is looked up.
    listSharedWith: db.prepare(
      `SELECT ${columns} FROM sessions WHERE key IN (
         SELECT key FROM shares JOIN sessions ON key = session
         WHERE shares.user_id = :userId AND sessions.user_id <> :userId
           AND updated_at <= :updatedAt AND (updated_at < :updatedAt OR session_id > :sessionId)
         ORDER BY updated_at DESC, session_id LIMIT :limit)
       ORDER BY updated_at DESC, session_id`,
    ),
  };
}

/** Compiles the other reading statements once. Fails where a table of theirs is missing. */
export function prepareReads(db: DatabaseSync) {
  return {
    // Starts at the row that holds the first event asked for, which may begin earlier.
    readEvents: db.prepare(
      `SELECT first_sequence, count, text, checksum FROM events
       WHERE session = :key AND first_sequence >= coalesce(
         (SELECT max(first_sequence) FROM events WHERE session = :key AND first_sequence <= :sequence), 0)
       ORDER BY first_sequence`,
    ),
    readStepStates: db.prepare(
      "SELECT session, sequence, text, checksum, place FROM step_states WHERE session = ? AND sequence > ? ORDER BY sequence",
    ),
    findKey: db.prepare(
      `SELECT ${recordColumns}, ${lastPlace} AS place, ${isMarked} FROM sessions WHERE session_id = ?`,
    ),
    findAnswer: db.prepare(
      "SELECT user_id, key, digest, result, at, checksum FROM answers WHERE user_id = ? AND key = ?",
    ),
    countSessions: db.prepare("SELECT count(*) AS sessions FROM sessions"),
    countSessionsOfUser: db.prepare("SELECT count(*) AS sessions FROM sessions WHERE user_id = ?"),
    usageOfSession: db.prepare(
      "SELECT used_tokens AS tokens, used_micro_dollars AS micro_dollars FROM sessions WHERE session_id = ?",
    ),
    findUserUsage: db.prepare(findUserUsage),
  };
}

/**
 * A record's values in the order of the statements that store it, with the sequence of the session's last
 * event.
 */
export function valuesOf(record: SessionRecord, sequence: number): readonly SQLInputValue[] {
  const { userId, createdAt, updatedAt, status, title, hasOpenTurn, params, sessionId } = record;
  const values = [userId, createdAt, updatedAt, status, title, hasOpenTurn ? 1 : 0, params, sequence];
  return [...values, sumOfValues([...values, sessionId]), sessionId];
}

/** The CRC-32 of a row's values. */
export function sumOfValues(values: readonly SQLOutputValue[]): number {
  return crc32(values.join("\0"));
}

/** Whether a stored checksum is that of the values; a row from before there were checksums has `null`. */
export function isSumOf(
  checksum: SQLOutputValue | undefined,
  values: readonly (SQLOutputValue | undefined)[],
): boolean {
  return checksum === null || checksum === sumOfValues(values.map((value) => value ?? null));
}

/** Whether the record in a row of `sessions` is as it was written. */
export function isWholeRecord(row: Row): boolean {
  const { user_id, created_at, updated_at, status, title, has_open_turn, params, last_sequence, session_id } =
    row;
  const values = [user_id, created_at, updated_at, status, title, has_open_turn, params, last_sequence];
  return (
    isSumOf(row.checksum, [...values, session_id]) &&
    isSumOf(row.usage_checksum, [session_id, row.used_tokens, row.used_micro_dollars])
  );
}

/**
 * Sequence of the last event of the session in a row of `sessions`; `tailSequence` is that of its last event
 * in the journal. `undefined` where the row or the place of its last event is not as it was written, or where
 * events that it had are missing.
 */
export function wholeSequenceOf(row: Row, tailSequence: number | undefined): number | undefined {
  if (row.is_marked === 1 || !isWholeRecord(row)) return undefined;
  const stored = storedSequenceOf(row);
  if (stored === undefined) return undefined;
  const sequence = tailSequence ?? stored;
  return sequence < Number(row.last_sequence ?? 0) ? undefined : sequence;
}

/**
 * Sequence of the last event that has a row; `undefined` where the place of that row is not as it was
 * written.
 */
function storedSequenceOf({ place }: Row): number | undefined {
  if (typeof place !== "string") return 0;
  const [key, firstSequence, count, checksum] = JSON.parse(place) as readonly (number | null)[];
  return isSumOf(checksum, [key, firstSequence, count])
    ? Number(firstSequence) + Number(count) - 1
    : undefined;
}

/** A row as the database returns it. The tables are strict, so each column has its declared type. */
export type Row = Readonly<Record<string, SQLOutputValue>>;

/** Reads a row of `sessions` back, with the sequence that `wholeSequenceOf` returns for it. */
export function toStoredSession(row: Row, sequence: number | undefined): StoredSession {
  return {
    sessionId: String(row.session_id),
    userId: String(row.user_id),
    createdAt: Number(row.created_at),
    updatedAt: Number(row.updated_at),
    status: Number(row.status),
    title: String(row.title),
    hasOpenTurn: row.has_open_turn === 1,
    params: String(row.params),
    ...(sequence === undefined ? { sequence: 0, isUnreadable: true } : { sequence }),
  };
}

/** Reads a row of `answers` back. Throws a `LogFault` `damaged` when it is not as it was written. */
export function toStoredAnswer(row: Row): StoredAnswer {
  const { user_id, key, digest, result, at, checksum } = row;
  if (!isSumOf(checksum, [user_id, key, digest, result, at])) {
    throw new LogFault("damaged", "A stored answer is not as it was written: run `aiwhisperer check`.");
  }
  return {
    userId: String(row.user_id),
    key: String(row.key),
    digest: String(row.digest),
    result: String(row.result),
    at: Number(row.at),
  };
}

/** Reads what was used back; nothing where there is no row. */
export function toUsage(row: Row | undefined): Usage {
  return { tokens: Number(row?.tokens ?? 0), microDollars: Number(row?.micro_dollars ?? 0) };
}

/** Whether a row of `user_usage` is as it was written. */
export function isWholeUsage({ checksum, user_id, day, tokens, micro_dollars }: Row): boolean {
  return isSumOf(checksum, [user_id, day, tokens, micro_dollars]);
}
