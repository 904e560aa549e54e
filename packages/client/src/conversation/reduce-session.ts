import {
  type AIMessageChunkNotification,
  Channel,
  type InteractiveNotifications,
  TurnStatus,
  type TurnStatusNotification,
  type UserMessageNotification,
} from "@aiwhisperer/protocol";
import {
  confirmUserMessage,
  excludeMessage,
  findAssistantMessage,
  insertMessage,
  removeMessage,
  replaceMessage,
} from "./message-list.ts";
import { applyChange, applyCompaction, applyFork, applyStepEnd } from "./reduce-change.ts";
import { applyToolCallChunk, withoutDraft } from "./reduce-draft-call.ts";
import { applyPlanStatus, applyTaskStatus } from "./reduce-plan.ts";
import { applyQuestion, applyQuestionResolved } from "./reduce-question.ts";
import {
  applyApprovalRequest,
  applyApprovalResolved,
  applyGrantRevoked,
  applyToolCall,
  applyToolCallLease,
  applyToolProgress,
  applyToolResult,
  applyToolStarted,
} from "./reduce-tool-call.ts";
import type { ForeignEvent, SessionEvent, SessionEventName } from "./session-event.ts";
import type { AssistantMessage, SessionState, Turn } from "./session-state.ts";
import { findTurn, lineageOf, withTurn } from "./turn-list.ts";

type Fold = {
  readonly [K in SessionEventName]: (
    state: SessionState,
    params: InteractiveNotifications[K],
  ) => SessionState;
};

/** Reducers by event. The type demands one for every event of the contract. */
const fold: Fold = {
  UserMessageNotification: applyUserMessage,
  AIMessageChunkNotification: applyChunk,
  MessageDiscardedNotification: (state, { messageId }) => ({
    ...state,
    messages: removeMessage(state.messages, messageId),
  }),
  MessageExcludedNotification: (state, { messageId, reason }) => ({
    ...state,
    messages: excludeMessage(state.messages, messageId, reason),
  }),
  TurnStatusNotification: (state, params) => withTurn(state, toTurn(params, findTurn(state, params.turnId))),
  ToolCallChunkNotification: applyToolCallChunk,
  ToolCallDiscardedNotification: (state, { toolCallId }) => withoutDraft(state, toolCallId),
  ToolCallNotification: (state, params) => applyToolCall(withoutDraft(state, params.toolCallId), params),
  ToolApprovalRequestNotification: applyApprovalRequest,
  ToolApprovalResolvedNotification: applyApprovalResolved,
  GrantRevokedNotification: applyGrantRevoked,
  ToolCallLeaseNotification: applyToolCallLease,
  ToolStartedNotification: applyToolStarted,
  ToolProgressNotification: applyToolProgress,
  ToolResultNotification: applyToolResult,
  QuestionNotification: applyQuestion,
  QuestionResolvedNotification: applyQuestionResolved,
  PlanStatusNotification: applyPlanStatus,
  TaskStatusNotification: applyTaskStatus,
  SessionSharedNotification: (state) => state,
  SessionChangedNotification: applyChange,
  SessionForkedNotification: applyFork,
  StepEndedNotification: applyStepEnd,
  ContextCompactedNotification: applyCompaction,
  SessionStatusNotification: (state, { status }) => ({ ...state, status }),
};

/**
 * Returns the session after its next event. Pure: the same events result in the same state, whether live,
 * replayed or from `getHistory`. The caller ensures that the event is the next one.
 */
export function reduceSession(state: SessionState, event: SessionEvent | ForeignEvent): SessionState {
  const folded = event.method === undefined ? state : applyEvent(state, event);
  const { sequence } = event.params;
  return { ...folded, sequence, caughtUp: state.caughtUp || sequence >= state.replayUntil };
}

function applyEvent<K extends SessionEventName>(state: SessionState, event: SessionEvent<K>): SessionState {
  return fold[event.method](state, event.params);
}

function applyUserMessage(state: SessionState, params: UserMessageNotification): SessionState {
  const { messageId, turnId, message: text } = params;
  const message = { role: "user", key: messageId, messageId, turnId, text, delivery: "sent" } as const;
  const messages = confirmUserMessage(state.messages, message);
  const isNewTurn = findTurn(state, turnId) === undefined;
  const next = { ...state, messages };
  return isNewTurn ? withTurn(next, { turnId, status: TurnStatus.Queued }) : next;
}

function applyChunk(state: SessionState, params: AIMessageChunkNotification): SessionState {
  const known = findAssistantMessage(state.messages, params.messageId);
  const message = withChunk(known ?? startMessage(state, params), params);
  const messages =
    known === undefined
      ? insertMessage(state.messages, message, lineageOf(state.turns, params.turnId))
      : replaceMessage(state.messages, known, message);
  return { ...state, messages };
}

function startMessage(
  state: SessionState,
  { messageId, turnId }: AIMessageChunkNotification,
): AssistantMessage {
  return {
    role: "assistant",
    key: messageId,
    messageId,
    turnId,
    text: "",
    analysis: "",
    commentary: "",
    isFinal: false,
    afterSequence: state.sequence,
    hasLengthMismatch: false,
  };
}

function withChunk(message: AssistantMessage, params: AIMessageChunkNotification): AssistantMessage {
  const { chunk, isFinal, channel = Channel.Final } = params;
  switch (channel) {
    case Channel.Final:
      return { ...message, text: message.text + chunk, isFinal: message.isFinal || isFinal };
    case Channel.Analysis:
      return { ...message, analysis: message.analysis + chunk, isFinal: message.isFinal || isFinal };
    case Channel.Commentary:
      return { ...message, commentary: message.commentary + chunk, isFinal: message.isFinal || isFinal };
  }
}

function toTurn(params: TurnStatusNotification, before: Turn | undefined): Turn {
  const { turnId, status, stopReason, usage, error, notice } = params;
  const retryOf = params.retryOf ?? before?.retryOf;
  return {
    turnId,
    status,
    ...(retryOf === undefined ? {} : { retryOf }),
    ...(stopReason === undefined ? {} : { stopReason }),
    ...(usage === undefined ? {} : { usage }),
    ...(error === undefined ? {} : { error }),
    ...(notice === undefined ? {} : { notice }),
  };
}
