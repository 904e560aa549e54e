export type { Call, Handler } from "./call.ts";
export { type Caller, caller, type MethodCaller, type Requester } from "./caller.ts";
export { decode, encodeNotification } from "./codec.ts";
export {
  type Contract,
  type ErrorDescriptor,
  type ErrorsOf,
  type ErrorTypes,
  type Fault,
  listFaults,
  type MethodDescriptor,
  type MethodsOf,
  type MethodTypes,
  type NotificationDescriptor,
  type NotificationsOf,
  type NotificationTypes,
  type Validator,
} from "./contract.ts";
export { bareNameOf, createDispatchTable, type DispatchTable } from "./dispatch-table.ts";
export type { CallOutcome } from "./dispatcher.ts";
export {
  type ErrorObject,
  errorCode,
  type InvalidParamsData,
  invalidParams,
  isRpcError,
  RpcError,
  type RpcErrorDetails,
  rpcError,
  toRpcError,
} from "./error.ts";
export type { PeerFault } from "./fault-report.ts";
export { identifierPattern, isIdentifier } from "./identifier.ts";
export {
  type Handlers,
  type Implementation,
  type ImplementedMethod,
  implement,
  rawMethod,
} from "./implement.ts";
export {
  type BrokenAnswerMessage,
  type ErrorMessage,
  type InvalidMessage,
  type Message,
  type NotificationMessage,
  parseMessage,
  type RequestMessage,
  type ResultMessage,
} from "./message.ts";
export {
  type NotificationListeners,
  type NotificationOf,
  type NotificationRouterOptions,
  notificationRouter,
} from "./notification-router.ts";
export { Peer, type PeerLimits, type PeerOptions } from "./peer.ts";
export type { RequestOptions } from "./pending-requests.ts";
export { RequestFailure, type RequestFailureReason } from "./request-failure.ts";
export type { RequestId } from "./request-id.ts";
export {
  collectFaults,
  createValidator,
  type EnumSchema,
  type FieldSchema,
  type MessageSchema,
  maxDepth,
  maxFaults,
  type ReferenceSchema,
  type Schema,
  type UnionSchema,
} from "./schema.ts";
export { createTextRule, type PatternTable, type TextRule } from "./text-rule.ts";
export type { CloseInfo, Transport, TransportListener } from "./transport.ts";
export { findUndeclared, type UndeclaredMember } from "./undeclared.ts";
