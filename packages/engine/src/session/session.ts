import { Delivery, SessionStatus, type SessionSummary, TurnStatus } from "@aiwhisperer/protocol";
import { EngineFault } from "../engine-fault.ts";
import type { SessionRecord } from "../log/event-log.ts";
import { TurnRun } from "../turn/turn-run.ts";
import { discardedEvents, interruptedEvents } from "./recovery.ts";
import type { SessionEnvironment } from "./session-environment.ts";
import type { SessionEvent } from "./session-event.ts";
import { encodeHeader, type SessionHeader } from "./session-header.ts";
import { applyEvent, hasOpenTurn, initialState, isTerminal, type SessionState } from "./session-state.ts";
import { type AppendExtras, SessionWriter } from "./session-writer.ts";
import { summarise, titleOf } from "./summary.ts";

/** A message on its way in. */
export interface OutgoingMessage {
  readonly message: string;
  readonly delivery: Delivery;
}

/** What a sent message is known by. */
export interface Receipt {
  readonly messageId: string;
  readonly turnId: string;
}

/**
 * A live session: it takes commands, decides on its state, appends what follows to the log and runs its turns one after the other.
 * Events are folded into the state when they are appended, so that every command decides on all that came before it; a command is
 * acknowledged once its events are in the log. When the log fails, the session is lost to memory and read from the log again.
 */
export class Session {
  readonly header: SessionHeader;
  readonly #environment: SessionEnvironment;
  readonly #state: SessionState;
  readonly #writer: SessionWriter;
  #updatedAt: number;
  #run: TurnRun | undefined;
  #stopping: Promise<void> | undefined;
  #isLost = false;

