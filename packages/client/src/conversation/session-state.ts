import {
  type ContextCompactedNotification,
  type ForkOrigin,
  type Grant,
  type Plan,
  type PlanStatus,
  type QuestionNotification,
  type QuestionResolvedNotification,
  type SessionChangedNotification,
  SessionStatus,
  type TaskState,
  type TurnError,
  type TurnStatus,
  type Usage,
} from "@aiwhisperer/protocol";
import type { Failure } from "../kit/failure.ts";
import type { ToolCall, ToolCallDraft } from "./tool-call.ts";

/** A message of the person. */
export interface UserMessage {
  readonly role: "user";
  /** Stable key for a list on a screen, from the first echo to the confirmed message. */
  readonly key: string;
  readonly text: string;
  /**
   * `pending` until the server's log has it; `failed` with `error` if it was refused or its outcome is
   * unknown.
   */
  readonly delivery: "pending" | "sent" | "failed";
  /** Absent until the server has accepted the message. */
  readonly messageId?: string;
  /** Absent until the server has accepted the message. */
  readonly turnId?: string;
  readonly error?: Failure;
  /** It waits in an outbox and was never sent: `dismiss` withdraws it. */
  readonly isUntouched?: true;
  /** Reason why the unsent message does not survive a restart, although the client has a storage. */
  readonly unsaved?: Failure;
  /** The provider refused the content of the message's turn: models no longer receive it. */
  readonly excluded?: { readonly reason: string };
}

/** The model's answer in one step. */
export interface AssistantMessage {
  readonly role: "assistant";
  /** Stable key for a list on a screen. */
  readonly key: string;
  readonly messageId: string;
  readonly turnId: string;
  /** Text of channel Final so far. */
  readonly text: string;
  /** Text of channel Analysis so far: the model's reasoning. */
  readonly analysis: string;
  /** Text of channel Commentary so far: the model's announcement of its next actions. */
  readonly commentary: string;
  /** Whether the final chunk has arrived. */
  readonly isFinal: boolean;
  /** Sequence before the message's first chunk. */
  readonly afterSequence: number;
  /**
   * Whether the length of the text differs from what its final chunk says, even after it was read again from
   * the log.
   */
  readonly hasLengthMismatch: boolean;
}

/** A message of the conversation. */
export type ChatMessage = UserMessage | AssistantMessage;

/** A row of the conversation, by `role`: a message, or a tool call between messages. Each has a `key`. */
export type ConversationEntry = ChatMessage | ToolCall;

/** From one user message to one stop reason. */
export interface Turn {
  readonly turnId: string;
  /** The turn that this one repeats, whose user message it answers. */
  readonly retryOf?: string;
  readonly status: TurnStatus;
  /** The model's stop reason; with a terminal status. */
  readonly stopReason?: string;
  readonly usage?: Usage;
  /** The reason of the failure. */
  readonly error?: TurnError;
  /** The reason for a wait, as text for a person. */
  readonly notice?: string;
}

/** Outcome of a question. */
export type QuestionOutcome = Pick<
  QuestionResolvedNotification,
  "answer" | "declined" | "answeredBy" | "resolution"
>;

/** A running tool's question to a person. The text is untrusted: show it as plain text. */
export interface Question
  extends Pick<
    QuestionNotification,
    "questionId" | "turnId" | "toolCallId" | "text" | "schema" | "expiresAt" | "sequence"
  > {
  /** Absent while it is open. */
  readonly outcome?: QuestionOutcome;
}

/** A task of a plan: the contract's `TaskState`, and the reason for its wait. */
export interface PlanTaskState extends TaskState {
  /** The reason for the wait, as text for a person. */
  readonly notice?: string;
}

