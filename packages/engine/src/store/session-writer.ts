import type { CommittedEvent, SessionEvent } from "../event/session-event.ts";
import type { Append, SessionRecord, StepState, StoredAnswer } from "../log/event-log.ts";
import { type EventText, wholeText } from "../log/event-text.ts";
import type { CommitSource, GroupCommit } from "../log/group-commit.ts";
import type { LogFault } from "../log/log-fault.ts";
import { EventEncoder } from "./event-encoder.ts";

/** What goes into the log together with events. */
export interface AppendExtras {
  readonly record?: SessionRecord;
  /** Ids of the users with whom the session is shared from now on; absent where that stays as it is. */
  readonly sharedWith?: readonly string[];
  readonly answer?: StoredAnswer;
  /** JSON of the provider state that is stored with the last of the events. */
  readonly stepState?: string;
}

/** Who learns how a session's commits end. */
export interface CommitListener {
  /** Called for each event, in order, once it is in the log. */
  onCommitted(committed: CommittedEvent): void;
  /** Called when a commit failed: everything that waited is gone, and the log holds the truth. */
  onFault(fault: LogFault): void;
}

const NO_EXTRAS: AppendExtras = {};
const NOTHING: readonly never[] = [];

/** Length up to which waiting deltas are joined, in UTF-16 units. */
const MAX_JOINED_LENGTH = 64 * 1024;

type Delta = SessionEvent<"AIMessageChunkNotification">;

/** Events with their texts: checked, encoded, and numbered behind everything that was appended before. */
export interface EncodedEvents {
  readonly events: readonly SessionEvent[];
  readonly texts: readonly EventText[];
}

/** What waits for a commit. A delta is encoded when that is cut: until then the next one may be joined to it. */
type Waiting = (EncodedEvents | { readonly events: readonly [Delta] }) & {
  readonly extras: AppendExtras;
  readonly acknowledge?: PromiseWithResolvers<void>;
};

/** Numbers the events of one session and brings them into the log, in order. */
export class SessionWriter implements CommitSource {
  readonly #sessionId: string;
  readonly #commits: GroupCommit;
  readonly #listener: CommitListener;
  readonly #encoder: EventEncoder;
  #committedSequence: number;
  /** Made anew for each commit, and not there between them: a list that has grown old would take what is put into it along into the old part of the heap. */
  #waiting: Waiting[] | undefined;
  #underWay: readonly Waiting[] = NOTHING;
  #texts: readonly EventText[] = NOTHING;
  #uncommitted = 0;
  #room: PromiseWithResolvers<void> | undefined;

  constructor(sessionId: string, committedSequence: number, commits: GroupCommit, listener: CommitListener) {
    this.#sessionId = sessionId;
    this.#committedSequence = committedSequence;
    this.#commits = commits;
    this.#listener = listener;
    this.#encoder = new EventEncoder(sessionId);
  }

  /** Sequence of the last event that is in the log. */
  get committedSequence(): number {
    return this.#committedSequence;
  }

  /** Events that are not in the log yet. */
  get uncommitted(): number {
    return this.#uncommitted;
  }

  /** Announces text that the next append brings. Throws a `LogFault` `overloaded` when too much waits for the log already. */
  reserve(length: number): void {
    this.#commits.request(this, length);
  }

