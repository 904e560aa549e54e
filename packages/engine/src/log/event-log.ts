/**
 * The event log's interface: sessions are sequences of events, and an event exists once it is in the log. The
 * text of an event is the JSON object `{"method":…,"params":…}` of its notification, on one line, encoded
 * once: the same text is stored, sent live and replayed.
 */

import type { ReserveState } from "./disk-reserve.ts";
import type { EventText } from "./event-text.ts";

/** What the log keeps of a session beside its events; replaced as a whole by the commit that changes it. */
export interface SessionRecord {
  readonly sessionId: string;
  readonly userId: string;
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  readonly createdAt: number;
  /** Orders `listSessions`, newest first. Milliseconds since 1970-01-01T00:00:00Z. */
  readonly updatedAt: number;
  /** Wire value of SessionStatus. */
  readonly status: number;
  readonly title: string;
  /** Whether a turn runs or waits: these are the sessions that a start has to look at. */
  readonly hasOpenTurn: boolean;
  /** JSON of what the session was started with, for the engine alone. */
  readonly params: string;
}

/** A stored session: its record, and the sequence of its last event. */
export interface StoredSession extends SessionRecord {
  readonly sequence: number;
  /** Set when not even the place of the last event can be read; `sequence` is 0 then. */
  readonly isUnreadable?: true;
}

/** The answer of a request with an idempotency key, kept so that the same key gets the same answer. */
export interface StoredAnswer {
  readonly userId: string;
  readonly key: string;
  /** Digest of method and params: the same key with another digest is a client's mistake. */
  readonly digest: string;
  /** JSON of the result. */
  readonly result: string;
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  readonly at: number;
}

/**
 * State of a model's provider that belongs to one step of a turn. The engine alone reads it: it is in no
 * event and in no export.
 */
export interface StepState {
  /** Sequence of the event that completes the step. */
  readonly sequence: number;
  /** JSON. */
  readonly text: string;
}

/** Events of one session that go into the log together. */
export interface Append {
  readonly sessionId: string;
  /**
   * Sequence of the first event here; must be the session's next one, else the commit fails as `conflict`.
   */
  readonly firstSequence: number;
  /** In order. May be empty when only the record changes. */
  readonly events: readonly EventText[];
  /** New record; required with the first append of a session. */
  readonly record?: SessionRecord;
  /**
   * Ids of the users that the session is shared with; replaces the earlier list. Default: no change;
   * initially none.
   */
  readonly sharedWith?: readonly string[];
  /** Answers that acknowledge these events. */
  readonly answers?: readonly StoredAnswer[];
  /**
   * States of steps that these events complete, by ascending sequence; one of another event fails as
   * `invalid`.
   */
  readonly stepStates?: readonly StepState[];
}

/**
 * Consecutive events of a session, condensed by the engine: a part of the session's snapshot, which the log
 * is whole without.
 */
export interface SnapshotPart {
  /** Of what is in it; the engine trusts its own alone. */
  readonly version: number;
  readonly firstSequence: number;
  readonly lastSequence: number;
  /** CRC-32 of the text of the last event. */
  readonly lastChecksum: number;
  readonly text: string;
}

/** One event as read back. */
export interface StoredEvent {
  readonly sequence: number;
  readonly text: string;
}

/** Consecutive events as one text, which `unpackTexts` separates. */
export interface PackedEvents {
  readonly firstSequence: number;
  readonly count: number;
  readonly text: string;
}

/** Bounds of one read. A read returns at least one event if there is one, whatever its size. */
export interface ReadLimits {
  readonly maxEvents: number;
  /** In UTF-16 units of text. */
  readonly maxLength: number;
}

/** A page of sessions, by `updatedAt` downward, then by session id. */
export interface SessionPage {
  readonly sessions: readonly StoredSession[];
  /** Where the next page starts; absent on the last one. Opaque to callers. */
  readonly nextCursor?: string;
}

/** Which sessions to list. */
export interface SessionQuery {
  /** Only those of this user. */
  readonly userId?: string;
  /** Only those of others that this user is to find. */
  readonly sharedWith?: string;
  readonly limit: number;
  /** `nextCursor` of the page before. A cursor that cannot be read fails as `bad_cursor`. */
  readonly cursor?: string;
}

/** Tokens as models report them, and what they cost. */
export interface Usage {
  readonly tokens: number;
  /** Millionths of a dollar. */
  readonly microDollars: number;
}

/** What was used for a session, and on which day. */
export interface UsageRecord extends Usage {
  readonly userId: string;
  readonly sessionId: string;
  /** In days since 1970-01-01, UTC. */
  readonly day: number;
}

/** How large a log is. */
export interface LogStats {
  readonly sessions: number;
  /**
   * Bytes on disk, the write-ahead file included; for a log in memory the UTF-16 units of its event texts.
   */
  readonly bytes: number;
  /** The part of `bytes` that is in use. Space that a deletion frees is reused before the file grows. */
  readonly usedBytes: number;
  /** Disk space that the log holds for deletions; absent where it holds none. */
  readonly reserve?: ReserveState;
}

