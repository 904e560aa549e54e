import {
  SSEClientTransport,
  StreamableHTTPClientTransport,
  type Transport,
} from "@modelcontextprotocol/client";
import { waitAtMost } from "../../kit/deadline.ts";
import type { ServerAuthorization } from "./authorization/server-authorization.ts";
import { createBoundedFetch } from "./kit/bounded-fetch.ts";
import type { ActiveServerConfig, HttpServerConfig } from "./kit/mcp-config.ts";
import { ServerProcess, type ServerProcessOptions } from "./server-process.ts";

/**
 * How a server is greeted: `negotiate` asks for its revision first, `initialize` greets it as one up to
 * revision 2025-11-25 at once, and `sse` does so over the transport of revision 2024-11-05.
 */
export type McpApproach = "negotiate" | "initialize" | "sse";

/** A transport to a server, of either kind. */
export interface ServerLink {
  readonly transport: Transport;
  /** Why the server has ended; `undefined` while it has not, as far as the link can know. */
  endReason(): string | undefined;
  /** Whether an error of the transport is worth asking the server whether it is still there. */
  readonly isCheckedOnError: boolean;
  /** Ends the connection, and the process where there is one. Never rejects. */
  close(): Promise<void>;
}

/** What a link is made with. */
export interface ServerLinkOptions extends ServerProcessOptions {
  readonly approach: McpApproach;
  /** Supplies the tokens of requests; absent where nothing but the configured headers is sent. */
  readonly authorization?: ServerAuthorization | undefined;
  /** Called when the link has failed. The reason completes a sentence that begins with the server's name. */
  readonly onFault: (reason: string) => void;
}

/**
 * How the stream of a server's notifications is opened again after a break: until the server is known to be
 * lost.
 */
const RECONNECTION = {
  initialReconnectionDelay: 1_000,
  maxReconnectionDelay: 30_000,
  reconnectionDelayGrowFactor: 1.5,
  maxRetries: Number.POSITIVE_INFINITY,
};

export function createServerLink(config: ActiveServerConfig, options: ServerLinkOptions): ServerLink {
  if (config.kind === "http") {
    return options.approach === "sse" ? createSseLink(config, options) : createHttpLink(config, options);
  }
  const process = new ServerProcess(config, options);
  return {
    transport: process,
    endReason: () => process.endReason,
    // The end of the process says all.
    isCheckedOnError: false,
    close: () => process.close(),
  };
}

function createHttpLink(config: HttpServerConfig, options: ServerLinkOptions): ServerLink {
  const { clock, limits } = options;
  const transport = new StreamableHTTPClientTransport(new URL(config.url), {
    ...httpOptions(config, options),
    reconnectionOptions: RECONNECTION,
    onInsufficientScope: "throw",
  });
  return {
    transport,
    endReason: () => undefined,
    isCheckedOnError: true,
    async close() {
      // A server that does not hear that its session is over forgets it by itself.
      const farewell = transport.terminateSession().catch(() => undefined);
      await waitAtMost(clock, limits.mcpStopGraceMs, farewell);
      await transport.close();
    },
  };
}

function createSseLink(config: HttpServerConfig, options: ServerLinkOptions): ServerLink {
  const transport = new SSEClientTransport(new URL(config.url), httpOptions(config, options));
  return {
    transport,
    endReason: () => undefined,
    isCheckedOnError: true,
    close: () => transport.close(),
  };
}

function httpOptions({ headers }: HttpServerConfig, { limits, authorization, onFault }: ServerLinkOptions) {
  const bounded = createBoundedFetch({
    maxBytes: limits.maxMcpMessageBytes,
    onExcess: () => onFault(`sent a message of more than ${limits.maxMcpMessageBytes} bytes`),
  });
  const requestInit = { headers: { ...headers } };
  if (authorization === undefined) return { requestInit, fetch: bounded };
  return { requestInit, fetch: authorization.signing(bounded), authProvider: authorization };
}
