import { defaultsOf, type LimitsOf, type LimitTable } from "@aiwhisperer/engine";

/** Limits of connections. */
export const CONNECTION_LIMITS = {
  maxFrameBytes: {
    fallback: 4 * 1024 * 1024,
    min: 1_024,
    description: "size of one message from a client; a larger one closes its connection",
  },
  maxBatch: { fallback: 64, min: 1, description: "members of a JSON-RPC batch; a longer one is refused" },
  maxRequestsInFlight: {
    fallback: 128,
    min: 1,
    description: "requests of one connection that run at once; one more is refused",
  },
  maxConnections: { fallback: 10_000, min: 1, description: "connections at once; one more is closed" },
  maxConnectionsPerUser: {
    fallback: 100,
    min: 0,
    description: "connections of one user at once; one more is closed; 0 sets no limit",
  },
  maxConnectionsPerAddress: {
    fallback: 200,
    min: 0,
    description:
      "connections at once from one address, of IPv6 from one /64 network; one more is closed; 0 sets no limit",
  },
  maxHttpSockets: {
    fallback: 5_000,
    min: 1,
    description:
      "open sockets beside maxConnections connections, such as handshakes and requests for pages; one more is dropped",
  },
  handshakeTimeoutMs: {
    fallback: 10_000,
    min: 100,
    description:
      "time within which a request or a handshake has to arrive in full; past it its socket is closed",
  },
  maxAttachments: {
    fallback: 1_000,
    min: 1,
    description: "sessions to which one connection may be attached; one more is refused",
  },
  maxMessageLength: {
    fallback: 1_000_000,
    min: 1,
    max: 1_000_000,
    description: "characters of a message to a model; a longer one is refused",
  },
  maxBufferedBytes: {
    fallback: 128 * 1024,
    min: 65_536,
    description: "bytes buffered for a slow connection; past them its events are read from the log later",
  },
  pingIntervalMs: {
    fallback: 30_000,
    min: 100,
    description: "time between pings; a connection that has not answered the last one is closed",
  },
  drainGraceMs: {
    fallback: 10_000,
    min: 0,
    description:
      "time that running turns have to finish before the server stops; unfinished turns resume with the next start",
  },
  maxReconnectDelayMs: {
    fallback: 4_000,
    min: 0,
    description: "longest time after which clients are asked to connect again when the server restarts",
  },
} as const satisfies LimitTable;

/** Limits of what one user may have and do, across all connections. */
export const USER_LIMITS = {
  maxSessionsPerUser: {
    fallback: 10_000,
    min: 0,
    description:
      "sessions of one user that are stored; one more is refused until others are deleted; 0 sets no limit",
  },
  maxRequestsPerSecond: {
    fallback: 200,
    min: 0,
    description:
      "requests of one user in a second, on average; more are refused for a while; 0 sets no limit",
  },
  maxRequestBurst: {
    fallback: 400,
    min: 1,
    description: "requests of one user that may arrive at once before that average counts",
  },
  maxTurnsPerMinute: {
    fallback: 60,
    min: 0,
    max: 10_000,
    description:
      "messages to the sessions of one user within a minute; one more is refused for a while, and tasks of plans wait; 0 sets no limit",
  },
  maxReadBytesPerMinute: {
    fallback: 256 * 1024 * 1024,
    min: 0,
    max: Number.MAX_SAFE_INTEGER,
    description:
      "bytes of stored events that one user may read within a minute; the next read is refused for a while; reconnects that lack 1,000 events or fewer have a separate budget of the same size; 0 sets no limit",
  },
} as const satisfies LimitTable;

/**
 * Limits of what models may use, as they report it. A message past one is `LimitExceeded`; a running turn
 * continues.
 */
export const BUDGET_LIMITS = {
  maxTokensPerSession: {
    fallback: 0,
    min: 0,
    max: Number.MAX_SAFE_INTEGER,
    description: "tokens after which a session accepts no more messages; 0 sets no limit",
  },
  maxTokensPerUserPerDay: {
    fallback: 0,
    min: 0,
    max: Number.MAX_SAFE_INTEGER,
    description:
      "tokens of one user in a day (UTC) after which messages are refused until it is over; 0 sets no limit",
  },
  maxCentsPerSession: {
    fallback: 0,
    min: 0,
    description:
      "cost by the list of prices, in hundredths of a dollar, after which a session accepts no more messages; 0 sets no limit",
  },
  maxCentsPerUserPerDay: {
    fallback: 0,
    min: 0,
    description:
      "cost of one user in a day (UTC), in hundredths of a dollar, after which messages are refused until it is over; 0 sets no limit",
  },
} as const satisfies LimitTable;

/**
 * Limits of the load past which new sessions, messages and plans are `Overloaded` and new connections are
 * closed.
 */
export const OVERLOAD_LIMITS = {
  maxEventLoopDelayMs: {
    fallback: 500,
    min: 0,
    description:
      "delay of the event loop caused by the server's own work, on average over half a second; 0 sets no limit",
  },
  maxMemoryBytes: {
    fallback: 0,
    min: 0,
    max: Number.MAX_SAFE_INTEGER,
    description: "memory of the program; 0 sets no limit",
  },
  maxLogBacklogLength: {
    fallback: 16 * 1024 * 1024,
    min: 0,
    description:
      "characters of new messages that wait for the log; set it below maxUncommittedLength; 0 sets no limit",
  },
} as const satisfies LimitTable;

/** Bounds of connections. */
export type ConnectionLimits = LimitsOf<typeof CONNECTION_LIMITS>;

/** Bounds of what one user may have and do. */
export type UserLimits = LimitsOf<typeof USER_LIMITS>;

/** Bounds of what models may use. */
export type BudgetLimits = LimitsOf<typeof BUDGET_LIMITS>;

/** Bounds of the load. */
export type OverloadLimits = LimitsOf<typeof OVERLOAD_LIMITS>;

/** Bounds of the server. */
export type ServerLimits = ConnectionLimits & UserLimits & BudgetLimits & OverloadLimits;

/** Default limits. */
export const DEFAULT_SERVER_LIMITS: ServerLimits = {
  ...defaultsOf(CONNECTION_LIMITS),
  ...defaultsOf(USER_LIMITS),
  ...defaultsOf(BUDGET_LIMITS),
  ...defaultsOf(OVERLOAD_LIMITS),
};

/** Limits whose defaults are meant for authenticated users. */
const AMONG_USERS = [
  "maxConnectionsPerUser",
  "maxConnectionsPerAddress",
  "maxSessionsPerUser",
  "maxRequestsPerSecond",
  "maxTurnsPerMinute",
  "maxReadBytesPerMinute",
] as const satisfies readonly (keyof ServerLimits)[];

/**
 * The limits in force. Without authentication every caller is one user on one machine: limits per user do not
 * apply then, unless a limit was set to another value than its default.
 */
export function limitsInForce(
  given: Partial<ServerLimits>,
  { hasUsers }: { readonly hasUsers: boolean },
): ServerLimits {
  const limits = { ...DEFAULT_SERVER_LIMITS, ...given };
  if (hasUsers) return limits;
  const unset = AMONG_USERS.filter((name) => limits[name] === DEFAULT_SERVER_LIMITS[name]);
  return { ...limits, ...Object.fromEntries(unset.map((name) => [name, 0])) };
}