  /**
   * Checks and encodes what is appended next; nothing else may be appended in between. Throws an `InvalidEventError`, and changes nothing,
   * when an event breaks its declaration.
   */
  encode(events: readonly SessionEvent[]): EncodedEvents {
    const next = this.#committedSequence + this.#uncommitted + 1;
    return { events, texts: events.map((event, index) => this.#encoder.encode(next + index, event)) };
  }

  /** Appends events as one; resolves when they are in the log, before delegates are told. Rejects with the log's fault. */
  append(encoded: EncodedEvents, extras: AppendExtras = {}): Promise<void> {
    const acknowledge = Promise.withResolvers<void>();
    this.#push({ ...encoded, extras, acknowledge });
    return acknowledge.promise;
  }

  /** Appends events without waiting for the commit. */
  appendUnawaited(encoded: EncodedEvents): void {
    this.#push({ ...encoded, extras: NO_EXTRAS });
  }

  /** Appends a delta without waiting for the commit. */
  appendDelta(delta: Delta): void {
    this.#push({ events: [delta], extras: NO_EXTRAS });
  }

  /**
   * Joins a delta to the one that was appended last, where that still waits and is of the same message and channel: what a log that does not keep
   * up makes of many small pieces. Gives whether it did.
   */
  joinDelta(delta: Delta): boolean {
    const waiting = this.#waiting;
    const last = this.#lastWaitingDelta();
    if (waiting === undefined || last === undefined || !isContinued(last, delta)) return false;
    const params = { ...last.params, chunk: last.params.chunk + delta.params.chunk };
    waiting[waiting.length - 1] = {
      events: [{ method: last.method, params }],
      extras: NO_EXTRAS,
    };
    return true;
  }

  /** Whether what waits may grow by a further delta. */
  get hasRoom(): boolean {
    return (this.#lastWaitingDelta()?.params.chunk.length ?? 0) < MAX_JOINED_LENGTH;
  }

  #lastWaitingDelta(): Delta | undefined {
    const last = this.#waiting?.at(-1);
    return last === undefined || "texts" in last ? undefined : last.events[0];
  }

  /** Resolves at the end of the next commit, well or not: the way to wait until fewer events are uncommitted. */
  nextCommit(): Promise<void> {
    this.#room ??= Promise.withResolvers<void>();
    return this.#room.promise;
  }

  take(): Append {
    this.#underWay = this.#waiting ?? NOTHING;
    this.#waiting = undefined;
    const firstSequence = this.#committedSequence + 1;
    const texts: EventText[] = [];
    let record: SessionRecord | undefined;
    let sharedWith: readonly string[] | undefined;
    const answers: StoredAnswer[] = [];
    const stepStates: StepState[] = [];
    for (const waiting of this.#underWay) {
      const { extras } = waiting;
      if ("texts" in waiting) texts.push(...waiting.texts);
      else texts.push(this.#encoder.encodeDelta(firstSequence + texts.length, waiting.events[0]));
      record = extras.record ?? record;
      sharedWith = extras.sharedWith ?? sharedWith;
      if (extras.answer !== undefined) answers.push(extras.answer);
      if (extras.stepState !== undefined) {
        stepStates.push({ sequence: firstSequence + texts.length - 1, text: extras.stepState });
      }
    }
    this.#texts = texts;
    return {
      sessionId: this.#sessionId,
      firstSequence,
      events: texts,
      ...(record === undefined ? {} : { record }),
      ...(sharedWith === undefined ? {} : { sharedWith }),
      ...(answers.length === 0 ? {} : { answers }),
      ...(stepStates.length === 0 ? {} : { stepStates }),
    };
  }

  settle(fault?: LogFault): void {
    if (fault === undefined) this.#settleCommitted();
    else this.#settleFailed(fault);
    this.#room?.resolve();
    this.#room = undefined;
  }

  #push(waiting: Waiting): void {
    if (this.#waiting === undefined) {
      this.#waiting = [waiting];
      this.#commits.request(this);
    } else {
      // Whoever has something waiting has asked already.
      this.#waiting.push(waiting);
    }
    this.#uncommitted += waiting.events.length;
  }

  #settleCommitted(): void {
    const underWay = this.#underWay;
    const texts = this.#texts;
    this.#underWay = NOTHING;
    this.#texts = NOTHING;
    let sequence = this.#committedSequence;
    this.#committedSequence += texts.length;
    this.#uncommitted -= texts.length;
    for (const { acknowledge } of underWay) acknowledge?.resolve();
    let index = 0;
    for (const { events } of underWay) {
      for (const event of events) {
        sequence += 1;
        const text = wholeText(texts[index] as EventText);
        index += 1;
        this.#listener.onCommitted({ sessionId: this.#sessionId, sequence, event, text } as CommittedEvent);
      }
    }
  }

  #settleFailed(fault: LogFault): void {
    const lost = [...this.#underWay, ...(this.#waiting ?? NOTHING)];
    this.#underWay = NOTHING;
    this.#texts = NOTHING;
    this.#waiting = undefined;
    this.#uncommitted = 0;
    this.#listener.onFault(fault);
    for (const { acknowledge } of lost) acknowledge?.reject(fault);
  }
}

function isContinued({ params: before }: Delta, { params: after }: Delta): boolean {
  return before.messageId === after.messageId && before.channel === after.channel && !after.isFinal;
}
