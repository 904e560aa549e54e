export {
  Channel,
  Delivery,
  enumName,
  type Grant,
  type GrantOffer,
  type GrantScope,
  interactive,
  isRpcError,
  type ModelInfo,
  type Plan,
  PlanStatus,
  type PlanTask,
  QuestionResolution,
  RequestFailure,
  type RequestFailureReason,
  RpcError,
  SessionAccess,
  SessionStatus,
  type SessionSummary,
  TaskFailureAction,
  TaskStatus,
  ToolDecision,
  type ToolDisplay,
  ToolDisplayKind,
  ToolEffect,
  ToolExecutor,
  ToolFailure,
  type ToolInfo,
  ToolPolicy,
  type TurnError,
  TurnStatus,
  type Usage,
} from "@aiwhisperer/protocol";
export type { ReconnectPolicy } from "./backoff.ts";
export {
  Client,
  type ClientConnection,
  type ContractClient,
  createClient,
  type StartSessionOptions,
} from "./client.ts";
export { ConnectionLostError, SessionLostError, TurnFailedError } from "./client-error.ts";
export type { ClientOptions } from "./client-options.ts";
export type { OfferedTool, ToolRunContext } from "./client-tool.ts";
export type { Clock } from "./clock.ts";
export type { ConnectionState, ConnectionStatus } from "./connection-state.ts";
export { listEntries } from "./conversation-entries.ts";
export { type DocumentOptions, toMarkdown } from "./conversation-markdown.ts";
export { type Failure, toFailure } from "./failure.ts";
export { EVERY_CALL, type GrantChoices, grantChoices } from "./grant-choices.ts";
export type { LivenessPolicy } from "./line-watch.ts";
export {
  findLocalServer,
  findRecordedAccess,
  isLoopbackAddress,
  type LocalServerRecord,
  localServersFolder,
  processStartOf,
  userStateFolder,
} from "./local-token.ts";
export {
  defaultOutboxLimits,
  isStoredMessage,
  type OutboxLimits,
  type OutboxOptions,
  type OutboxStorage,
  type StoredMessage,
} from "./outbox-storage.ts";
export { isPlanEnded, type PlanHandle } from "./plan-handle.ts";
export type { PlanState, PlanTaskState } from "./plan-state.ts";
export type { Question, QuestionOutcome } from "./question.ts";
export { reduceSession } from "./reduce-session.ts";
export type { Refreshable, ResourceState } from "./resource.ts";
export type { Send, SendAccepted, TurnResult } from "./send.ts";
export {
  type ForeignEvent,
  parseSessionEvent,
  type SessionEvent,
  type SessionEventName,
} from "./session-event.ts";
export type { SendOptions, SessionHandle } from "./session-handle.ts";
export type { SessionList, SessionPage } from "./session-list.ts";
export {
  type AssistantMessage,
  type ChatMessage,
  type ConversationEntry,
  emptySessionState,
  type SessionState,
  type Turn,
  type UserMessage,
} from "./session-state.ts";
export type { Readable } from "./store.ts";
export {
  isAsking,
  type ToolApproval,
  type ToolCall,
  type ToolCallPhase,
  type ToolLease,
  type ToolProgress,
  type ToolResult,
  toolCallPhase,
} from "./tool-call.ts";
export { findToolCall } from "./tool-call-list.ts";
export { findTurn, isTerminal } from "./turn-list.ts";
export { createWebSocketTransport, type OpenTransport, TransportError } from "./websocket-transport.ts";
