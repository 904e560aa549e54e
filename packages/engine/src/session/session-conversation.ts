import {
  Delivery,
  type Grant,
  isTerminal,
  MessageStatus,
  SessionStatus,
  ToolResultStatus,
  TurnStatus,
} from "@aiwhisperer/protocol";
import type { TurnChoice } from "../event/session-changes.ts";
import { type SessionEvent, statusEvent, turnEvent } from "../event/session-event.ts";
import { grantsInForce } from "../grant/grants.ts";
import { EngineFault } from "../kit/engine-fault.ts";
import { cancelledEvents } from "../state/cut-off-turn.ts";
import { answerEvent, type GivenAnswer } from "../state/question.ts";
import { hasOpenTurn, type Turn } from "../state/session-state.ts";
import type { RecordAnswer } from "../store/idempotency.ts";
import { requireModel, requireOpen, type SessionEnvironment } from "../store/session-environment.ts";
import type { SessionStore } from "../store/session-store.ts";
import { decisionEvents, revocationEvents, type ScopedDecision } from "./grant-commands.ts";
import { RequestedCompaction } from "./requested-compaction.ts";
import { type GivenResult, resultEvent } from "./tool-commands.ts";
import type { TurnQueue } from "./turn-queue.ts";

/** A user message to append. */
export interface IncomingMessage {
  readonly message: string;
  readonly delivery: Delivery;
  /** Default: a new one. Must not exist in the session. */
  readonly turnId?: string;
  /** How this turn asks a model, in place of what the session has. */
  readonly choice?: TurnChoice;
}

/** What a sent message is known by. */
export interface Receipt {
  readonly messageId: string;
  readonly turnId: string;
}

/** Answer of a command that changes the session's status. */
export interface StatusAnswer {
  readonly status: SessionStatus;
}

/** What the commands of a conversation work on. */
export interface ConversationOptions {
  readonly store: SessionStore;
  readonly turns: TurnQueue;
  readonly environment: SessionEnvironment;
  /** Throws `session_stopped`. */
  readonly requireOpen: () => void;
}

/** The `recordAnswer` of a command that is not repeated: records nothing. */
export const recordNothing = (): undefined => undefined;

/**
 * What people do in a session: they send messages, decide, answer, pause. Each command decides on the state
 * of the session's store, appends what follows, and is acknowledged once that is in the log. A command that a
 * client may repeat takes `recordAnswer`, which makes the answer that is stored with the events.
 */
export class SessionConversation {
  readonly #store: SessionStore;
  readonly #turns: TurnQueue;
  readonly #environment: SessionEnvironment;
  readonly #requireOpen: () => void;
  readonly #compaction: RequestedCompaction;

  constructor({ store, turns, environment, requireOpen }: ConversationOptions) {
    this.#compaction = new RequestedCompaction({ store, environment, conversation: turns.conversation });
    this.#store = store;
    this.#turns = turns;
    this.#environment = environment;
    this.#requireOpen = requireOpen;
  }

  /** Whether a turn has that id, in whatever state. */
  hasTurn(turnId: string): boolean {
    return this.#store.state.turns.has(turnId);
  }

