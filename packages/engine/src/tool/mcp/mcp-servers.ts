import type { ToolServerInfo } from "@aiwhisperer/protocol";
import manifest from "../../../package.json" with { type: "json" };
import { type Clock, systemClock } from "../../kit/clock.ts";
import type { ProgramSandbox } from "../../sandbox/confinement.ts";
import type { PromptSource } from "../prompt-source.ts";
import type { ToolSource } from "../tool.ts";
import type { ToolServers } from "../tool-registry.ts";
import type { SignInHost } from "./authorization/server-authorization.ts";
import { AuthorizationFault } from "./kit/authorization-fault.ts";
import type {
  ActiveServerConfig,
  DisabledServerConfig,
  Environment,
  InvalidServerConfig,
  McpServerConfig,
} from "./kit/mcp-config.ts";
import { DEFAULT_MCP_LIMITS, type McpLimits } from "./kit/mcp-limits.ts";
import { McpPrompts } from "./mcp-prompts.ts";
import { McpServer } from "./mcp-server.ts";
import type { McpServerStatus } from "./mcp-status.ts";
import { ResourceTools } from "./resource-tools.ts";
import { toServerInfo } from "./server-info.ts";

/** What MCP servers are made from. */
export interface McpServersOptions {
  /** As `parseMcpConfig` returns them. */
  readonly servers: readonly McpServerConfig[];
  /** Variables of this process, of which a server's process gets a few. */
  readonly environment: Environment;
  /** Default: the machine's. */
  readonly clock?: Clock;
  /** From 0 up to 1, for the jitter of restarts. Default: `Math.random`. */
  readonly random?: () => number;
  readonly limits?: Partial<McpLimits>;
  /** The sandbox of servers that are to run in one. Default: none, and such a server does not start. */
  readonly programs?: ProgramSandbox;
  /**
   * What people need to sign in at servers that ask for it. Default: sign-ins are not possible, and such a
   * server fails with HTTP 401.
   */
  readonly signIn?: SignInHost;
  /** Called on every change of a server's state, for a log. Must not throw. */
  readonly onStatus?: (status: McpServerStatus) => void;
}

/**
 * The MCP servers of a program: each one a source of tools that comes and goes without anybody waiting for
 * it.
 */
export class McpServers implements ToolServers {
  /** Their prompts for people. */
  readonly prompts: PromptSource;
  readonly #servers: readonly McpServer[];
  readonly #unused: readonly McpServerStatus[];
  readonly #configured: readonly (McpServer | ToolServerInfo)[];
  readonly #resources: ResourceTools;

  constructor(options: McpServersOptions) {
    const {
      servers,
      environment,
      clock = systemClock,
      random = Math.random,
      limits,
      onStatus,
      signIn,
      programs = { reason: "" },
    } = options;
    const shared = {
      clock,
      random,
      environment,
      limits: { ...DEFAULT_MCP_LIMITS, ...limits },
      client: { name: "aiwhisperer-interactive", version: manifest.version },
      signIn,
      programs,
      onStatus: onStatus ?? (() => undefined),
    };
    const made = servers.map((server) =>
      isActive(server) ? new McpServer(server, shared) : toStatus(server),
    );
    this.#servers = made.filter((each) => each instanceof McpServer);
    this.#unused = made.flatMap((each) => (each instanceof McpServer ? [] : [each]));
    this.#resources = new ResourceTools(this.#servers, shared.limits);
    this.prompts = new McpPrompts(this.#servers, shared);
    const facts = { since: clock.now(), restarts: 0, warnings: [], tools: 0, leftOut: [] };
    this.#configured = made.map((each) => (each instanceof McpServer ? each : toServerInfo(each, facts)));
  }

  /**
   * One for each server that is used, in the order of the configuration, and one of the tools for their
   * resources.
   */
  get sources(): readonly ToolSource[] {
    return [...this.#servers, this.#resources];
  }

  /** The state of every configured server; those that are not used come last. */
  status(): readonly McpServerStatus[] {
    return [...this.#servers.map(({ status }) => status), ...this.#unused];
  }

  list(): readonly ToolServerInfo[] {
    return this.#configured.map((server) => (server instanceof McpServer ? server.info : server));
  }

  restart(name: string): boolean {
    const server = this.#servers.find(({ status }) => status.name === name);
    server?.restart();
    return server !== undefined;
  }

  /**
   * Ends a sign-in with the parameters of an authorization server's redirect, and connects to the server.
   * Resolves with the server's name; rejects with an `AuthorizationFault` when no sign-in of that state waits
   * or it was refused. A state works once.
   */
  async completeSignIn(params: URLSearchParams): Promise<string> {
    const state = params.get("state") ?? "";
    const server = this.#servers.find((each) => each.awaitsSignIn(state));
    if (server === undefined) throw new AuthorizationFault("no such sign-in waits");
    await server.completeSignIn(params);
    return server.status.name;
  }

  /** Begins to connect to all of them; returns at once. */
  start(): void {
    for (const server of this.#servers) server.start();
  }

  /**
   * Ends every connection and process. Resolves when nothing of them is left; never rejects. They are not
   * started again.
   */
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