  constructor(
    header: SessionHeader,
    environment: SessionEnvironment,
    stored?: { events: readonly SessionEvent[]; updatedAt: number },
  ) {
    this.header = header;
    this.#environment = environment;
    this.#updatedAt = stored?.updatedAt ?? header.createdAt;
    this.#state = initialState();
    for (const event of stored?.events ?? []) applyEvent(this.#state, event);
    this.#writer = new SessionWriter(header.sessionId, this.#state.sequence, environment.commits, {
      onCommitted: (committed) => environment.onCommitted(committed),
      onFault: (fault) => this.#lose(fault),
    });
  }

  get sessionId(): string {
    return this.header.sessionId;
  }

  get status(): SessionStatus {
    return this.#state.status;
  }

  /** Sequence of the last event that is in the log. */
  get committedSequence(): number {
    return this.#writer.committedSequence;
  }

  /** Whether the session can be let go and read from the log later. */
  get isIdle(): boolean {
    return this.#run === undefined && this.#writer.uncommitted === 0 && !hasOpenTurn(this.#state);
  }

  summary(): SessionSummary {
    return summarise(this.header, this.#state, {
      sequence: this.committedSequence,
      updatedAt: this.#updatedAt,
    });
  }

  /** Appends the first events. Resolves when the session is in the log. */
  open(): Promise<void> {
    return this.#append(
      [{ method: "SessionStatusNotification", params: { status: SessionStatus.Active } }],
      true,
    );
  }

  /**
   * Takes a message. Resolves when it is in the log.
   * Fails as `session_stopped`, `busy`, `limit_exceeded`, `refused`, `draining` or `overloaded`.
   */
  async send({ message, delivery }: OutgoingMessage): Promise<Receipt> {
    this.#requireActive();
    await this.#environment.admitMessage({ userId: this.header.ownerId, sessionId: this.sessionId, message });
    this.#requireActive();
    const isBusy = hasOpenTurn(this.#state);
    if (isBusy) this.#admitToQueue(delivery);
    this.#reserve(message.length);
    const receipt = { messageId: this.#environment.newId(), turnId: this.#environment.newId() };
    const status = isBusy ? TurnStatus.Queued : TurnStatus.Running;
    const flag = delivery === Delivery.Queue ? {} : { delivery };
    const appended = this.#append(
      [
        { method: "UserMessageNotification", params: { ...receipt, message, ...flag } },
        { method: "TurnStatusNotification", params: { turnId: receipt.turnId, status } },
      ],
      true,
    );
    if (!isBusy) this.#begin(receipt.turnId, appended);
    else if (delivery === Delivery.Interrupt) this.#run?.interrupt({ kind: "cancelled" });
    await appended;
    return receipt;
  }

  /**
   * Cancels a turn, by default the running one; gives its status. A running turn's terminal event follows soon.
   * Fails as `turn_not_found` or `overloaded`.
   */
  async cancelTurn(turnId = this.#state.activeTurnId): Promise<TurnStatus> {
    if (turnId === undefined) return TurnStatus.Cancelled;
    const turn = this.#state.turns.get(turnId);
    if (turn === undefined) throw new EngineFault("turn_not_found", { turnId });
    if (isTerminal(turn.status)) return turn.status;
    if (turnId === this.#state.activeTurnId) {
      this.#run?.interrupt({ kind: "cancelled" });
      return turn.status;
    }
    await this.#append([cancelled(turnId)], true);
    return TurnStatus.Cancelled;
  }

  /** Ends the session: its turn is cancelled and its queue dropped. Resolves when that is in the log. Stopping twice is fine. */
  async stop(): Promise<SessionStatus> {
    if (this.#state.status !== SessionStatus.Stopped) {
      this.#stopping ??= this.#stop();
      await this.#stopping;
    }
    return this.#state.status;
  }

  /**
   * Goes on where the log ends, after a start of the engine or a fault of the log: an answer that was cut off is discarded and
   * produced again, and queued messages run; or the turn is ended as Interrupted.
   */
  async recover(policy: "continue" | "interrupt"): Promise<void> {
    const turnId = this.#state.activeTurnId;
    if (turnId === undefined) {
      this.#beginNext();
      return;
    }
    if (policy === "interrupt") {
      await this.#append(interruptedEvents(this.#state, turnId), true);
      this.#beginNext();
      return;
    }
    const appended = this.#append(discardedEvents(this.#state, turnId), true);
    this.#begin(turnId, appended);
    await appended;
  }

  /** Ends the running turn without a word in the log, so that the next owner of the session goes on with it. */
  async abandon(): Promise<void> {
    this.#isLost = true;
    this.#run?.interrupt({ kind: "abandoned" });
    await this.#run?.done;
  }

  async #stop(): Promise<void> {
    this.#run?.interrupt({ kind: "cancelled" });
    await this.#run?.done;
    const dropped = this.#state.queue.map(cancelled);
    await this.#append(
      [...dropped, { method: "SessionStatusNotification", params: { status: SessionStatus.Stopped } }],
      true,
    );
  }

  #requireActive(): void {
    const { sessionId } = this;
    if (this.#isLost) throw overloaded();
    if (this.#stopping !== undefined || this.#state.status === SessionStatus.Stopped) {
      throw new EngineFault("session_stopped", { sessionId });
    }
  }

  #admitToQueue(delivery: Delivery): void {
    const { activeTurnId, queue } = this.#state;
    const turnId = activeTurnId ?? queue[0];
    if (delivery === Delivery.Reject && turnId !== undefined) throw new EngineFault("busy", { turnId });
    const value = this.#environment.limits.maxQueuedMessages;
    if (queue.length >= value) throw new EngineFault("limit_exceeded", { limit: "maxQueuedMessages", value });
  }

  /** Runs a turn whose status Running is in the given append, then the one behind it. */
  #begin(turnId: string, appended: Promise<void>): void {
    const run = new TurnRun({
      turnId,
      header: this.header,
      environment: this.#environment,
      state: this.#state,
      append: (events) => this.#append(events, true),
      appendDelta: (event) => {
        applyEvent(this.#state, event);
        this.#writer.appendUnacknowledged(event);
      },
      room: () => this.#room(),
    });
    this.#run = run;
    run.start(appended, () => {
      // The next message may have begun its own run between this one's last append and its commit.
      if (this.#run === run) this.#run = undefined;
      this.#beginNext();
    });
  }

  #beginNext(): void {
    const turnId = this.#state.queue[0];
    if (turnId === undefined || this.#isLost || this.#stopping !== undefined || this.#run !== undefined)
      return;
    const status = TurnStatus.Running;
    this.#begin(
      turnId,
      this.#append([{ method: "TurnStatusNotification", params: { turnId, status } }], true),
    );
  }

  #room(): Promise<void> | undefined {
    return this.#writer.uncommitted < this.#environment.limits.maxUncommittedEvents
      ? undefined
      : this.#writer.nextCommit();
  }

  async #append(events: readonly SessionEvent[], changesRecord: boolean): Promise<void> {
    if (this.#isLost) throw overloaded();
    for (const event of events) applyEvent(this.#state, event);
    const extras: AppendExtras = changesRecord ? { record: this.#record() } : {};
    try {
      await this.#writer.append(events, extras);
    } catch (cause) {
      throw overloaded(cause);
    }
  }

  #reserve(length: number): void {
    try {
      this.#writer.reserve(length);
    } catch (cause) {
      throw overloaded(cause);
    }
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
      hasOpenTurn: hasOpenTurn(this.#state),
      params: encodeHeader(this.header),
    };
  }

  #lose(fault: unknown): void {
    this.#isLost = true;
    this.#run?.interrupt({ kind: "abandoned" });
    this.#environment.onLost(this.sessionId, fault);
  }
}

const RETRY_LOG_AFTER_MS = 1_000;

function overloaded(cause?: unknown): EngineFault {
  return new EngineFault("overloaded", { retryAfterMs: RETRY_LOG_AFTER_MS }, { cause });
}

function cancelled(turnId: string): SessionEvent {
  const params = { turnId, status: TurnStatus.Cancelled, stopReason: "cancelled" };
  return { method: "TurnStatusNotification", params };
}
