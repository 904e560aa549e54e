import type { Server, ServerOptions } from "node:http";
import type { ServerLimits } from "../kit/limits.ts";

/** How often sockets are looked at, in parts of the time that they have. */
const LOOKS = 4;

/**
 * Settings of an HTTP server by which every request, the handshake of a connection too, has to arrive in its
 * time; else its socket is closed.
 */
export function requestBounds({ handshakeTimeoutMs }: ServerLimits): ServerOptions {
  return {
    headersTimeout: handshakeTimeoutMs,
    requestTimeout: handshakeTimeoutMs,
    connectionsCheckingInterval: Math.ceil(handshakeTimeoutMs / LOOKS),
  };
}

/**
 * Drops the sockets of a server beyond its connections and `maxHttpSockets` others; `onDrop` is called for
 * each.
 */
export function boundSockets(
  server: Server,
  { maxConnections, maxHttpSockets }: ServerLimits,
  onDrop: () => void,
): void {
  server.maxConnections = maxConnections + maxHttpSockets;
  server.on("drop", onDrop);
}
