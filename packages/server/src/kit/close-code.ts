/** WebSocket close codes of the server, as PROTOCOL.md explains them. */
export const CloseCode = {
  /** The client ends the connection, or the server does at its request. */
  Normal: 1000,
  /** A frame breaks RFC 6455. */
  BrokenFrame: 1002,
  /** A text frame is no UTF-8. */
  BrokenText: 1007,
  /** A message of too many fragments, or one that comes in too many pieces. */
  TooManyFragments: 1008,
  /** A frame was larger than `maxFrameBytes`. */
  FrameTooLarge: 1009,
  /** The server restarts, or an admin has ended the connection; connect again soon. */
  Restarting: 1012,
  /** The server has more work than it can do; connect again later. */
  Overloaded: 1013,
  /** The client does not speak the protocol: a binary frame. */
  NotTheProtocol: 4400,
  /** The token of the connection has ended or was revoked. */
  Unauthenticated: 4401,
  /** No answer to a ping. */
  PingTimeout: 4408,
  /** The server has as many connections as it takes, in all, from the address or of the user. */
  TooManyConnections: 4429,
} as const;
