import {
  type Grant,
  SessionStatus,
  type TurnError,
  type TurnStatus,
  type Usage,
} from "@aiwhisperer/protocol";
import type { Failure } from "../kit/failure.ts";
import type { PlanState } from "./plan-state.ts";
import type { Question } from "./question.ts";
import type { ToolCall } from "./tool-call.ts";

/** What the person said. */
export interface UserMessage {
  readonly role: "user";
  /** Identity for a list on a screen: stays the same from the first keystroke's echo to the confirmed message. */
  readonly key: string;
  readonly text: string;
  /** `pending` until the server's log has it; `failed` when it was refused or nobody knows, with `error`. */
  readonly delivery: "pending" | "sent" | "failed";
  /** Absent until the server has taken the message. */
  readonly messageId?: string;
  /** Absent until the server has taken the message. */
  readonly turnId?: string;
  readonly error?: Failure;
  /** It waits in an outbox and has never been sent: `dismiss` takes it back. */
  readonly isUntouched?: true;
  /** Why the message does not outlive this program while it is unsent, although the client has a storage for that. */
  readonly unsaved?: Failure;
  /** The provider refused what the message's turn holds: models do not get it any more. */
  readonly excluded?: { readonly reason: string };
}

/** What the model answered in one step. */
export interface AssistantMessage {
  readonly role: "assistant";
  /** Identity for a list on a screen. */
  readonly key: string;
  readonly messageId: string;
  readonly turnId: string;
  /** Text of channel Final so far. */
  readonly text: string;
  /** Text of channel Analysis so far: the model's reasoning. */
  readonly analysis: string;
  /** Text of channel Commentary so far: what the model says it is about to do. */
  readonly commentary: string;
  /** Whether the final chunk has come. */
  readonly isFinal: boolean;
  /** Sequence before the message's first chunk. */
  readonly afterSequence: number;
  /** The text is not as long as its final chunk says, even after reading it again from the log. */
  readonly hasLengthMismatch: boolean;
}

/** A message of the conversation. */
export type ChatMessage = UserMessage | AssistantMessage;

/** A row of the conversation, by `role`: what was said, or a tool call between. Each has a `key`. */
export type ConversationEntry = ChatMessage | ToolCall;

/** From one user message to one stop reason. */
export interface Turn {
  readonly turnId: string;
  readonly status: TurnStatus;
  /** Why the model stopped; with a terminal status. */
  readonly stopReason?: string;
  readonly usage?: Usage;
  /** Why the turn failed. */
  readonly error?: TurnError;
  /** What the turn waits for, in words for a person. */
  readonly notice?: string;
}

/**
 * A session as its events up to `sequence` tell it, and the messages that are on their way to it.
 * A snapshot never changes; a part that an event does not touch is the same object in the next snapshot.
 */
export interface SessionState {
  readonly sessionId: string;
  readonly status: SessionStatus;
  /** The last event that is in here. */
  readonly sequence: number;
  /** Where the fold began: events up to here are not in it. 0 unless the session was attached from later on. */
  readonly baseSequence: number;
  /** In the order of turns, inside a turn in the order of events; what is pending or failed comes last. */
  readonly messages: readonly ChatMessage[];
  /** In the order of events. `listEntries` puts them between the messages. */
  readonly toolCalls: readonly ToolCall[];
  /** Those of `toolCalls` that wait for a decision, in the order in which they asked. */
  readonly pendingApprovals: readonly ToolCall[];
  /** What tools have asked a person, in the order of events. */
  readonly questions: readonly Question[];
  /** Those of `questions` that are open. */
  readonly openQuestions: readonly Question[];
  /** What people have allowed beyond single calls, the oldest first; those that have expired since may be among them. */
  readonly grants: readonly Grant[];
  /** In the order in which they came up. */
  readonly turns: readonly Turn[];
  /** The turn that the model, a tool or a decision is at now. */
  readonly activeTurn?: Turn;
  /** Turns that wait behind the active one. */
  readonly queuedTurns: readonly Turn[];
  /** The plan that the session tells of; absent in every other session. */
  readonly plan?: PlanState;
  /** Whether events are being delivered to this client, now or as soon as the connection is back. */
  readonly isAttached: boolean;
  /** Whether everything that was in the log at the last attaching has arrived; false while it is replayed. */
  readonly caughtUp: boolean;
  /** Sequence at which it is caught up; infinite while the server has not said. */
  readonly replayUntil: number;
  /** Why the session is no longer followed. */
  readonly error?: Failure;
}

/** A session of which nothing is known yet. */
export function emptySessionState(sessionId: string, baseSequence = 0): SessionState {
  return {
    sessionId,
    status: SessionStatus.Starting,
    sequence: baseSequence,
    baseSequence,
    messages: [],
    toolCalls: [],
    pendingApprovals: [],
    questions: [],
    openQuestions: [],
    grants: [],
    turns: [],
    queuedTurns: [],
    isAttached: false,
    caughtUp: false,
    replayUntil: Number.POSITIVE_INFINITY,
  };
}
