import { setImmediate } from "node:timers/promises";
import { requireDelta } from "../event/event-check.ts";
import type { SessionEvent } from "../event/session-event.ts";
import { encodeHeader, type SessionHeader } from "../event/session-header.ts";
import { EngineFault, RETRY_AFTER_MS } from "../kit/engine-fault.ts";
import type { SessionRecord, StoredAnswer } from "../log/event-log.ts";
import type { LogFault } from "../log/log-fault.ts";
import type { ProviderState } from "../model/model.ts";
import {
  applyEvent,
  applyStepState,
  hasOpenWork,
  initialState,
  type SessionState,
} from "../state/session-state.ts";
import { titleOf } from "../state/summary.ts";
import type { SessionEnvironment } from "./session-environment.ts";
import { SessionWriter } from "./session-writer.ts";

/** What the log has of a session that is read back. */
export interface StoredHistory {
  /** What its events add up to. The ledger owns it from then on. */
  readonly state: SessionState;
  /** Sequence of its last event. */
  readonly sequence: number;
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  readonly updatedAt: number;
}

/** What a ledger is made of. */
export interface LedgerOptions {
  readonly header: SessionHeader;
  readonly environment: SessionEnvironment;
  readonly stored?: StoredHistory | undefined;
  /** Called when a commit failed: what was appended since is void, and nothing more can be. */
  readonly onLost: (fault: LogFault) => void;
}

/**
 * The events of one session and what they add up to. An event is folded into the state when it is appended, so that whoever decides next
 * decides on all that came before; `append` resolves when it is in the log. When the log fails, the ledger is lost for good, and
 * the session is read from the log again.
 */
export class Ledger {
  readonly header: SessionHeader;
  readonly state: Readonly<SessionState>;
  readonly #environment: SessionEnvironment;
  readonly #state: SessionState;
  readonly #writer: SessionWriter;
  #updatedAt: number;
  #isLost = false;

  constructor({ header, environment, stored, onLost }: LedgerOptions) {
    this.header = header;
    this.#environment = environment;
    this.#updatedAt = stored?.updatedAt ?? header.createdAt;
    this.#state = stored?.state ?? initialState();
    this.state = this.#state;
    this.#writer = new SessionWriter(header.sessionId, stored?.sequence ?? 0, environment.commits, {
      onCommitted: environment.onCommitted,
      onFault: (fault) => {
        this.#isLost = true;
        onLost(fault);
      },
    });
  }

  /** Sequence of the last event that is in the log. */
  get committedSequence(): number {
    return this.#writer.committedSequence;
  }

  /** Time of the last append that was more than a delta, in milliseconds since 1970-01-01T00:00:00Z. */
  get updatedAt(): number {
    return this.#updatedAt;
  }

  /** Whether everything that was appended is in the log. */
  get isSettled(): boolean {
    return this.#writer.uncommitted === 0;
  }

  /** Whether nothing can be appended any more. */
  get isLost(): boolean {
    return this.#isLost;
  }

  /** Takes part in no further append: the session's next owner goes on from the log. */
  abandon(): void {
    this.#isLost = true;
  }

  /** Announces text that the next append brings. Throws `overloaded` when too much waits for the log already. */
  reserve(length: number): void {
    this.#requireUsable();
    try {
      this.#writer.reserve(length);
    } catch (cause) {
      throw overloaded(cause);
    }
  }

  /**
   * Appends events as one, with the session's record, an answer to keep, and the provider state of the step that the last event completes.
   * Resolves when all of it is in the log. Rejects as `overloaded` when the log does not take it, and with an `InvalidEventError`, before any
   * event counts, when one breaks its declaration.
   */
  async append(
    events: readonly SessionEvent[],
    answer?: StoredAnswer,
    stepState?: ProviderState,
  ): Promise<void> {
    this.#requireUsable();
    const encoded = this.#writer.encode(events);
    for (const event of events) applyEvent(this.#state, event);
    const last = events.at(-1);
    if (stepState !== undefined && last !== undefined) applyStepState(this.#state, last, stepState);
    const extras = {
      record: this.#record(),
      ...(events.some(isShare) ? { sharedWith: [...this.#state.shares.keys()] } : {}),
      ...(answer === undefined ? {} : { answer }),
      ...(stepState === undefined ? {} : { stepState: JSON.stringify(stepState) }),
    };
    try {
      await this.#writer.append(encoded, extras);
    } catch (cause) {
      throw overloaded(cause);
    }
  }

  /** Appends a delta without waiting, joined to the one before when the log does not keep up. Once the ledger is lost, it is dropped. Throws as `append` rejects. */
  appendDelta(event: SessionEvent<"AIMessageChunkNotification">): void {
    if (this.#isLost) return;
    requireDelta(event);
    applyEvent(this.#state, event);
    if (!this.#isUnderPressure || !this.#writer.joinDelta(event)) this.#writer.appendDelta(event);
  }

  /** Appends an event without waiting. Once the ledger is lost, it is dropped. Throws as `append` rejects. */
  appendUnawaited(event: SessionEvent): void {
    if (this.#isLost) return;
    const encoded = this.#writer.encode([event]);
    applyEvent(this.#state, event);
    this.#writer.appendUnawaited(encoded);
  }

  /**
   * `undefined` while the model may be read on at once. When `maxUncommittedEvents` wait for the log, others get their turn first; when no more
   * can be joined to what waits, the next commit is waited for.
   */
  room(): Promise<void> | undefined {
    if (!this.#isUnderPressure) return undefined;
    return this.#writer.hasRoom ? setImmediate() : this.#writer.nextCommit();
  }

  get #isUnderPressure(): boolean {
    return this.#writer.uncommitted >= this.#environment.limits.maxUncommittedEvents;
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
      params: encodeHeader(this.header, this.#state.shares),
    };
  }
}

function isShare({ method }: SessionEvent): boolean {
  return method === "SessionSharedNotification";
}

function overloaded(cause?: unknown): EngineFault {
  return new EngineFault("overloaded", { retryAfterMs: RETRY_AFTER_MS }, { cause });
}