  /**
   * Takes a message. Resolves when it is in the log. Fails as `session_stopped`, `busy`, `limit_exceeded`,
   * `rate_limited`, `refused`, `draining` or `overloaded`.
   */
  async send(
    { message, delivery, turnId = this.#environment.newId(), choice = {} }: IncomingMessage,
    recordAnswer: RecordAnswer<Receipt> = recordNothing,
  ): Promise<Receipt> {
    this.requireConversation();
    if (choice.model !== undefined) requireModel(this.#environment.models, choice.model);
    this.#requireShortSchema(choice);
    await this.#environment.admit("ai_loop.control.send_user_message", { ...this.#subject, message });
    this.#requireOpen();
    const mustWait = hasOpenTurn(this.#store.state) || this.#status === SessionStatus.Paused;
    if (mustWait) this.#admitToQueue(delivery);
    this.#store.reserve(message.length);
    const receipt = { messageId: this.#environment.newId(), turnId };
    const flag = delivery === Delivery.Queue ? {} : { delivery };
    const said: SessionEvent = {
      method: "UserMessageNotification",
      params: { ...receipt, message, ...flag, ...choice },
    };
    const status = mustWait ? TurnStatus.Queued : TurnStatus.Running;
    const appended = this.#store.append([said, turnEvent(receipt.turnId, status)], {
      answer: recordAnswer(receipt),
    });
    if (!mustWait) this.#turns.begin(receipt.turnId, appended);
    else if (delivery === Delivery.Interrupt) this.#turns.cancel();
    await appended;
    return receipt;
  }

  /** Whether a summary is being written. */
  get isCompacting(): boolean {
    return this.#compaction.isRunning;
  }

  /**
   * Has a summary of the conversation written for models; it is appended when it is there. Fails as `busy`
   * while a turn runs or waits, `session_stopped`, `model_unavailable`, `draining` or `overloaded`.
   */
  async compact(
    instructions: string | undefined,
    recordAnswer: RecordAnswer<{ readonly status: MessageStatus }> = recordNothing,
  ): Promise<MessageStatus> {
    this.requireConversation();
    this.#requireOpen();
    requireOpen(this.#environment.isDraining());
    const { activeTurnId, queue } = this.#store.state;
    const turnId = activeTurnId ?? queue[0];
    if (turnId !== undefined) throw new EngineFault("busy", { turnId });
    this.#compaction.start(instructions);
    const status = MessageStatus.OK;
    const answer = recordAnswer({ status });
    if (answer !== undefined) await this.#store.append([], { answer });
    return status;
  }

  /** Leaves a summary that is being written. */
  abandon(): void {
    this.#compaction.abort();
  }

  /**
   * Runs the last turn again, which went wrong, under a new id. Resolves when that is in the log. Fails as
   * `turn_not_found`, `turn_not_retriable`, `session_stopped`, `limit_exceeded`, `rate_limited`, `refused`,
   * `draining` or `overloaded`.
   */
  async retryTurn(
    retryOf: string,
    recordAnswer: RecordAnswer<{ readonly turnId: string }> = recordNothing,
  ): Promise<string> {
    this.requireConversation();
    this.#requireOpen();
    const { message } = this.#requireRetriable(retryOf);
    await this.#environment.admit("ai_loop.control.send_user_message", { ...this.#subject, message });
    this.#requireOpen();
    this.#requireRetriable(retryOf);
    const turnId = this.#environment.newId();
    const isPaused = this.#status === SessionStatus.Paused;
    const status = isPaused ? TurnStatus.Queued : TurnStatus.Running;
    const appended = this.#store.append(
      [{ method: "TurnStatusNotification", params: { turnId, status, retryOf } }],
      { answer: recordAnswer({ turnId }) },
    );
    if (!isPaused) this.#turns.begin(turnId, appended);
    await appended;
    return turnId;
  }

  #requireRetriable(turnId: string): Turn {
    const { state } = this.#store;
    const turn = state.turns.get(turnId);
    if (turn === undefined) throw new EngineFault("turn_not_found", { turnId });
    const refuse = (reason: string) => new EngineFault("turn_not_retriable", { turnId, reason });
    if (hasOpenTurn(state)) throw refuse("another turn runs or waits");
    if (turn !== [...state.turns.values()].at(-1)) throw refuse("it is not the last turn");
    if (!isTerminal(turn.status) || turn.status === TurnStatus.Completed)
      throw refuse("it has not gone wrong");
    return turn;
  }

  /**
   * Cancels a turn, by default the running one. Returns its status; the terminal event of a running turn
   * follows. Fails as `turn_not_found` or `overloaded`.
   */
  async cancelTurn(
    turnId = this.#store.state.activeTurnId,
    recordAnswer: RecordAnswer<{ readonly status: TurnStatus }> = recordNothing,
  ): Promise<TurnStatus> {
    const turn = turnId === undefined ? undefined : this.#store.state.turns.get(turnId);
    if (turnId !== undefined && turn === undefined) throw new EngineFault("turn_not_found", { turnId });
    const isAtWork = turnId === this.#store.state.activeTurnId && this.#turns.run !== undefined;
    const isLeft = turn !== undefined && !isTerminal(turn.status) && !isAtWork;
    const status = turn === undefined || isLeft ? TurnStatus.Cancelled : turn.status;
    if (isAtWork) this.#turns.cancel();
    const events = isLeft ? cancelledEvents(this.#store.state, turn.turnId) : [];
    const answer = recordAnswer({ status });
    if (events.length > 0 || answer !== undefined) await this.#store.append(events, { answer });
    if (isLeft) this.#turns.beginNext();
    return status;
  }

  /**
   * Decides about a tool call that waits for it. Resolves when the decision is in the log; the call runs
   * after that. Fails as `session_stopped`, `tool_call_not_found`, `tool_call_resolved`, `invalid_scope`,
   * `limit_exceeded` or `overloaded`.
   */
  async decide(
    decision: ScopedDecision,
    recordAnswer: RecordAnswer<{ readonly status: MessageStatus }> = recordNothing,
  ): Promise<void> {
    this.#requireOpen();
    const events = decisionEvents(this.#store.state, decision, {
      header: this.#store.header,
      environment: this.#environment,
    });
    await this.#store.append(events, { answer: recordAnswer({ status: MessageStatus.OK }) });
    for (const { params } of events) this.#turns.run?.noteCall(params.toolCallId);
  }

  /** What people have allowed beyond single calls and is in force, the oldest first. */
  grants(): readonly Grant[] {
    return grantsInForce(this.#store.state.grants, this.#environment.clock.now());
  }

  /**
   * Revokes a grant; resolves when that is in the log, with whether it was in force. Calls that it covers and
   * that have not begun are asked about or refused. Fails as `session_stopped` or `overloaded`.
   */
  async revokeGrant(
    revocation: { readonly grantId: string; readonly revokedBy: string },
    recordAnswer: RecordAnswer<{ readonly revoked: boolean }> = recordNothing,
  ): Promise<boolean> {
    this.#requireOpen();
    const events = revocationEvents(this.#store.state, revocation, this.#environment.clock.now());
    const revoked = events.length > 0;
    const answer = recordAnswer({ revoked });
    if (revoked || answer !== undefined) await this.#store.append(events, { answer });
    return revoked;
  }

  /**
   * Appends the answer to a question of a tool, or the refusal to answer. Resolves when it is committed; then
   * the tool continues. Fails as `session_stopped`, `question_not_found`, `question_resolved`,
   * `invalid_answer`, `limit_exceeded` or `overloaded`.
   */
  async answerQuestion(
    given: GivenAnswer,
    recordAnswer: RecordAnswer<{ readonly status: MessageStatus }> = recordNothing,
  ): Promise<void> {
    this.#requireOpen();
    const event = answerEvent(this.#store.state, given, this.#environment.limits);
    await this.#store.append([event], { answer: recordAnswer({ status: MessageStatus.OK }) });
    this.#turns.run?.noteCall(given.questionId);
  }

  /**
   * Takes a client's result of its tool call. Resolves when it is in the log; it never starts a turn.
   * Fails as `session_stopped`, `refused`, `tool_call_not_found`, `tool_call_resolved` or `overloaded`.
   */
  async provideResult(
    given: GivenResult,
    recordAnswer: RecordAnswer<{ readonly status: ToolResultStatus }> = recordNothing,
  ): Promise<void> {
    const { toolCallId, result } = given;
    this.#requireOpen();
    const question = { ...this.#subject, toolCallId, result };
    await this.#environment.admit("ai_loop.control.provide_tool_result", question);
    this.#requireOpen();
    const event = resultEvent(this.#store.state, given, this.#environment.limits);
    await this.#store.append([event], { answer: recordAnswer({ status: ToolResultStatus.OK }) });
    this.#turns.run?.noteCall(toolCallId);
  }

  /**
   * Pauses the session: the running turn and its clock stop at the next safe point, and no turn begins. Does
   * nothing for a paused session. Fails as `session_stopped` or `overloaded`.
   */
  async pause(
    recordAnswer: RecordAnswer<StatusAnswer> = recordNothing,
    reason?: string,
  ): Promise<SessionStatus> {
    this.requireConversation();
    const status = SessionStatus.Paused;
    const answer = recordAnswer({ status });
    if (this.#status === status) {
      if (answer !== undefined) await this.#store.append([], { answer });
      return status;
    }
    this.#turns.run?.hold();
    await this.#store.append([statusEvent(status, reason)], { answer });
    return status;
  }

  /**
   * Resumes the session after a pause. Does nothing for an active session. Fails as `session_stopped` or
   * `overloaded`.
   */
  async resume(recordAnswer: RecordAnswer<StatusAnswer> = recordNothing): Promise<SessionStatus> {
    this.requireConversation();
    const status = SessionStatus.Active;
    const answer = recordAnswer({ status });
    if (this.#status !== SessionStatus.Paused) {
      if (answer !== undefined) await this.#store.append([], { answer });
      return this.#status;
    }
    const appended = this.#store.append([statusEvent(status, "resumed")], { answer });
    await this.#turns.resume();
    await appended;
    return status;
  }

  get #status(): SessionStatus {
    return this.#store.state.status;
  }

  /** Which session a question to delegates is about. */
  get #subject(): { readonly userId: string; readonly sessionId: string } {
    const { ownerId: userId, sessionId } = this.#store.header;
    return { userId, sessionId };
  }

  /**
   * The session of a plan records the plan and takes no messages: it is paused and resumed with the plan.
   * Throws `refused` for it, and `session_stopped`.
   */
  requireConversation(): void {
    this.#requireOpen();
    if (this.#store.state.plan === undefined) return;
    const reason =
      "The session records a plan: it takes no messages. Pause and resume it with pausePlan and resumePlan.";
    throw new EngineFault("refused", { reason });
  }

  #requireShortSchema({ responseFormat }: TurnChoice): void {
    const value = this.#environment.limits.maxResponseSchemaLength;
    if (responseFormat === undefined || JSON.stringify(responseFormat.schema).length <= value) return;
    throw new EngineFault("limit_exceeded", { limit: "maxResponseSchemaLength", value });
  }

  #admitToQueue(delivery: Delivery): void {
    const { activeTurnId, queue } = this.#store.state;
    const turnId = activeTurnId ?? queue[0];
    if (delivery === Delivery.Reject && turnId !== undefined) throw new EngineFault("busy", { turnId });
    const value = this.#environment.limits.maxQueuedMessages;
    if (queue.length >= value) throw new EngineFault("limit_exceeded", { limit: "maxQueuedMessages", value });
  }
}
