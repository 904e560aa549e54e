import type { DatabaseSync, SQLInputValue, SQLOutputValue } from "node:sqlite";
import { crc32 } from "node:zlib";
import type { SessionRecord, StoredAnswer, StoredSession, Usage } from "./event-log.ts";
import { LogFault } from "./log-fault.ts";

/** Sequence of the last event of the session in the row at hand. */
const lastSequence = `coalesce(
  (SELECT first_sequence + count - 1 FROM events WHERE session = sessions.key ORDER BY first_sequence DESC LIMIT 1), 0)`;

/** `placeOf` the row that `lastSequence` comes from. */
const lastPlace = `(SELECT json_array(session, first_sequence, count, place) FROM events
  WHERE session = sessions.key ORDER BY first_sequence DESC LIMIT 1)`;

const insertEvents =
  "INSERT INTO events (session, first_sequence, count, text, checksum, place) VALUES (?, ?, ?, ?, ?, ?)";

const recordColumns =
  "session_id, user_id, created_at, updated_at, status, title, has_open_turn, params, checksum";

/** What a log file is written with. */
export type WriteStatements = ReturnType<typeof prepareWrites>;

/** What a log file is read with, beside its sessions. */
export type ReadStatements = ReturnType<typeof prepareReads>;

/** What the sessions of a log file are read with. */
export type SessionReadStatements = ReturnType<typeof prepareSessionReads>;

