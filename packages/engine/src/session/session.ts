import {
  Delivery,
  type Grant,
  isTerminal,
  MessageStatus,
  type SessionAccess,
  SessionStatus,
  type SessionSummary,
  ToolResultStatus,
  TurnStatus,
} from "@aiwhisperer/protocol";
import { InvalidEventError } from "../event/event-check.ts";
import type { SessionEvent } from "../event/session-event.ts";
import type { SessionHeader, Shares } from "../event/session-header.ts";
import { statusEvent, turnEvent } from "../event/status-events.ts";
import { grantsInForce } from "../grant/grants.ts";
import { EngineFault } from "../kit/engine-fault.ts";
import type { StoredAnswer } from "../log/event-log.ts";
import { cancelledEvents } from "../state/cut-off-turn.ts";
import type { PlanEvent, PlanState } from "../state/plan-state.ts";
import { answerEvent, type GivenAnswer } from "../state/question.ts";
import { hasOpenTurn, hasOpenWork } from "../state/session-state.ts";
import { summarise } from "../state/summary.ts";
import type { KeepAnswer } from "../store/idempotency.ts";
import { Ledger, type StoredHistory } from "../store/ledger.ts";
import type { SessionEnvironment } from "../store/session-environment.ts";
import { describeActivity, type SessionActivity } from "./activity.ts";
import { Attendance } from "./attendance.ts";
import { decisionEvents, revocationEvents, type ScopedDecision } from "./grant-commands.ts";
import { type GivenResult, resultEvent } from "./tool-commands.ts";
import { type RestartPolicy, TurnQueue } from "./turn-queue.ts";

/** A user message to append. */
export interface IncomingMessage {
  readonly message: string;
  readonly delivery: Delivery;
  /** Default: a new one. Must not be there yet. */
  readonly turnId?: string;
}

/** What goes into the log together with a session's first event. */
export interface SessionOpening {
  readonly more?: readonly SessionEvent[];
  readonly answer?: StoredAnswer | undefined;
}

/** What a sent message is known by. */
export interface Receipt {
  readonly messageId: string;
  readonly turnId: string;
}

/** What a new session is known by. */
export interface StartedSession {
  readonly sessionId: string;
  readonly status: SessionStatus;
  /** Sequence of the last event in the log. */
  readonly sequence: number;
}

/** Answer of a command that changes the session's status. */
export interface StatusAnswer {
  readonly status: SessionStatus;
}

const keepNothing = (): undefined => undefined;

/**
 * A live session: it takes commands, decides on its ledger's state, appends what follows, and runs its turns one after the other. A
 * command is acknowledged once its events are in the log. Commands that a client may repeat take `keep`, which gives the answer to be
 * stored with the events.
 */
export class Session {
  readonly header: SessionHeader;
  readonly #environment: SessionEnvironment;
  readonly #ledger: Ledger;
  readonly #attendance: Attendance;
  readonly #turns: TurnQueue;
  #stopping: Promise<void> | undefined;

