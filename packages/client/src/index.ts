export {
  Channel,
  Delivery,
  interactive,
  isRpcError,
  type ModelInfo,
  RequestFailure,
  type RequestFailureReason,
  RpcError,
  SessionStatus,
  type SessionSummary,
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
export type { Clock } from "./clock.ts";
export type { ConnectionState, ConnectionStatus } from "./connection-state.ts";
export { type DocumentOptions, toMarkdown } from "./conversation-markdown.ts";
export { type Failure, toFailure } from "./failure.ts";
export type { LivenessPolicy } from "./line-watch.ts";
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
  emptySessionState,
  type SessionState,
  type Turn,
  type UserMessage,
} from "./session-state.ts";
export type { Readable } from "./store.ts";
export { findTurn, isTerminal } from "./turn-list.ts";
export { createWebSocketTransport, type OpenTransport, TransportError } from "./websocket-transport.ts";
