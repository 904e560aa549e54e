/** Bounds of the server's connections. Every one has a default, and passing it has a named consequence. */
export interface ServerLimits {
  /** Bytes of one frame from a client; a larger one closes the connection with 1009. Default 4 MiB. */
  readonly maxFrameBytes: number;
  /** Members of a batch; a longer one is answered with one -32600. Default 64. */
  readonly maxBatch: number;
  /** Requests of one connection that run at once; one more is `LimitExceeded`. Default 128. */
  readonly maxRequestsInFlight: number;
  /** Connections at once; one more is closed with 4429. Default 10,000. */
  readonly maxConnections: number;
  /** Sessions that one connection may be attached to; one more is `LimitExceeded`. Default 1,000. */
  readonly maxAttachments: number;
  /** Bytes that wait for one connection's socket before its events are left to the log and it is read from no more; 64 KiB is the least. Default 1 MiB. */
  readonly maxBufferedBytes: number;
  /** Time between pings; a connection that has not answered the last one by then is closed with 4408. Default 30,000. */
  readonly pingIntervalMs: number;
  /** Time that running turns have to end before the server does; what has not ended goes on with the next start. Default 10,000. */
  readonly drainGraceMs: number;
  /** Longest time after which clients are asked to connect again when the server restarts; each gets its own, from half of it on. Default 4,000. */
  readonly maxReconnectDelayMs: number;
}

/** The limits that hold where the configuration says nothing. */
export const DEFAULT_SERVER_LIMITS: ServerLimits = {
  maxFrameBytes: 4 * 1024 * 1024,
  maxBatch: 64,
  maxRequestsInFlight: 128,
  maxConnections: 10_000,
  maxAttachments: 1_000,
  maxBufferedBytes: 128 * 1024,
  pingIntervalMs: 30_000,
  drainGraceMs: 10_000,
  maxReconnectDelayMs: 4_000,
};
