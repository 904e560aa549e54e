import { setImmediate } from "node:timers/promises";
import { requireDelta } from "../event/event-check.ts";
import { type Delta, EventEncoder } from "../event/event-codec.ts";
import type { CommittedEvent, SessionEvent } from "../event/session-event.ts";
import { encodeHeader, type SessionHeader } from "../event/session-header.ts";
import { EngineFault, RETRY_AFTER_MS } from "../kit/engine-fault.ts";
import type { Append, SessionRecord, StoredAnswer } from "../log/event-log.ts";
import { type EventText, wholeText } from "../log/event-text.ts";
import type { CommitSource } from "../log/group-commit.ts";
import type { LogFault } from "../log/log-fault.ts";
import type { ProviderState } from "../model/model.ts";
import { applyEvent, applyStepState } from "../state/apply-event.ts";
import { hasOpenWork, initialState, type SessionState } from "../state/session-state.ts";
import { titleOf } from "../state/summary.ts";
import { joinDelta, lastDelta, NOTHING_PENDING, type Pending, toAppend } from "./pending-events.ts";
import type { SessionEnvironment } from "./session-environment.ts";

/** What the log has of a session that is read back. */
export interface StoredHistory {
  /** What its events add up to. The store owns it from then on. */
  readonly state: SessionState;
  /** Sequence of its last event. */
  readonly sequence: number;
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  readonly updatedAt: number;
}

/** What a store is made of. */
export interface SessionStoreOptions {
  readonly header: SessionHeader;
  readonly environment: SessionEnvironment;
  readonly stored?: StoredHistory | undefined;
  /** Called when a commit failed: what was appended since is void, and nothing more can be appended. */
  readonly onLost: (fault: LogFault) => void;
}

/** What is committed together with events. */
export interface AppendExtras {
  readonly answer?: StoredAnswer | undefined;
  /** Provider state of the step that the last event completes. */
  readonly stepState?: ProviderState | undefined;
  /** Whether they are events of another session, which delegates do not learn of again. */
  readonly isCopied?: boolean;
}

/** Length up to which pending deltas are joined, in UTF-16 units. */
const MAX_JOINED_LENGTH = 64 * 1024;

const NO_TEXTS: readonly EventText[] = [];

/**
 * The events of one session and their state. Appending an event numbers it and folds it into the state at
 * once, so that the next decision is based on all events before it; `append` resolves when the event is in
 * the log. After a failed commit the store is lost for good, and the session is read from the log again.
 */
export class SessionStore implements CommitSource {
  readonly header: SessionHeader;
  readonly state: Readonly<SessionState>;
  readonly #environment: SessionEnvironment;
  readonly #onLost: (fault: LogFault) => void;
  readonly #state: SessionState;
  readonly #encoder: EventEncoder;
  #committedSequence: number;
  /**
   * Made anew for each commit and absent between commits: a reused array is promoted and keeps its entries
   * alive in the old generation.
   */
  #pending: Pending[] | undefined;
  #inFlight: readonly Pending[] = NOTHING_PENDING;
  #texts = NO_TEXTS;
  #uncommitted = 0;
  #nextCommit: PromiseWithResolvers<void> | undefined;
  #updatedAt: number;
  #isLost = false;

  constructor({ header, environment, stored, onLost }: SessionStoreOptions) {
    this.header = header;
    this.#environment = environment;
    this.#onLost = onLost;
    this.#updatedAt = stored?.updatedAt ?? header.createdAt;
    this.#committedSequence = stored?.sequence ?? 0;
    this.#state = stored?.state ?? initialState();
    this.state = this.#state;
    this.#encoder = new EventEncoder(header.sessionId);
  }

  /** Sequence of the last event that is in the log. */
  get committedSequence(): number {
    return this.#committedSequence;
  }

  /** Sequence of the last event that was appended, in the log or on its way. */
  get appendedSequence(): number {
    return this.#committedSequence + this.#uncommitted;
  }

  /** Time of the last append that was more than a delta, in milliseconds since 1970-01-01T00:00:00Z. */
  get updatedAt(): number {
    return this.#updatedAt;
  }

  /** Whether everything that was appended is in the log. */
  get isSettled(): boolean {
    return this.#uncommitted === 0;
  }

  /** Whether nothing can be appended any more. */
  get isLost(): boolean {
    return this.#isLost;
  }

  /** Takes no further append: the next owner of the session continues from the log. */
  abandon(): void {
    this.#isLost = true;
  }

  /**
   * Announces the length of the next append, in UTF-16 units. Throws `overloaded` when too much waits for the
   * log already.
   */
  reserve(length: number): void {
    this.#requireUsable();
    try {
      this.#environment.commits.request(this, length);
    } catch (cause) {
      throw overloaded(cause);
    }
  }

