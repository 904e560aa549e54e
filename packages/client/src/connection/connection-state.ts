import { CloseCode, type CloseInfo } from "@aiwhisperer/protocol";
import { type ReconnectPolicy, reconnectDelayMs } from "./backoff.ts";

/**
 * Status of the connection: `idle` before it is first needed; `connecting` the first time; `connected`;
 * `reconnecting` after a loss until it is open again; `closed` by the program, or by a close code that makes
 * another attempt pointless.
 */
export type ConnectionStatus = "idle" | "connecting" | "connected" | "reconnecting" | "closed";

/** State of the connection to the server, for a screen. */
export interface ConnectionState {
  readonly status: ConnectionStatus;
  /** Losses and failed attempts since a connection last held. */
  readonly attempt: number;
  /**
   * Time of the next attempt, in milliseconds since 1970-01-01T00:00:00Z; absent while an attempt is under
   * way.
   */
  readonly retryAt?: number;
  /** WebSocket close code of the last loss; kept after the connection is open again. */
  readonly lastCloseCode?: number;
  readonly lastCloseReason?: string;
  /**
   * The server has announced a restart, by a notification or by close code 1012. Present until a connection
   * is open again.
   */
  readonly restarting?: true;
  /**
   * Delay in milliseconds that a restarting server has asked this client to wait after the connection closes.
   */
  readonly reconnectAfterMs?: number;
  /** Whether a session is catching up over an open connection. */
  readonly replaying: boolean;
}

/** An event of the connection. */
export type ConnectionEvent =
  | { readonly type: "wanted" }
  | { readonly type: "opened" }
  | { readonly type: "held" }
  | { readonly type: "draining"; readonly reconnectAfterMs: number }
  | {
      readonly type: "lost";
      readonly close: CloseInfo;
      readonly now: number;
      readonly random: number;
      /** Whether an open connection was lost and the next one authenticates with a newer token. */
      readonly canRenew?: boolean;
    }
  | { readonly type: "replaying"; readonly replaying: boolean }
  | { readonly type: "closed" };

/** Initial state. */
export const idleConnection: ConnectionState = { status: "idle", attempt: 0, replaying: false };

/** Longest delay, even if the server asks for more: ten minutes. */
const maxDelayMs = 600_000;

/**
 * Close codes after which another attempt would end in the same way: protocol violation, missing or refused
 * credentials.
 */
const finalCodes: ReadonlySet<number> = new Set([CloseCode.NotTheProtocol, CloseCode.Unauthenticated]);

/**
 * Returns the state after an event. `wanted` starts an attempt at once unless one is under way or has
 * succeeded, also from `closed`. An event that changes nothing returns the same object.
 */
export function transition(
  state: ConnectionState,
  event: ConnectionEvent,
  policy: ReconnectPolicy,
): ConnectionState {
  switch (event.type) {
    case "wanted":
      return begin(state);
    case "opened":
      return { ...withoutRestart(withoutRetry(state)), status: "connected" };
    case "draining":
      return state.status === "connected"
        ? { ...state, restarting: true, reconnectAfterMs: event.reconnectAfterMs }
        : state;
    case "held":
      return state.status === "connected" ? { ...state, attempt: 0 } : state;
    case "lost":
      return lose(state, event, policy);
    case "replaying":
      return state.replaying === event.replaying ? state : { ...state, replaying: event.replaying };
    case "closed":
      return ended(state, { attempt: 0, replaying: false });
  }
}

/** Whether an attempt to connect is under way. */
export function isAttempting({ status, retryAt }: ConnectionState): boolean {
  return status === "connecting" || (status === "reconnecting" && retryAt === undefined);
}

function begin(state: ConnectionState): ConnectionState {
  if (state.status === "connected" || isAttempting(state)) return state;
  const status = state.status === "reconnecting" ? "reconnecting" : "connecting";
  return { ...withoutRetry(state), status };
}

function lose(
  state: ConnectionState,
  { close, now, random, canRenew = false }: Extract<ConnectionEvent, { type: "lost" }>,
  policy: ReconnectPolicy,
): ConnectionState {
  if (state.status === "closed") return state;
  const known = { lastCloseCode: close.code, lastCloseReason: close.reason, replaying: false };
  // A token may expire while the machine sleeps, before it can be renewed.
  const isRenewed = canRenew && close.code === CloseCode.Unauthenticated;
  if (finalCodes.has(close.code) && !isRenewed) return ended(state, known);
  const attempt = state.attempt + 1;
  // The server has already spread this delay among its clients.
  const delayMs =
    state.reconnectAfterMs ?? reconnectDelayMs(policy, { attempt, closeCode: close.code, random });
  const isRestart = state.restarting ?? close.code === CloseCode.Restarting;
  return {
    ...withoutRestart(state),
    ...known,
    ...(isRestart ? { restarting: true } : {}),
    status: "reconnecting",
    attempt,
    retryAt: now + Math.min(delayMs, maxDelayMs),
  };
}

function ended(state: ConnectionState, change: Partial<ConnectionState>): ConnectionState {
  return { ...withoutRestart(withoutRetry(state)), ...change, status: "closed" };
}

function withoutRetry(state: ConnectionState): ConnectionState {
  const { retryAt: _, ...rest } = state;
  return rest;
}

function withoutRestart(state: ConnectionState): ConnectionState {
  const { restarting: _, reconnectAfterMs: __, ...rest } = state;
  return rest;
}
