import type { Engine, KeyedRequest, NeededAccess, Session } from "@aiwhisperer/engine";
import { type Call, type Handlers, interactive, rpcError } from "@aiwhisperer/protocol";
import type { Connection } from "../connection/connection.ts";
import { limitExceeded } from "../kit/limit-error.ts";
import type { ReadBudget } from "../quota/read-budget.ts";
import type { SessionRoom } from "../quota/session-room.ts";

/** The methods of the contract, as the server implements them. */
export type InteractiveHandlers = Handlers<typeof interactive, Connection>;

/** A request on a connection. */
export type ConnectionCall = Call<Connection>;

/**
 * What makes a request with a key the same request when it comes again, on whatever trace; `undefined` for
 * one without a key.
 */
export function keyed(
  { idempotencyKey: key, _meta, ...params }: { readonly idempotencyKey?: string; readonly _meta?: unknown },
  { context, method }: ConnectionCall,
): KeyedRequest | undefined {
  return key === undefined ? undefined : { ownerId: context.userId, key, method, params };
}

/**
 * The session that a command is for, with its events held back on the caller's connection until the command
 * is answered. Fails as `session_not_found`, or as `refused` when the caller may do less than is needed.
 */
export function commanded(
  engine: Engine,
  sessionId: string,
  { call, needed = "drive" }: { readonly call: ConnectionCall; readonly needed?: NeededAccess },
): Promise<Session> {
  call.afterAnswer(call.context.hold(sessionId));
  return engine.session(call.context.userId, sessionId, needed);
}

/** What the methods work on. */
export interface MethodOptions {
  readonly engine: Engine;
  /** Sessions that one connection may be attached to. */
  readonly maxAttachments: number;
  /** What users may read from the log. */
  readonly reads: ReadBudget;
  /** Room for sessions of each user. */
  readonly sessions: SessionRoom;
}

/** Throws `PermissionDenied` when an authenticated client names another user. */
export function requireOwnLabel(userId: string, { context }: ConnectionCall): void {
  if (!context.isAuthenticated || userId === context.userId) return;
  const reason = "The userId is not that of the authenticated user.";
  throw rpcError(interactive.errors.PermissionDenied, { reason });
}

/** Throws `LimitExceeded` when the connection follows as many sessions as it may. */
export function requireRoom({ maxAttachments: value }: MethodOptions, { context }: ConnectionCall): void {
  if (context.attachmentCount < value) return;
  throw limitExceeded({ limit: "maxAttachments", value });
}