  /**
   * Appends events as one, with the session's record and the extras. Resolves when all of it is in the log,
   * before delegates learn of it. Rejects as `overloaded` when the log does not take it, and with an
   * `InvalidEventError`, before any event counts, when one breaks its declaration.
   */
  async append(
    events: readonly SessionEvent[],
    { answer, stepState, isCopied = false }: AppendExtras = {},
  ): Promise<void> {
    this.#requireUsable();
    const texts = this.#encode(events);
    const first = this.appendedSequence + 1;
    for (const [index, event] of events.entries()) applyEvent(this.#state, event, first + index);
    const last = events.at(-1);
    if (stepState !== undefined && last !== undefined) applyStepState(this.#state, last, stepState);
    const committed = Promise.withResolvers<void>();
    this.#push({
      events,
      texts,
      committed,
      isCopied,
      record: this.#record(),
      ...(events.some(isShare) ? { sharedWith: [...this.#state.shares.keys()] } : {}),
      ...(answer === undefined ? {} : { answer }),
      ...(stepState === undefined ? {} : { stepState: JSON.stringify(stepState) }),
    });
    try {
      await committed.promise;
    } catch (cause) {
      throw overloaded(cause);
    }
  }

  /**
   * Appends a delta without waiting for the commit; joins it to the one before when the log does not keep up.
   * Drops it once the store is lost. Throws an `InvalidEventError`.
   */
  appendDelta(delta: Delta): void {
    if (this.#isLost) return;
    requireDelta(delta);
    applyEvent(this.#state, delta, this.appendedSequence + 1);
    if (!this.#isUnderPressure || !joinDelta(this.#pending, delta)) this.#push({ events: [delta] });
  }

  /**
   * Appends an event without waiting for the commit. Drops it once the store is lost. Throws an
   * `InvalidEventError`.
   */
  appendUnawaited(event: SessionEvent): void {
    if (this.#isLost) return;
    const texts = this.#encode([event]);
    applyEvent(this.#state, event, this.appendedSequence + 1);
    this.#push({ events: [event], texts });
  }

  /**
   * Resolves when the model may be read further; `undefined` when it may at once. When `maxUncommittedEvents`
   * wait for the log, others get their turn first; when no more can be joined to what waits, resolves at the
   * end of the next commit.
   */
  whenReadable(): Promise<void> | undefined {
    if (!this.#isUnderPressure) return undefined;
    const joined = lastDelta(this.#pending)?.params.chunk.length ?? 0;
    if (joined < MAX_JOINED_LENGTH) return setImmediate();
    this.#nextCommit ??= Promise.withResolvers<void>();
    return this.#nextCommit.promise;
  }

  take(): Append {
    this.#inFlight = this.#pending ?? NOTHING_PENDING;
    this.#pending = undefined;
    const position = { sessionId: this.header.sessionId, firstSequence: this.#committedSequence + 1 };
    const append = toAppend(this.#inFlight, position, this.#encoder);
    this.#texts = append.events;
    return append;
  }

  settle(fault?: LogFault): void {
    if (fault === undefined) this.#settleCommitted();
    else this.#settleFailed(fault);
    this.#nextCommit?.resolve();
    this.#nextCommit = undefined;
  }

  /**
   * Checks and encodes what is appended next. Throws an `InvalidEventError`, and changes nothing, when an
   * event breaks its declaration.
   */
  #encode(events: readonly SessionEvent[]): readonly EventText[] {
    const next = this.#committedSequence + this.#uncommitted + 1;
    return events.map((event, index) => this.#encoder.encode(next + index, event));
  }

  #push(pending: Pending): void {
    if (this.#pending === undefined) {
      this.#pending = [pending];
      this.#environment.commits.request(this);
    } else {
      // The commit was requested for the first pending entry.
      this.#pending.push(pending);
    }
    this.#uncommitted += pending.events.length;
  }

  #settleCommitted(): void {
    const inFlight = this.#inFlight;
    const texts = this.#texts;
    this.#inFlight = NOTHING_PENDING;
    this.#texts = NO_TEXTS;
    let sequence = this.#committedSequence;
    this.#committedSequence += texts.length;
    this.#uncommitted -= texts.length;
    for (const { committed } of inFlight) committed?.resolve();
    const { sessionId } = this.header;
    let index = 0;
    for (const { events, isCopied = false } of inFlight) {
      if (isCopied) {
        sequence += events.length;
        index += events.length;
        continue;
      }
      for (const event of events) {
        sequence += 1;
        const text = wholeText(texts[index] as EventText);
        index += 1;
        this.#environment.onCommitted({ sessionId, sequence, event, text } as CommittedEvent);
      }
    }
  }

  #settleFailed(fault: LogFault): void {
    const lost = [...this.#inFlight, ...(this.#pending ?? NOTHING_PENDING)];
    this.#inFlight = NOTHING_PENDING;
    this.#texts = NO_TEXTS;
    this.#pending = undefined;
    this.#uncommitted = 0;
    this.#isLost = true;
    this.#onLost(fault);
    for (const { committed } of lost) committed?.reject(fault);
  }

  get #isUnderPressure(): boolean {
    return this.#uncommitted >= this.#environment.limits.maxUncommittedEvents;
  }

  #requireUsable(): void {
    if (this.#isLost) throw overloaded();
  }

  #record(): SessionRecord {
    const { sessionId, ownerId, createdAt } = this.header;
    this.#updatedAt = this.#environment.clock.now();
    return {
      sessionId,
      userId: ownerId,
      createdAt,
      updatedAt: this.#updatedAt,
      status: this.#state.status,
      title: titleOf(this.#state),
      hasOpenTurn: hasOpenWork(this.#state),
      params: encodeHeader(this.header, this.#state),
    };
  }
}

function isShare({ method }: SessionEvent): boolean {
  return method === "SessionSharedNotification";
}

function overloaded(cause?: unknown): EngineFault {
  return new EngineFault("overloaded", { retryAfterMs: RETRY_AFTER_MS }, { cause });
}
