import type { ToolServerInfo } from "@aiwhisperer/protocol";
import { type Clock, delay } from "../../clock.ts";
import type { SourcedTool, Tool, ToolSource } from "../tool.ts";
import { callServerTool, failed } from "./call-server-tool.ts";
import type { ServerListing } from "./listing/list-server-tools.ts";
import type { LeftOutTool } from "./listing/read-tool.ts";
import type { ActiveServerConfig, Environment } from "./mcp-config.ts";
import { McpConnection } from "./mcp-connection.ts";
import type { McpLimits } from "./mcp-limits.ts";
import { describeOutage, type McpServerStatus } from "./mcp-status.ts";
import { toServerInfo } from "./server-info.ts";
import { type CallServerTool, toToolListing } from "./tool-listing.ts";

/** What every server of a program has in common. */
export interface McpServerOptions {
  readonly clock: Clock;
  readonly random: () => number;
  readonly limits: McpLimits;
  readonly environment: Environment;
  readonly client: { readonly name: string; readonly version: string };
  readonly onStatus: (status: McpServerStatus) => void;
}

/**
 * An MCP server as a source of tools: connected in the background, and again after every loss, with growing waits. Before the first connection it has
 * no tools; while it is lost its last ones are listed as unusable.
 */
export class McpServer implements ToolSource {
  readonly name: string;
  readonly #config: ActiveServerConfig;
  readonly #options: McpServerOptions;
  readonly #over = new AbortController();
  #status: McpServerStatus;
  #connection: McpConnection | undefined;
  /** The connection that is being opened or is open. */
  #current: McpConnection | undefined;
  /** Ends the wait for the next connection. */
  #impatience = new AbortController();
  #since: number;
  #restarts = 0;
  #leftOut: readonly LeftOutTool[] = [];
  #readyAt: number | undefined;
  #tools: readonly Tool[] = [];
  #listed: readonly SourcedTool[] = [];
  #running: Promise<void> | undefined;

  constructor(config: ActiveServerConfig, options: McpServerOptions) {
    this.name = `mcp:${config.name}`;
    this.#config = config;
    this.#options = options;
    this.#status = { name: config.name, state: "connecting" };
    this.#since = options.clock.now();
  }

  get status(): McpServerStatus {
    return this.#status;
  }

  /** The state for people. */
  get info(): ToolServerInfo {
    return toServerInfo(this.#status, {
      since: this.#since,
      restarts: this.#restarts,
      warnings: this.#config.warnings ?? [],
      tools: this.#tools.length,
      leftOut: this.#leftOut,
    });
  }

  list(): readonly SourcedTool[] {
    return this.#listed;
  }

  /** Begins to connect; returns at once. */
  start(): void {
    this.#running ??= this.#run();
  }

  /** Ends the connection, and the process where there is one. Resolves when nothing of it is left; never rejects. */
  async close(): Promise<void> {
    this.#over.abort();
    await this.#running;
    this.#enter({ name: this.#config.name, state: "closed" });
  }

  /** Gives the connection up and opens another one at once. */
  restart(): void {
    this.#impatience.abort();
    this.#current?.giveUp("was restarted by an admin");
  }

  async #run(): Promise<void> {
    const { clock, limits } = this.#options;
    let losses = 0;
    while (!this.#over.signal.aborted) {
      const connection = this.#createConnection();
      this.#current = connection;
      await connection.open();
      await whenAborted(connection.lost);
      const wasStable = clock.now() - (this.#readyAt ?? clock.now()) >= limits.maxMcpRestartDelayMs;
      this.#connection = undefined;
      this.#readyAt = undefined;
      losses = wasStable ? 1 : losses + 1;
      await this.#pause(connection, this.#restartDelayMs(losses));
    }
  }

  #createConnection(): McpConnection {
    const connection = new McpConnection(this.#config, {
      ...this.#options,
      signal: this.#over.signal,
      onTools: (listing) => this.#offer(connection, listing),
    });
    return connection;
  }

  /** Ends what is left of a lost connection and waits for the time of the next one. */
  async #pause(lost: McpConnection, delayMs: number): Promise<void> {
    const { name } = this.#config;
    const { clock } = this.#options;
    const { lostReason: reason = "was closed" } = lost;
    const isOver = this.#over.signal.aborted;
    if (!isOver) this.#enter({ name, state: "failed", reason, nextAttemptAt: clock.now() + delayMs });
    const signal = AbortSignal.any([this.#over.signal, this.#impatience.signal]);
    await Promise.all([lost.close(), delay(clock, delayMs, signal)]);
    this.#impatience = new AbortController();
    if (isOver || this.#over.signal.aborted) return;
    this.#restarts += 1;
    this.#enter({ name, state: "connecting", reason });
  }

  #restartDelayMs(losses: number): number {
    const { limits, random } = this.#options;
    const ceilingMs = Math.min(limits.mcpRestartDelayMs * 2 ** (losses - 1), limits.maxMcpRestartDelayMs);
    return Math.round(ceilingMs * (0.5 + random() / 2));
  }

  #offer(connection: McpConnection, listing: ServerListing): void {
    const { name, selection = {}, callTimeoutMs } = this.#config;
    const { limits } = this.#options;
    const timeoutMs = callTimeoutMs ?? limits.mcpCallTimeoutMs;
    const owner = { server: name, selection, limits, timeoutMs, call: this.#call };
    const { tools, leftOut } = toToolListing(listing, owner);
    this.#connection = connection;
    this.#readyAt ??= this.#options.clock.now();
    this.#tools = tools;
    this.#leftOut = leftOut;
    this.#enter({ name, state: "ready", tools: tools.length, leftOut });
  }

  /** A tool outlives the connection that listed it: it runs on the one that is there when it is called. */
  readonly #call: CallServerTool = async (tool, args, run) => {
    const outage = describeOutage(this.#status);
    if (this.#connection === undefined || outage !== undefined) return failed(outage ?? "");
    return callServerTool(this.#connection, { server: this.#config.name, tool, args, run });
  };

  #enter(status: McpServerStatus): void {
    if (status.state !== this.#status.state) this.#since = this.#options.clock.now();
    this.#status = status;
    const unusable = describeOutage(status);
    this.#listed = this.#tools.map((tool) => (unusable === undefined ? { tool } : { tool, unusable }));
    this.#options.onStatus(status);
  }
}

function whenAborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
}