/** A plan, folded from the events of its session. */
export interface PlanState {
  readonly planId: string;
  readonly status: PlanStatus;
  /** Reason for the status. */
  readonly reason?: string;
  /** Absent if the fold began after the plan's first status. */
  readonly plan?: Plan;
  /** In the plan's order; without a known plan, in the order of their first events. */
  readonly tasks: readonly PlanTaskState[];
}

/** What was changed of a session since its start. */
export type SessionChanges = Readonly<
  Omit<SessionChangedNotification, "sessionId" | "sequence" | "changedBy">
>;

/** A summary in place of the oldest part of a conversation, for models. */
export type ContextCompaction = Omit<ContextCompactedNotification, "sessionId">;

/** What the steps of a session have used in all, as far as providers report it. */
export interface SessionUsage extends Usage {
  /** Steps with a report. */
  readonly steps: number;
  /** Tokens of the conversation after the newest step. */
  readonly contextTokens?: number;
  /** Tokens that the model of that step takes at most. */
  readonly contextWindow?: number;
}

/**
 * A session, folded from its events up to `sequence`, and its unconfirmed messages. A snapshot never changes;
 * a part that an event does not touch is the same object in the next snapshot.
 */
export interface SessionState {
  readonly sessionId: string;
  readonly status: SessionStatus;
  /** Sequence of the last folded event. */
  readonly sequence: number;
  /** Sequence before the first folded event. 0 unless the session was attached later. */
  readonly baseSequence: number;
  /** In the order of turns, within a turn in the order of events; pending and failed ones last. */
  readonly messages: readonly ChatMessage[];
  /** In the order of events. `listEntries` puts them between the messages. */
  readonly toolCalls: readonly ToolCall[];
  /** Those of `toolCalls` that wait for a decision, the oldest first. */
  readonly pendingApprovals: readonly ToolCall[];
  /** Calls whose arguments a model is writing, in the order of their first chunks. */
  readonly draftCalls: readonly ToolCallDraft[];
  /** Tools' questions to a person, in the order of events. */
  readonly questions: readonly Question[];
  /** Unresolved `questions`. */
  readonly openQuestions: readonly Question[];
  /** Grants beyond single calls, the oldest first; may include expired ones. */
  readonly grants: readonly Grant[];
  /** In the order of their first events. */
  readonly turns: readonly Turn[];
  /** The turn that has started and not ended. */
  readonly activeTurn?: Turn;
  /** Turns that follow the active one. */
  readonly queuedTurns: readonly Turn[];
  /** The plan whose events the session has; absent in every other session. */
  readonly plan?: PlanState;
  /** The session that this one was forked from: events up to that sequence are copied. */
  readonly forkedFrom?: ForkOrigin;
  /** What `updateSession` has changed, the newest value of each; null for what was reset. */
  readonly changes: SessionChanges;
  /** Summaries that models get in place of what was said before, the newest last, which counts. */
  readonly compactions: readonly ContextCompaction[];
  /** What the steps of its turns have used. */
  readonly usage: SessionUsage;
  /** Whether this client follows the session, now or as soon as the connection is back. */
  readonly isAttached: boolean;
  /** Whether all events in the log at the last attachment have arrived; false during a replay. */
  readonly caughtUp: boolean;
  /** Sequence at which it is caught up; infinite until the server has answered. */
  readonly replayUntil: number;
  /** Reason why the session is no longer followed. */
  readonly error?: Failure;
}

/** Returns the state of an unknown session. */
export function emptySessionState(sessionId: string, baseSequence = 0): SessionState {
  return {
    sessionId,
    status: SessionStatus.Starting,
    sequence: baseSequence,
    baseSequence,
    messages: [],
    toolCalls: [],
    pendingApprovals: [],
    draftCalls: [],
    questions: [],
    openQuestions: [],
    grants: [],
    turns: [],
    queuedTurns: [],
    changes: {},
    compactions: [],
    usage: { steps: 0 },
    isAttached: false,
    caughtUp: false,
    replayUntil: Number.POSITIVE_INFINITY,
  };
}
