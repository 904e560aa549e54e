import type { CloseInfo } from "@aiwhisperer/protocol";
import { type ReconnectPolicy, reconnectDelayMs } from "./backoff.ts";

/**
 * How the connection is: `idle` before it is first needed; `connecting` the first time; `connected`; `reconnecting` from a loss until it stands again;
 * `closed` by the program, or by a close code that makes another attempt pointless.
 */
export type ConnectionStatus = "idle" | "connecting" | "connected" | "reconnecting" | "closed";

/** The connection to the server as a screen can show it. */
export interface ConnectionState {
  readonly status: ConnectionStatus;
  /** Losses and failed attempts since a connection last held. */
  readonly attempt: number;
  /** When the next attempt starts, in milliseconds since 1970-01-01T00:00:00Z; absent while one is under way. */
  readonly retryAt?: number;
  /** WebSocket close code of the last loss; kept once the connection stands again. */
  readonly lastCloseCode?: number;
  readonly lastCloseReason?: string;
  /** The server has said that it restarts, by a notice or by close code 1012: from then until a connection stands again. */
  readonly restarting?: true;
  /** How long after the end of the connection a restarting server is to be left alone, in milliseconds, as it has told this client. */
  readonly reconnectAfterMs?: number;
  /** Whether a session is being brought up to date over a connection that stands. */
  readonly replaying: boolean;
}

/** What happens to the connection. */
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
      /** Whether it was a connection that stood, and the next one shows a newer token. */
      readonly canRenew?: boolean;
    }
  | { readonly type: "replaying"; readonly replaying: boolean }
  | { readonly type: "closed" };

/** The connection before it is first needed. */
export const idleConnection: ConnectionState = { status: "idle", attempt: 0, replaying: false };

/** Close code of a server that restarts. */
const restartCode = 1012;

/** Longest wait, whatever the server says: ten minutes. */
const maxDelayMs = 600_000;

/** Close code of a server that wants to know who the user is. */
const unauthenticatedCode = 4401;

/** Close codes after which the same attempt would end the same way: not the protocol, no or wrong credentials. */
const finalCodes: ReadonlySet<number> = new Set([4400, unauthenticatedCode]);

/**
 * The connection after an event. `wanted` begins an attempt at once unless one is under way or has succeeded: from `closed`, too.
 * An event that changes nothing returns the same object.
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
  // A token may end while the machine sleeps, and nobody be there to renew it in time.
  const isRenewed = canRenew && close.code === unauthenticatedCode;
  if (finalCodes.has(close.code) && !isRenewed) return ended(state, known);
  const attempt = state.attempt + 1;
  // What the server tells its clients is spread among them already.
  const delayMs =
    state.reconnectAfterMs ?? reconnectDelayMs(policy, { attempt, closeCode: close.code, random });
  const isRestart = state.restarting ?? close.code === restartCode;
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
