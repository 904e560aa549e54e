export {
  Channel,
  Delivery,
  enumName,
  type Grant,
  type GrantOffer,
  type GrantScope,
  interactive,
  isPlanEnded,
  isRpcError,
  isTerminal,
  type ModelInfo,
  type ModelSettings,
  type Plan,
  PlanStatus,
  type PlanTask,
  QuestionResolution,
  ReasoningEffort,
  RequestFailure,
  type RequestFailureReason,
  type ResponseFormat,
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
export {
  Client,
  type ClientConnection,
  type ContractClient,
  createClient,
  type ForkOptions,
  type StartSessionOptions,
} from "./client.ts";
export type { ClientOptions } from "./client-options.ts";
export type { ReconnectPolicy } from "./connection/backoff.ts";
export type { ConnectionState, ConnectionStatus } from "./connection/connection-state.ts";
export type { LivenessPolicy } from "./connection/link-watch.ts";
export {
  findLocalServer,
  findRecordedAccess,
  isLoopbackAddress,
  type LocalServerRecord,
  localServersFolder,
  processStartOf,
  userStateFolder,
} from "./connection/local-token.ts";
export {
  createWebSocketTransport,
  type OpenTransport,
  TransportError,
} from "./connection/websocket-transport.ts";
export { listEntries } from "./conversation/conversation-entries.ts";
export { type DocumentOptions, toMarkdown } from "./conversation/conversation-markdown.ts";
export { reduceSession } from "./conversation/reduce-session.ts";
export { findToolCall } from "./conversation/reduce-tool-call.ts";
export {
  type ForeignEvent,
  parseSessionEvent,
  type SessionEvent,
  type SessionEventName,
} from "./conversation/session-event.ts";
export {
  type AssistantMessage,
  type ChatMessage,
  type ContextCompaction,
  type ConversationEntry,
  emptySessionState,
  type PlanState,
  type PlanTaskState,
  type Question,
  type QuestionOutcome,
  type SessionChanges,
  type SessionState,
  type SessionUsage,
  type Turn,
  type UserMessage,
} from "./conversation/session-state.ts";
export {
  EVERY_CALL,
  type GrantChoices,
  grantChoices,
  isAsking,
  type ToolApproval,
  type ToolCall,
  type ToolCallDraft,
  type ToolCallPhase,
  type ToolLease,
  type ToolProgress,
  type ToolResult,
  toolCallPhase,
} from "./conversation/tool-call.ts";
export { findTurn } from "./conversation/turn-list.ts";
export { ConnectionLostError, SessionLostError, TurnFailedError } from "./kit/client-error.ts";
export type { Clock } from "./kit/clock.ts";
export { type Failure, toFailure } from "./kit/failure.ts";
export {
  defaultOutboxLimits,
  isStoredMessage,
  type OutboxLimits,
  type OutboxOptions,
  type OutboxStorage,
  type StoredMessage,
} from "./kit/outbox-storage.ts";
export type { Refreshable, ResourceState } from "./kit/resource.ts";
export type { Readable } from "./kit/store.ts";
export type { OfferedTool, ToolRunContext } from "./session/client-tool.ts";
export type { PlanHandle } from "./session/plan-handle.ts";
export type { Send, SendAccepted, TurnResult } from "./session/send.ts";
export type { SendOptions, SessionHandle, SessionUpdate } from "./session/session-handle.ts";
export { listSessionPages, type SessionList, type SessionPage } from "./session/session-list.ts";
