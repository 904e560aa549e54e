import manifest from "../../../package.json" with { type: "json" };
import { type Clock, systemClock } from "../../clock.ts";
import type { ToolSource } from "../tool.ts";
import type {
  ActiveServerConfig,
  DisabledServerConfig,
  Environment,
  InvalidServerConfig,
  McpServerConfig,
} from "./mcp-config.ts";
import { DEFAULT_MCP_LIMITS, type McpLimits } from "./mcp-limits.ts";
import { McpServer } from "./mcp-server.ts";
import type { McpServerStatus } from "./mcp-status.ts";

/** What MCP servers are made from. */
export interface McpServersOptions {
  /** As `parseMcpConfig` gives them. */
  readonly servers: readonly McpServerConfig[];
  /** Variables of this process, of which a server's process gets a few. */
  readonly environment: Environment;
  /** Default: the machine's. */
  readonly clock?: Clock;
  /** From 0 up to 1, for the jitter of restarts. Default: `Math.random`. */
  readonly random?: () => number;
  readonly limits?: Partial<McpLimits>;
  /** Told of every change of a server's state, for a log. Must not throw. */
  readonly onStatus?: (status: McpServerStatus) => void;
}

/** The MCP servers of a program: each one a source of tools that comes and goes without anybody waiting for it. */
export class McpServers {
  readonly #servers: readonly McpServer[];
  readonly #unused: readonly McpServerStatus[];

  constructor(options: McpServersOptions) {
    const { servers, environment, clock = systemClock, random = Math.random, limits, onStatus } = options;
    const shared = {
      clock,
      random,
      environment,
      limits: { ...DEFAULT_MCP_LIMITS, ...limits },
      client: { name: "aiwhisperer-interactive", version: manifest.version },
      onStatus: onStatus ?? (() => undefined),
    };
    this.#servers = servers.filter(isActive).map((server) => new McpServer(server, shared));
    this.#unused = servers.flatMap((server) => (isActive(server) ? [] : [toStatus(server)]));
  }

  /** One for each server that is used, in the order of the configuration. */
  get sources(): readonly ToolSource[] {
    return this.#servers;
  }

  /** The state of every configured server; those that are not used come last. */
  status(): readonly McpServerStatus[] {
    return [...this.#servers.map(({ status }) => status), ...this.#unused];
  }

  /** Begins to connect to all of them; returns at once. */
  start(): void {
    for (const server of this.#servers) server.start();
  }

  /** Ends every connection and process. Resolves when nothing of them is left; never rejects. They are not started again. */
  async close(): Promise<void> {
    await Promise.all(this.#servers.map((server) => server.close()));
  }
}

function isActive(server: McpServerConfig): server is ActiveServerConfig {
  return server.kind === "stdio" || server.kind === "http";
}

function toStatus(server: DisabledServerConfig | InvalidServerConfig): McpServerStatus {
  const { kind, name } = server;
  return kind === "disabled"
    ? { name, state: kind }
    : { name, state: kind, reason: server.problems.join("; ") };
}
