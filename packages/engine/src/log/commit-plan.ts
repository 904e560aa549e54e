import type { Append, SessionRecord, StepState, StoredAnswer } from "./event-log.ts";
import { type EventText, isPackable } from "./event-text.ts";
import { LogFault } from "./log-fault.ts";

/** The head of a stored session, as the log that stores it knows it. */
export interface SessionHead {
  /** Sequence of its last event; 0 when it has none. */
  readonly sequence: number;
}

/**
 * What one commit does to one session: its appends joined. A session without a head is new, and has a record.
 */
export type SessionWrite<H extends SessionHead> = {
  readonly sessionId: string;
  readonly firstSequence: number;
  readonly events: readonly EventText[];
  readonly stepStates: readonly StepState[];
  /** Absent where it stays as it is. */
  readonly sharedWith?: readonly string[];
} & (
  | { readonly head: undefined; readonly record: SessionRecord }
  | { readonly head: H; readonly record: SessionRecord | undefined }
);

/** An answer with the session whose append brought it. */
export interface AnswerWrite {
  readonly sessionId: string;
  readonly answer: StoredAnswer;
}

/** A commit that has been checked, by session in order of first mention. */
export interface CommitPlan<H extends SessionHead> {
  readonly sessions: readonly SessionWrite<H>[];
  readonly answers: readonly AnswerWrite[];
}

type GatheredWrite<H> = {
  readonly sessionId: string;
  readonly firstSequence: number;
  readonly events: EventText[];
  readonly stepStates: StepState[];
  sharedWith?: readonly string[];
} & (
  | { readonly head: undefined; record: SessionRecord }
  | { readonly head: H; record: SessionRecord | undefined }
);

/**
 * Joins the appends of each session and checks the rules that apply to every log. `findHead` returns
 * `undefined` for a session that is not stored. Throws a `LogFault`: `conflict` or `invalid`.
 */
export function planCommit<H extends SessionHead>(
  appends: readonly Append[],
  findHead: (sessionId: string) => H | undefined,
): CommitPlan<H> {
  const writes = new Map<string, GatheredWrite<H>>();
  const answers: AnswerWrite[] = [];
  for (const append of appends) {
    let write = writes.get(append.sessionId);
    if (write === undefined) {
      write = beginWrite(append, findHead(append.sessionId));
      writes.set(append.sessionId, write);
    }
    joinAppend(write, append);
    for (const answer of append.answers ?? []) {
      answers.push({ sessionId: append.sessionId, answer });
    }
  }
  return { sessions: [...writes.values()], answers };
}

function beginWrite<H extends SessionHead>(
  { sessionId, record, firstSequence }: Append,
  head: H | undefined,
): GatheredWrite<H> {
  if (head !== undefined) {
    return {
      sessionId,
      head,
      firstSequence: head.sequence + 1,
      events: [],
      stepStates: [],
      record: undefined,
    };
  }
  if (record !== undefined) {
    return { sessionId, head, firstSequence: 1, events: [], stepStates: [], record };
  }
  // A later append of a missing session was well formed until the session was deleted.
  const code = firstSequence === 1 ? "invalid" : "conflict";
  throw new LogFault(code, `Session ${sessionId} is not in the log, and its append brings no record.`, {
    sessionId,
  });
}

function joinAppend<H>(write: GatheredWrite<H>, append: Append): void {
  const { sessionId } = write;
  const next = write.firstSequence + write.events.length;
  if (append.firstSequence !== next) {
    throw new LogFault(
      "conflict",
      `Session ${sessionId} continues with sequence ${next}, not ${append.firstSequence}.`,
      { sessionId },
    );
  }
  if (append.record !== undefined && append.record.sessionId !== sessionId) {
    throw new LogFault("invalid", `An append of session ${sessionId} has the record of another one.`, {
      sessionId,
    });
  }
  for (const text of append.events) {
    if (!isPackable(text)) {
      const reason = `An event of session ${sessionId} is empty, or has a line break, a form feed or a tab in it.`;
      throw new LogFault("invalid", reason, { sessionId });
    }
    write.events.push(text);
  }
  joinStepStates(write, append);
  if (append.record !== undefined) {
    write.record = append.record;
  }
  if (append.sharedWith !== undefined) {
    write.sharedWith = append.sharedWith;
  }
}

function joinStepStates<H>(write: GatheredWrite<H>, append: Append): void {
  const { sessionId, firstSequence, events, stepStates = [] } = append;
  let before = firstSequence - 1;
  for (const state of stepStates) {
    if (state.sequence <= before || state.sequence >= firstSequence + events.length) {
      throw new LogFault("invalid", `A step state of session ${sessionId} is of no event of its append.`, {
        sessionId,
      });
    }
    before = state.sequence;
    write.stepStates.push(state);
  }
}

/** The fault of storing a second answer for a key. */
export function keyTakenFault(sessionId: string, { userId, key }: StoredAnswer): LogFault {
  return new LogFault("conflict", `The idempotency key ${key} of user ${userId} has an answer already.`, {
    sessionId,
  });
}