/** The events of sessions, with what belongs to their commits. */
export interface EventStore {
  /**
   * Stores all appends or none, in order; when it resolves they survive `kill -9` and, by default, loss of
   * power. Several appends of one session follow each other. Fails as `conflict`, with the session named,
   * when a `firstSequence` is not the next one or when an answer's key is taken; as `invalid` when an append
   * breaks the rules of `Append`.
   */
  commit(appends: readonly Append[]): Promise<void>;
  /**
   * Events after `afterSequence`, in order, no holes, each as it was committed. Empty when there are none or
   * the session is unknown. Fails as `damaged`, with the session named, when the next event is not whole
   * while the rest of the log is well.
   */
  read(sessionId: string, afterSequence: number, limits: ReadLimits): Promise<readonly StoredEvent[]>;
  /**
   * The same events as `read` returns, at least one and about as many as the limits allow, packed as the log
   * has them: cheap where events are not needed one by one.
   */
  readPacked(sessionId: string, afterSequence: number, limits: ReadLimits): Promise<readonly PackedEvents[]>;
  /**
   * The states that were stored with events after `afterSequence`, in order; within limits, faults and the
   * unknown session as `read`.
   */
  readStepStates(sessionId: string, afterSequence: number, limits: ReadLimits): Promise<readonly StepState[]>;
  /**
   * Deletes a session with its events. Returns whether it existed. Every other call stops seeing it at once;
   * its events are removed in slices between commits. The next deletion removes the rest after a fault or a
   * close. Damaged data stays in the file. A log without space uses its reserve.
   */
  deleteSession(sessionId: string): Promise<boolean>;
}

/** Snapshots of sessions, from which the engine restores long ones. */
export interface SnapshotStore {
  /**
   * The part of a session's snapshot that begins behind a sequence; `undefined` where there is none, or where
   * it is not as it was written.
   */
  readSnapshotPart(sessionId: string, afterSequence: number): Promise<SnapshotPart | undefined>;
  /** Sequence of the last event that parts of that version cover; 0 if there are none. */
  snapshotEnd(sessionId: string, version: number): Promise<number>;
  /**
   * Stores a part in place of those that begin there or later. One that continues no snapshot of its version
   * is not stored.
   */
  writeSnapshotPart(sessionId: string, part: SnapshotPart): Promise<void>;
}

/** What is known of sessions without their events. */
export interface SessionIndex {
  findSession(sessionId: string): Promise<StoredSession | undefined>;
  listSessions(query: SessionQuery): Promise<SessionPage>;
  /** The sessions whose record has `hasOpenTurn`. */
  openSessions(): Promise<readonly StoredSession[]>;
  /** Sessions without an open turn, the one used longest ago first. */
  oldestSessions(limit: number): Promise<readonly StoredSession[]>;
}

/** Answers of requests with idempotency keys. */
export interface AnswerStore {
  findAnswer(userId: string, key: string): Promise<StoredAnswer | undefined>;
  /**
   * Deletes answers older than the time and returns their number. Independently, the log keeps only a bounded
   * number of the newest answers.
   */
  deleteAnswersBefore(timeMs: number): Promise<number>;
}

/** What users have in the log and have used. */
export interface UsageAccounts {
  /** Number of a user's sessions. */
  countSessions(userId: string): Promise<number>;
  /**
   * Adds to what each session has used, as long as it is there, and to what its user has used that day. Of a
   * user the newest day alone is kept: a record of a later day begins anew, and one of the day before counts
   * for its session only. One of a still earlier day begins anew: the clock was wrong then.
   */
  addUsage(records: readonly UsageRecord[]): Promise<void>;
  /** What a user has used on a day; also for sessions that have been deleted since. */
  usageOfUser(userId: string, day: number): Promise<Usage>;
  /** What a session has used; nothing where there is no such session. */
  usageOfSession(sessionId: string): Promise<Usage>;
}

/** The log as a whole: its health, size, copies and end. */
export interface LogMaintenance {
  /**
   * A line for each damaged part that was found when the log was opened or since, beside sessions that are
   * damaged alone. For the operator.
   */
  readonly damage: readonly string[];
  /**
   * A note that the engine has stored under a name; `undefined` where there is none, or where it is not as it
   * was stored.
   */
  readNote(name: string): Promise<string | undefined>;
  /** Stores a note in place of the one of that name. */
  writeNote(name: string, text: string): Promise<void>;
  /**
   * Writes a consistent copy, a log of its own, to a new file while the log is in use. An existing file is
   * never replaced.
   */
  backup(path: string): Promise<void>;
  stats(): Promise<LogStats>;
  /**
   * Runs work that frees space, with the disk space that the log holds in reserve for it, where it holds any.
   */
  withReserve<T>(work: () => Promise<T>): Promise<T>;
  /**
   * Probes whether the log accepts commits by making a small one. Rejects with the fault that prevents it.
   */
  probe(): Promise<void>;
  /**
   * Closes the log after the current commit; a running backup continues. Later calls fail as `closed`.
   * Idempotent.
   */
  close(): Promise<void>;
}

/**
 * A whole log: a durable, ordered store of sessions and their events. One process writes it at a time:
 * opening a stored log takes it over, and every later commit of the owner before fails as `fenced`. Every
 * promise rejects with a `LogFault` only. A failed commit changes nothing, and the log stays usable.
 * `tests/log/event-log-suite.ts` holds these rules for every implementation.
 */
export interface EventLog
  extends EventStore,
    SnapshotStore,
    SessionIndex,
    AnswerStore,
    UsageAccounts,
    LogMaintenance {}