  constructor(header: SessionHeader, environment: SessionEnvironment, stored?: StoredHistory) {
    this.header = header;
    this.#environment = environment;
    this.#ledger = new Ledger({ header, environment, stored, onLost: (fault) => this.#lose(fault) });
    this.#turns = new TurnQueue({
      ledger: this.#ledger,
      environment,
      onBegin: () => {
        environment.onBusy(header.sessionId);
        this.#attendance.turnBegan();
      },
    });
    this.#attendance = new Attendance(header.params.detach, environment.clock, {
      isAttended: environment.isAttended(header.sessionId),
      cancel: () => this.#turns.cancel(),
      pause: () => this.#report(this.pause(keepNothing, "Nobody is attached.")),
      resume: () => this.#report(this.resume()),
    });
  }

  get sessionId(): string {
    return this.header.sessionId;
  }

  get ownerId(): string {
    return this.header.ownerId;
  }

  /** Users whom the owner has let in. */
  get shares(): Shares {
    return this.#ledger.state.shares;
  }

  get status(): SessionStatus {
    return this.#ledger.state.status;
  }

  /** Sequence of the last event that is in the log. */
  get committedSequence(): number {
    return this.#ledger.committedSequence;
  }

  /** Whether a turn is at work. */
  get isRunning(): boolean {
    return this.#turns.run !== undefined;
  }

  /** Whether the session can be let go and read from the log later. */
  get isIdle(): boolean {
    return this.#turns.run === undefined && this.#ledger.isSettled && !hasOpenWork(this.#ledger.state);
  }

  summary(): SessionSummary {
    const { committedSequence: sequence, updatedAt } = this.#ledger;
    return summarise(this.header, this.#ledger.state, { sequence, updatedAt });
  }

  /** What goes on in it, without anything of what is said. */
  activity(): SessionActivity {
    return describeActivity(this.header, this.#ledger.state, this.#ledger.updatedAt);
  }

  /** Appends the first event, that the session is open, and what comes with it. Resolves when the session is in the log. */
  async open({ more = [], answer }: SessionOpening = {}): Promise<void> {
    try {
      await this.#ledger.append([statusEvent(SessionStatus.Active), ...more], answer);
    } catch (error) {
      if (error instanceof InvalidEventError) this.#lose(error);
      throw error;
    }
  }

  /** What the events of the plan add up to that the session tells of. */
  get plan(): PlanState | undefined {
    return this.#ledger.state.plan;
  }

  /** Appends events of the session's plan. They count at once; it resolves when they are in the log, and rejects as `overloaded`. */
  appendPlan(events: readonly PlanEvent[], answer?: StoredAnswer): Promise<void> {
    return this.#ledger.append(events, answer);
  }

  /** Whether a turn has that id, in whatever state. */
  hasTurn(turnId: string): boolean {
    return this.#ledger.state.turns.has(turnId);
  }

  /**
   * Takes a message. Resolves when it is in the log.
   * Fails as `session_stopped`, `busy`, `limit_exceeded`, `rate_limited`, `refused`, `draining` or `overloaded`.
   */
  async send(
    { message, delivery, turnId = this.#environment.newId() }: IncomingMessage,
    keep: KeepAnswer<Receipt> = keepNothing,
  ): Promise<Receipt> {
    this.#requireConversation();
    await this.#environment.admit("ai_loop.control.send_user_message", { ...this.#subject, message });
    this.#requireOpen();
    const mustWait = hasOpenTurn(this.#ledger.state) || this.status === SessionStatus.Paused;
    if (mustWait) this.#admitToQueue(delivery);
    this.#ledger.reserve(message.length);
    const receipt = { messageId: this.#environment.newId(), turnId };
    const flag = delivery === Delivery.Queue ? {} : { delivery };
    const said: SessionEvent = {
      method: "UserMessageNotification",
      params: { ...receipt, message, ...flag },
    };
    const status = mustWait ? TurnStatus.Queued : TurnStatus.Running;
    const appended = this.#ledger.append([said, turnEvent(receipt.turnId, status)], keep(receipt));
    if (!mustWait) this.#turns.begin(receipt.turnId, appended);
    else if (delivery === Delivery.Interrupt) this.#turns.cancel();
    await appended;
    return receipt;
  }

  /**
   * Cancels a turn, by default the running one; gives its status. A running turn's terminal event follows soon.
   * Fails as `turn_not_found` or `overloaded`.
   */
  async cancelTurn(
    turnId = this.#ledger.state.activeTurnId,
    keep: KeepAnswer<{ readonly status: TurnStatus }> = keepNothing,
  ): Promise<TurnStatus> {
    const turn = turnId === undefined ? undefined : this.#ledger.state.turns.get(turnId);
    if (turnId !== undefined && turn === undefined) throw new EngineFault("turn_not_found", { turnId });
    const isAtWork = turnId === this.#ledger.state.activeTurnId && this.#turns.run !== undefined;
    const isLeft = turn !== undefined && !isTerminal(turn.status) && !isAtWork;
    const status = turn === undefined || isLeft ? TurnStatus.Cancelled : turn.status;
    if (isAtWork) this.#turns.cancel();
    const events = isLeft ? cancelledEvents(this.#ledger.state, turn.turnId) : [];
    const answer = keep({ status });
    if (events.length > 0 || answer !== undefined) await this.#ledger.append(events, answer);
    if (isLeft) this.#turns.beginNext();
    return status;
  }

  /**
   * Decides about a tool call that waits for it. Resolves when the decision is in the log; the call runs after that.
   * Fails as `session_stopped`, `tool_call_not_found`, `tool_call_resolved`, `invalid_scope`, `limit_exceeded` or `overloaded`.
   */
  async decide(
    decision: ScopedDecision,
    keep: KeepAnswer<{ readonly status: MessageStatus }> = keepNothing,
  ): Promise<void> {
    this.#requireOpen();
    const events = decisionEvents(this.#ledger.state, decision, {
      header: this.header,
      environment: this.#environment,
    });
    await this.#ledger.append(events, keep({ status: MessageStatus.OK }));
    for (const { params } of events) this.#turns.run?.noteCall(params.toolCallId);
  }

  /** What people have allowed beyond single calls and is in force, the oldest first. */
  grants(): readonly Grant[] {
    return grantsInForce(this.#ledger.state.grants, this.#environment.clock.now());
  }

  /**
   * Revokes a grant; resolves when that is in the log, with whether it was in force. Calls that it covers and that have not begun are asked
   * about or refused. Fails as `session_stopped` or `overloaded`.
   */
  async revokeGrant(
    revocation: { readonly grantId: string; readonly revokedBy: string },
    keep: KeepAnswer<{ readonly revoked: boolean }> = keepNothing,
  ): Promise<boolean> {
    this.#requireOpen();
    const events = revocationEvents(this.#ledger.state, revocation, this.#environment.clock.now());
    const revoked = events.length > 0;
    const answer = keep({ revoked });
    if (revoked || answer !== undefined) await this.#ledger.append(events, answer);
    return revoked;
  }

  /**
   * Appends the answer to a question of a tool, or the refusal to answer. Resolves when it is committed; then the tool continues.
   * Fails as `session_stopped`, `question_not_found`, `question_resolved`, `invalid_answer`, `limit_exceeded` or `overloaded`.
   */
  async answerQuestion(
    given: GivenAnswer,
    keep: KeepAnswer<{ readonly status: MessageStatus }> = keepNothing,
  ): Promise<void> {
    this.#requireOpen();
    const event = answerEvent(this.#ledger.state, given, this.#environment.limits);
    await this.#ledger.append([event], keep({ status: MessageStatus.OK }));
    this.#turns.run?.noteCall(given.questionId);
  }

  /**
   * Takes a client's result of its tool call. Resolves when it is in the log; it never starts a turn.
   * Fails as `session_stopped`, `refused`, `tool_call_not_found`, `tool_call_resolved` or `overloaded`.
   */
  async provideResult(
    given: GivenResult,
    keep: KeepAnswer<{ readonly status: ToolResultStatus }> = keepNothing,
  ): Promise<void> {
    const { toolCallId, result } = given;
    this.#requireOpen();
    const question = { ...this.#subject, toolCallId, result };
    await this.#environment.admit("ai_loop.control.provide_tool_result", question);
    this.#requireOpen();
    const event = resultEvent(this.#ledger.state, given, this.#environment.limits);
    await this.#ledger.append([event], keep({ status: ToolResultStatus.OK }));
    this.#turns.run?.noteCall(toolCallId);
  }

  /** Ends the session: its turn is cancelled and its queue dropped. Resolves when that is in the log. Stopping twice is fine. */
  async stop(keep: KeepAnswer<StatusAnswer> = keepNothing): Promise<SessionStatus> {
    const status = SessionStatus.Stopped;
    if (this.status !== status) {
      this.#stopping ??= this.#stop();
      await this.#stopping;
    }
    const answer = keep({ status });
    if (answer !== undefined) await this.#ledger.append([], answer);
    return status;
  }

  /**
   * Holds the session: the running turn stands still at its next safe point, with its clock, and none begins. Pausing twice is fine.
   * Fails as `session_stopped` or `overloaded`.
   */
  async pause(keep: KeepAnswer<StatusAnswer> = keepNothing, reason?: string): Promise<SessionStatus> {
    this.#requireConversation();
    const status = SessionStatus.Paused;
    const answer = keep({ status });
    if (this.status === status) {
      if (answer !== undefined) await this.#ledger.append([], answer);
      return status;
    }
    this.#turns.run?.hold();
    await this.#ledger.append([statusEvent(status, reason)], answer);
    return status;
  }

  /** Goes on after a pause. Resuming what runs is fine. Fails as `session_stopped` or `overloaded`. */
  async resume(keep: KeepAnswer<StatusAnswer> = keepNothing): Promise<SessionStatus> {
    this.#requireConversation();
    const status = SessionStatus.Active;
    const answer = keep({ status });
    if (this.status !== SessionStatus.Paused) {
      if (answer !== undefined) await this.#ledger.append([], answer);
      return this.status;
    }
    const appended = this.#ledger.append([statusEvent(status, "resumed")], answer);
    await this.#turns.resume();
    await appended;
    return status;
  }

  /**
   * Lets a user in, changes what that user may do, or, without an access, takes it back. Resolves when it is in the log.
   * Fails as `session_stopped`, `limit_exceeded` or `overloaded`.
   */
  async share(
    { userId, access }: { readonly userId: string; readonly access?: SessionAccess },
    keep: KeepAnswer<Record<string, never>> = keepNothing,
  ): Promise<void> {
    this.#requireOpen();
    const value = this.#environment.limits.maxShares;
    const isNew = access !== undefined && !this.shares.has(userId);
    if (isNew && this.shares.size >= value)
      throw new EngineFault("limit_exceeded", { limit: "maxShares", value });
    const isChange = this.shares.get(userId) !== access;
    const params = access === undefined ? { userId } : { userId, access };
    const events: SessionEvent[] = isChange ? [{ method: "SessionSharedNotification", params }] : [];
    await this.#ledger.append(events, keep({}));
  }

  /** Asks the delegates whether a client may do that. Fails as `refused`. */
  admit(control: "ai_loop.control.stop" | "ai_loop.control.pause" | "ai_loop.control.resume"): Promise<void> {
    return this.#environment.admit(control, this.#subject);
  }

  /** Resolves when no turn is at work. */
  async turnEnd(): Promise<void> {
    await this.#turns.run?.done;
  }

  /** Told whether anybody is attached: what a turn does then is the session's `detach` policy. */
  setAttended(isAttended: boolean): void {
    this.#attendance.set(isAttended);
  }

  /**
   * Goes on where the log ends, after a start of the engine or a fault of the log: an answer that was cut off is discarded and
   * produced again, and queued messages run; or the turn is ended as Interrupted.
   */
  recover(policy: RestartPolicy): Promise<void> {
    return this.#turns.recover(policy);
  }

  /** Ends the running turn without a word in the log, so that the next owner of the session goes on with it. */
  async abandon(): Promise<void> {
    this.#ledger.abandon();
    this.#attendance.dispose();
    this.#turns.abandon();
    await this.turnEnd();
  }

  /** Which session a question to delegates is about. */
  get #subject(): { readonly userId: string; readonly sessionId: string } {
    return { userId: this.header.ownerId, sessionId: this.sessionId };
  }

  async #stop(): Promise<void> {
    await this.#turns.end();
    const { state } = this.#ledger;
    const open = state.activeTurnId === undefined ? state.queue : [state.activeTurnId, ...state.queue];
    const events = open.flatMap((turnId) => cancelledEvents(state, turnId));
    await this.#ledger.append([...events, statusEvent(SessionStatus.Stopped)]);
    this.#attendance.dispose();
  }

  #requireOpen(): void {
    const { sessionId } = this;
    if (this.#stopping !== undefined || this.status === SessionStatus.Stopped) {
      throw new EngineFault("session_stopped", { sessionId });
    }
  }

  /** The session of a plan tells of the plan and takes no messages: it is held and resumed as the plan is. */
  #requireConversation(): void {
    this.#requireOpen();
    if (this.plan === undefined) return;
    const reason =
      "The session tells of a plan: it takes no messages, and is paused and resumed with pausePlan and resumePlan.";
    throw new EngineFault("refused", { reason });
  }

  #admitToQueue(delivery: Delivery): void {
    const { activeTurnId, queue } = this.#ledger.state;
    const turnId = activeTurnId ?? queue[0];
    if (delivery === Delivery.Reject && turnId !== undefined) throw new EngineFault("busy", { turnId });
    const value = this.#environment.limits.maxQueuedMessages;
    if (queue.length >= value) throw new EngineFault("limit_exceeded", { limit: "maxQueuedMessages", value });
  }

  #lose(fault: unknown): void {
    this.#ledger.abandon();
    this.#attendance.dispose();
    this.#turns.abandon();
    this.#environment.onLost(this.sessionId, fault);
  }

  /** For what the session does of its own accord: a fault of the log has been announced, anything else is a defect. */
  #report(work: Promise<unknown>): void {
    work.catch((error: unknown) => {
      if (!(error instanceof EngineFault)) this.#environment.onError(this.sessionId, error);
    });
  }
}
