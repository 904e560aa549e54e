import { join } from "node:path";
import type { ToolOutcome, ToolProgress, ToolRunContext } from "@aiwhisperer/engine";
import { onTestFinished } from "vitest";
import { parseMcpConfig } from "../../../packages/engine/src/tool/mcp/config/parse-mcp-config.ts";
import { McpServers, type McpServersOptions } from "../../../packages/engine/src/tool/mcp/mcp-servers.ts";
import type { McpServerStatus } from "../../../packages/engine/src/tool/mcp/mcp-status.ts";

/** How a tool is called; by default it is never aborted and reports no progress. */
export interface CallOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: ToolProgress) => void;
  readonly sessionId?: string;
  /** Default: every question is cancelled. */
  readonly ask?: ToolRunContext["ask"];
}

type Options = Partial<Omit<McpServersOptions, "servers">>;

/** MCP servers under test, with every state that they have been in. */
export class McpRig {
  readonly servers: McpServers;
  readonly statuses: McpServerStatus[] = [];
  readonly #waiting = new Set<() => void>();

  constructor(mcpServers: Readonly<Record<string, object>>, options: Options = {}) {
    const environment = options.environment ?? process.env;
    this.servers = new McpServers({
      ...options,
      environment,
      servers: parseMcpConfig(JSON.stringify({ mcpServers }), environment),
      onStatus: (status) => {
        this.statuses.push(status);
        for (const wake of this.#waiting) wake();
      },
    });
  }

  /** Names of the tools that are listed, and of none that cannot be used. */
  get usable(): readonly string[] {
    return this.#tools.flatMap(({ tool, unusable }) => (unusable === undefined ? [tool.name] : []));
  }

  /** Why a tool cannot be used now. */
  unusable(name: string): string | undefined {
    return this.#tools.find(({ tool }) => tool.name === name)?.unusable;
  }

  tool(name: string) {
    const found = this.#tools.find(({ tool }) => tool.name === name);
    if (found === undefined) throw new Error(`there is no tool ${name} among ${this.usable.join(", ")}`);
    return found.tool;
  }

  call(name: string, args: unknown = {}, options: CallOptions = {}): Promise<ToolOutcome> {
    const { signal = new AbortController().signal, onProgress: progress = () => undefined } = options;
    const { sessionId = "session", ask = async () => ({ kind: "cancelled" }) } = options;
    const call = { sessionId, toolCallId: "call", signal, progress, ask };
    return this.tool(name).run(args, call);
  }

  /** The first status from the given one on that is in that state, now or later. */
  async until<State extends McpServerStatus["state"]>(
    state: State,
    from = 0,
  ): Promise<Extract<McpServerStatus, { state: State }>> {
    for (;;) {
      const found = this.statuses.slice(from).find((status) => status.state === state);
      if (found !== undefined) return found as Extract<McpServerStatus, { state: State }>;
      await this.change();
    }
  }

  /** Resolves at the next change of a status. */
  change(): Promise<void> {
    return new Promise((resolve) => {
      const wake = (): void => {
        this.#waiting.delete(wake);
        resolve();
      };
      this.#waiting.add(wake);
    });
  }

  get #tools() {
    return this.servers.sources.flatMap((source) => source.list());
  }
}

/** Starts servers that end with the test at the latest. */
export function startMcp(mcpServers: Readonly<Record<string, object>>, options: Options = {}): McpRig {
  const rig = new McpRig(mcpServers, options);
  onTestFinished(() => rig.servers.close());
  rig.servers.start();
  return rig;
}

/** The configuration of one of the servers of this folder. */
export function scriptOf(file: string, env: Readonly<Record<string, string>> = {}): object {
  return { command: process.execPath, args: [join(import.meta.dirname, file)], env };
}

/** The entry of a server from npm. */
export function npmServer(name: string): string {
  return join(import.meta.dirname, "../../../node_modules/@modelcontextprotocol", name, "dist/index.js");
}

/** Whether a process of that id exists. */
export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