/** Compiles the writing statements once. Fails where a table of theirs is missing. */
export function prepareWrites(db: DatabaseSync) {
  return {
    begin: db.prepare("BEGIN IMMEDIATE"),
    commit: db.prepare("COMMIT"),
    rollback: db.prepare("ROLLBACK"),
    readEpoch: db.prepare("SELECT epoch FROM meta"),
    countProbe: db.prepare("UPDATE meta SET probes = probes + 1"),
    findKey: db.prepare("SELECT key FROM sessions WHERE session_id = ?"),
    findHead: db.prepare(
      `SELECT key, ${recordColumns}, ${lastSequence} AS sequence, ${lastPlace} AS place FROM sessions WHERE session_id = ?`,
    ),
    insertSession: db.prepare(
      `INSERT INTO sessions (user_id, created_at, updated_at, status, title, has_open_turn, params, checksum, session_id)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ),
    updateSession: db.prepare(
      `UPDATE sessions SET user_id = ?, created_at = ?, updated_at = ?, status = ?, title = ?, has_open_turn = ?, params = ?,
         checksum = ?
       WHERE session_id = ?`,
    ),
    insertEvents: db.prepare(insertEvents),
    insertStepState: db.prepare(
      "INSERT INTO step_states (session, sequence, text, checksum) VALUES (?, ?, ?, ?)",
    ),
    insertAnswer: db.prepare(
      `INSERT INTO answers (user_id, key, digest, result, at, checksum) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT (user_id, key) DO NOTHING`,
    ),
    deleteAnswersUpTo: db.prepare("DELETE FROM answers WHERE id <= ?"),
    deleteAnswersBefore: db.prepare("DELETE FROM answers WHERE at < ?"),
    addSessionUsage: db.prepare(
      `UPDATE sessions SET used_tokens = used_tokens + :tokens, used_micro_dollars = used_micro_dollars + :microDollars
       WHERE session_id = :sessionId`,
    ),
    addUserUsage: db.prepare(
      `INSERT INTO user_usage (user_id, day, tokens, micro_dollars) VALUES (:userId, :day, :tokens, :microDollars)
       ON CONFLICT (user_id) DO UPDATE SET
         tokens = CASE day WHEN excluded.day THEN tokens ELSE 0 END + excluded.tokens,
         micro_dollars = CASE day WHEN excluded.day THEN micro_dollars ELSE 0 END + excluded.micro_dollars,
         day = excluded.day
       WHERE excluded.day >= day`,
    ),
    addShare: db.prepare("INSERT OR IGNORE INTO shares (session, user_id) VALUES (?, ?)"),
    deleteShares: db.prepare("DELETE FROM shares WHERE session = ?"),
    doomSession: db.prepare("INSERT INTO doomed (key) VALUES (?)"),
    deleteSession: db.prepare("DELETE FROM sessions WHERE key = ?"),
    findDoomed: db.prepare("SELECT key FROM doomed"),
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

/** Compiles the statements that read sessions: with the sequence of the last event, or, without a look at any event, with 0 in its place. */
export function prepareSessionReads(db: DatabaseSync, what: "with sequence" | "record alone") {
  const columns = `${recordColumns}, ${what === "with sequence" ? `${lastSequence} AS sequence, ${lastPlace} AS place` : "0 AS sequence"},
    EXISTS (SELECT 1 FROM damaged_sessions WHERE damaged_sessions.key = sessions.key) AS is_marked`;
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
      "SELECT sequence, text, checksum FROM step_states WHERE session = ? AND sequence > ? ORDER BY sequence",
    ),
    findKey: db.prepare(
      `SELECT key, ${recordColumns}, ${lastPlace} AS place, EXISTS (SELECT 1 FROM damaged_sessions AS marked WHERE marked.key = sessions.key) AS is_marked
       FROM sessions WHERE session_id = ?`,
    ),
    findAnswer: db.prepare(
      "SELECT user_id, key, digest, result, at, checksum FROM answers WHERE user_id = ? AND key = ?",
    ),
    countSessions: db.prepare("SELECT count(*) AS sessions FROM sessions"),
    countSessionsOfUser: db.prepare("SELECT count(*) AS sessions FROM sessions WHERE user_id = ?"),
    usageOfSession: db.prepare(
      "SELECT used_tokens AS tokens, used_micro_dollars AS micro_dollars FROM sessions WHERE session_id = ?",
    ),
    usageOfUser: db.prepare("SELECT tokens, micro_dollars FROM user_usage WHERE user_id = ? AND day = ?"),
  };
}

/** A record's values in the order of the statements that store it. */
export function valuesOf(record: SessionRecord): readonly SQLInputValue[] {
  const { userId, createdAt, updatedAt, status, title, hasOpenTurn, params, sessionId } = record;
  const values = [userId, createdAt, updatedAt, status, title, hasOpenTurn ? 1 : 0, params];
  return [...values, sumOfValues([...values, sessionId]), sessionId];
}

/** The CRC-32 of a row's values. */
export function sumOfValues(values: readonly SQLOutputValue[]): number {
  return crc32(values.join("\0"));
}

/** Whether the record in a row of `sessions` is as it was written. */
export function isWholeRecord(row: Row): boolean {
  const { user_id, created_at, updated_at, status, title, has_open_turn, params, session_id } = row;
  const sum = () =>
    sumOfValues(
      [user_id, created_at, updated_at, status, title, has_open_turn, params, session_id].map(
        (value) => value ?? null,
      ),
    );
  return row.checksum === null || row.checksum === sum();
}

/** Whether the record in a row of `sessions`, and the place of its last event, are as they were written. */
export function isWholeSession(row: Row): boolean {
  if (row.is_marked === 1 || !isWholeRecord(row)) return false;
  if (typeof row.place !== "string") return true;
  const [key, firstSequence, count, place] = JSON.parse(row.place);
  return place === null || place === sumOfValues([key, firstSequence, count]);
}

/** A row as the database gives it. The tables are strict, so each column has the type that it declares. */
export type Row = Readonly<Record<string, SQLOutputValue>>;

/** Reads a row of `sessions` back. */
export function toStoredSession(row: Row): StoredSession {
  return {
    sessionId: String(row.session_id),
    userId: String(row.user_id),
    createdAt: Number(row.created_at),
    updatedAt: Number(row.updated_at),
    status: Number(row.status),
    title: String(row.title),
    hasOpenTurn: row.has_open_turn === 1,
    params: String(row.params),
    sequence: Number(row.sequence),
  };
}

/** Reads a row of `answers` back. Throws a `LogFault` `damaged` when it is not as it was written. */
export function toStoredAnswer(row: Row): StoredAnswer {
  const { user_id, key, digest, result, at, checksum } = row;
  const values = [user_id, key, digest, result, at].map((value) => value ?? null);
  if (checksum !== null && checksum !== sumOfValues(values)) {
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
