/** Bounds of the server's connections. */
export interface ConnectionLimits {
  /** Bytes of one frame from a client; a larger one closes the connection with 1009. Default 4 MiB. */
  readonly maxFrameBytes: number;
  /** Members of a batch; a longer one is answered with one -32600. Default 64. */
  readonly maxBatch: number;
  /** Requests of one connection that run at once; one more is `LimitExceeded`. Default 128. */
  readonly maxRequestsInFlight: number;
  /** Connections at once; one more is closed with 4429. Default 10,000. */
  readonly maxConnections: number;
  /** Connections of one user; one more is closed with 4429. 0 for no limit. Default 100. */
  readonly maxConnectionsPerUser: number;
  /** Connections from one address, of IPv6 from one network of 64 bits; one more is closed with 4429. 0 for no limit. Default 200. */
  readonly maxConnectionsPerAddress: number;
  /** Open sockets beside `maxConnections` connections: handshakes, pages and what sends nothing; one more is dropped. Default 5,000. */
  readonly maxHttpSockets: number;
  /** Time that an HTTP request, the handshake of a connection too, has to arrive in full before its socket is closed. Default 10,000. */
  readonly handshakeTimeoutMs: number;
  /** Sessions that one connection may be attached to; one more is `LimitExceeded`. Default 1,000. */
  readonly maxAttachments: number;
  /** UTF-16 units of a user's message; a longer one is `LimitExceeded`. Default 1,000,000, the most that the contract allows. */
  readonly maxMessageLength: number;
  /** Bytes that wait for one connection's socket before its events are left to the log and it is read from no more. Default 131,072. */
  readonly maxBufferedBytes: number;
  /** Time between pings; a connection that has not answered the last one by then is closed with 4408. Default 30,000. */
  readonly pingIntervalMs: number;
  /** Time that running turns have to end before the server does; what has not ended goes on with the next start. Default 10,000. */
  readonly drainGraceMs: number;
  /** Longest time after which clients are asked to connect again when the server restarts; each gets its own, from half of it on. Default 4,000. */
  readonly maxReconnectDelayMs: number;
}

/** What one user may have and do, whoever drives the user's sessions. */
export interface UserLimits {
  /** Sessions of one user in the log; one more is `LimitExceeded`. 0 for no limit. Default 10,000. */
  readonly maxSessionsPerUser: number;
  /** Requests of one user in a second, on average; more are `RateLimited`. 0 for no limit. Default 200. */
  readonly maxRequestsPerSecond: number;
  /** Requests of one user that may come at once before that rate counts. Default 400. */
  readonly maxRequestBurst: number;
  /** Messages to the sessions of one user within any minute; one more is `RateLimited`. 0 for no limit. Default 60. */
  readonly maxTurnsPerMinute: number;
  /** Bytes of stored events that one user may read within a minute, by deliveries and pages of history; the next large read is `RateLimited`. 0 for no limit. Default 256 MiB. */
  readonly maxReadBytesPerMinute: number;
}

/** What models may use, as they report it. A message beyond it is `LimitExceeded`; a turn that runs goes on. 0 for no limit, which is the default. */
export interface BudgetLimits {
  /** Tokens that one session may use. */
  readonly maxTokensPerSession: number;
  /** Tokens that one user may use in a day (UTC). */
  readonly maxTokensPerUserPerDay: number;
  /** What one session may cost by the list of prices, in hundredths of a dollar. */
  readonly maxCentsPerSession: number;
  /** What one user may cost in a day (UTC) by the list of prices, in hundredths of a dollar. */
  readonly maxCentsPerUserPerDay: number;
}

/** Where overload begins: new sessions, messages and plans are `Overloaded` then, and new connections closed with 1013. 0 for no limit. */
export interface OverloadLimits {
  /** Delay of the event loop by the server's own work, on average over half a second; time that the machine gives to others does not count. Default 500. */
  readonly maxEventLoopDelayMs: number;
  /** Memory of the process. Default 0: machines differ. */
  readonly maxMemoryBytes: number;
  /** UTF-16 units of new messages that wait for the log. Default 16 Mi; at `maxUncommittedLength` the log itself refuses more. */
  readonly maxLogBacklogLength: number;
}

/** Bounds of the server. Every one has a default, and passing it has a named consequence. */
export type ServerLimits = ConnectionLimits & UserLimits & BudgetLimits & OverloadLimits;

/** The limits that hold where the configuration says nothing. */
export const DEFAULT_SERVER_LIMITS: ServerLimits = {
  maxFrameBytes: 4 * 1024 * 1024,
  maxBatch: 64,
  maxRequestsInFlight: 128,
  maxConnections: 10_000,
  maxConnectionsPerUser: 100,
  maxConnectionsPerAddress: 200,
  maxHttpSockets: 5_000,
  handshakeTimeoutMs: 10_000,
  maxAttachments: 1_000,
  maxMessageLength: 1_000_000,
  maxBufferedBytes: 128 * 1024,
  pingIntervalMs: 30_000,
  drainGraceMs: 10_000,
  maxReconnectDelayMs: 4_000,
  maxSessionsPerUser: 10_000,
  maxRequestsPerSecond: 200,
  maxRequestBurst: 400,
  maxTurnsPerMinute: 60,
  maxReadBytesPerMinute: 256 * 1024 * 1024,
  maxTokensPerSession: 0,
  maxTokensPerUserPerDay: 0,
  maxCentsPerSession: 0,
  maxCentsPerUserPerDay: 0,
  maxEventLoopDelayMs: 500,
  maxMemoryBytes: 0,
  maxLogBacklogLength: 16 * 1024 * 1024,
};

/** Limits whose defaults are made for users who can be told apart. */
const AMONG_USERS = [
  "maxConnectionsPerUser",
  "maxConnectionsPerAddress",
  "maxSessionsPerUser",
  "maxRequestsPerSecond",
  "maxTurnsPerMinute",
  "maxReadBytesPerMinute",
] as const satisfies readonly (keyof ServerLimits)[];

/**
 * The limits in force. Where nobody is asked who they are, everybody is one user on one machine: what is bounded among users has no limit then, unless it
 * was set to another value than its default.
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
