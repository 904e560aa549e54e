import type { ToolServerInfo } from "@aiwhisperer/protocol";
import { type Clock, delay } from "../../kit/clock.ts";
import { describeConfinement, type ProgramSandbox } from "../../sandbox/confinement.ts";
import type { SourcedTool, Tool, ToolSource } from "../tool.ts";
import { createServerAuthorization } from "./authorization/create-server-authorization.ts";
import type { ServerAuthorization, SignInHost } from "./authorization/server-authorization.ts";
import { callServerTool, failed } from "./call-server-tool.ts";
import { describeFailure } from "./describe-failure.ts";
import type { ActiveServerConfig, Environment } from "./kit/mcp-config.ts";
import type { McpLimits } from "./kit/mcp-limits.ts";
import { cleanServerText } from "./kit/server-secrets.ts";
import type { ServerListing } from "./listing/list-server-tools.ts";
import type { LeftOutTool } from "./listing/read-tool.ts";
import { McpConnection, SessionLost } from "./mcp-connection.ts";
import { describeOutage, type McpServerStatus } from "./mcp-status.ts";
import { boundInstructions, toServerInfo } from "./server-info.ts";
import type { McpApproach } from "./server-link.ts";
import { type CallServerTool, type ToolOwner, toToolListing } from "./tool-listing.ts";

/** What every server of a program has in common. */
export interface McpServerOptions {
  readonly clock: Clock;
  readonly random: () => number;
  readonly limits: McpLimits;
  readonly environment: Environment;
  readonly programs: ProgramSandbox;
  readonly client: { readonly name: string; readonly version: string };
  /** What people need to sign in; absent where they cannot. */
  readonly signIn: SignInHost | undefined;
  readonly onStatus: (status: McpServerStatus) => void;
}

/**
 * An MCP server as a source of tools: connected in the background, and again after every loss, with growing
 * waits. Before the first connection it has no tools; while it is lost its last ones are listed as unusable.
 */
export class McpServer implements ToolSource {
  readonly name: string;
  readonly #config: ActiveServerConfig;
  readonly #options: McpServerOptions;
  readonly #authorization: ServerAuthorization | undefined;
  readonly #over = new AbortController();
  readonly #watchers = new Set<() => void>();
  #status: McpServerStatus;
  #connection: McpConnection | undefined;
  /** The way of greeting that worked last where the usual one does not. */
  #approach: McpApproach = "negotiate";
  #failedStarts = 0;
  /** The connection that is being opened or is open. */
  #current: McpConnection | undefined;
  #since: number;
  #restarts = 0;
  #leftOut: readonly LeftOutTool[] = [];
  #readyAt: number | undefined;
  #wake = new AbortController();
  /** Why the last sign-in failed; part of the status until the next one ends. */
  #signInFault: string | undefined;
  #tools: readonly Tool[] = [];
  #listed: readonly SourcedTool[] = [];
  #running: Promise<void> | undefined;

  constructor(config: ActiveServerConfig, options: McpServerOptions) {
    this.name = `mcp:${config.name}`;
    this.#config = config;
    this.#options = options;
    this.#authorization = createServerAuthorization(config, options);
    this.#status = { name: config.name, state: "connecting" };
    this.#since = options.clock.now();
  }

  get status(): McpServerStatus {
    return this.#status;
  }

  /** What the server says about the use of its tools; `undefined` while it is not ready. */
  get instructions(): string | undefined {
    const text = this.connection?.instructions;
    return text === undefined ? undefined : boundInstructions(text, this.#options.limits);
  }

  /** The connection that can be used now. */
  get connection(): McpConnection | undefined {
    return this.#status.state === "ready" ? this.#connection : undefined;
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

  /** Ends the wait before the next connection, where there is one. */
  reconnect(): void {
    this.#wake.abort();
  }

  /** Whether the sign-in of that state waits at this server, and its link still works. */
  awaitsSignIn(state: string): boolean {
    const isOpen = this.#status.state === "sign-in" && this.#options.clock.now() < this.#status.expiresAt;
    return isOpen && this.#authorization?.awaits(state) === true;
  }

  /**
   * Ends the sign-in that the parameters of a redirect name, and connects. Rejects with an
   * `AuthorizationFault`, in any case with a new link soon.
   */
  async completeSignIn(params: URLSearchParams): Promise<void> {
    this.#signInFault = undefined;
    try {
      await this.#authorization?.completeSignIn(params);
    } catch (error) {
      const secrets = this.#authorization?.secrets ?? [];
      this.#signInFault = describeFailure(error, (text) => cleanServerText(text, secrets));
      throw error;
    } finally {
      this.reconnect();
    }
  }

  /**
   * Ends the connection, and the process where there is one. Resolves when nothing of it is left; never
   * rejects.
   */
  async close(): Promise<void> {
    this.#over.abort();
    await this.#running;
    this.#enter({ name: this.#config.name, state: "closed" });
  }

  /** Drops the connection and opens another one at once. */
  restart(): void {
    this.#wake.abort();
    this.#current?.giveUp("was restarted by an admin");
  }

  async #run(): Promise<void> {
    const { clock, limits } = this.#options;
    let losses = 0;
    while (!this.#over.signal.aborted) {
      const connection = await this.#connect();
      await whenAborted(connection.lost);
      const wasStable =
        clock.monotonic() - (this.#readyAt ?? clock.monotonic()) >= limits.maxMcpRestartDelayMs;
      this.#failedStarts = this.#readyAt === undefined ? this.#failedStarts + 1 : 0;
      this.#connection = undefined;
      this.#readyAt = undefined;
      losses = wasStable ? 1 : losses + 1;
      await this.#pause(connection, this.#restartDelayMs(losses, connection));
    }
  }

  /**
   * Opens a connection, where one fails in the other way that it suggests. Resolves with one that is ready or
   * lost.
   */
  async #connect(): Promise<McpConnection> {
    const first = await this.#open(this.#approach);
    const { alternative } = first;
    if (first.lostReason === undefined) return first;
    this.#approach = "negotiate";
    if (alternative === undefined || this.#over.signal.aborted) return first;
    await first.close();
    const second = await this.#open(alternative);
    if (second.lostReason === undefined) this.#approach = alternative;
    // How a process ends when it is greeted is its own reason. Over HTTP the first failure says more than
    // that of a guess.
    const isUsed = second.lostReason === undefined || second.signInUrl !== undefined;
    if (isUsed || this.#config.kind === "stdio") return second;
    await second.close();
    return first;
  }

  async #open(approach: McpApproach): Promise<McpConnection> {
    const { mcpProbeTimeoutMs, mcpConnectTimeoutMs } = this.#options.limits;
    const probeTimeoutMs = Math.min(mcpProbeTimeoutMs * 2 ** this.#failedStarts, mcpConnectTimeoutMs);
    const connection = new McpConnection(this.#config, {
      ...this.#options,
      approach,
      probeTimeoutMs,
      authorization: this.#authorization,
      signal: this.#over.signal,
      onTools: (listing) => this.#offer(connection, listing),
    });
    this.#current = connection;
    await connection.open();
    return connection;
  }

  /** Ends what is left of a lost connection and waits for the time of the next one. */
  async #pause(lost: McpConnection, delayMs: number): Promise<void> {
    const { name } = this.#config;
    const { clock } = this.#options;
    const { lostReason: reason = "was closed", signInUrl: url } = lost;
    const isClosed = this.#over.signal.aborted;
    if (!isClosed) {
      const until = clock.now() + delayMs;
      if (url === undefined) this.#enter({ name, state: "failed", reason, nextAttemptAt: until });
      else
        this.#enter({ name, state: "sign-in", reason: this.#signInFault ?? reason, url, expiresAt: until });
    }
    const isOver = AbortSignal.any([this.#over.signal, this.#wake.signal]);
    await Promise.all([lost.close(), delay(clock, delayMs, isOver)]);
    this.#wake = new AbortController();
    this.#authorization?.expireSignIn();
    if (isClosed || this.#over.signal.aborted) return;
    this.#restarts += 1;
    this.#enter({ name, state: "connecting", reason });
  }

  #restartDelayMs(losses: number, { isRefused, signInUrl }: McpConnection): number {
    const { limits, random } = this.#options;
    if (signInUrl !== undefined) return limits.mcpSignInTimeoutMs;
    if (isRefused) return limits.mcpRefusalDelayMs;
    const ceilingMs = Math.min(limits.mcpRestartDelayMs * 2 ** (losses - 1), limits.maxMcpRestartDelayMs);
    return Math.round(ceilingMs * (0.5 + random() / 2));
  }

  #offer(connection: McpConnection, listing: ServerListing): void {
    const { name, selection = {}, callTimeoutMs, trustHints: trustsHints = false } = this.#config;
    const { limits } = this.#options;
    const timeoutMs = callTimeoutMs ?? limits.mcpCallTimeoutMs;
    const facts = { server: name, selection, limits, timeoutMs, trustsHints };
    const owner = { ...facts, call: this.#call, ...this.#confinement() };
    const { tools, leftOut } = toToolListing(listing, owner);
    this.#connection = connection;
    this.#readyAt ??= this.#options.clock.monotonic();
    this.#tools = tools;
    this.#leftOut = leftOut;
    this.#enter({ name, state: "ready", tools: tools.length, leftOut });
  }

  /** What confines the server's process, for people; nothing for one that is elsewhere. */
  #confinement(): Pick<ToolOwner, "confinement"> {
    if (this.#config.kind !== "stdio") return {};
    const { sandbox } = this.#config;
    const { programs } = this.#options;
    const confined: ProgramSandbox =
      sandbox === undefined || programs.sandbox === undefined
        ? { reason: "`sandbox: true` in the entry of its MCP server confines it." }
        : { sandbox: programs.sandbox, network: sandbox.network };
    return { confinement: describeConfinement(confined) };
  }

  /** A tool outlives the connection that listed it: it runs on the one that is there when it is called. */
  readonly #call: CallServerTool = async (tool, args, run) => {
    const outage = describeOutage(this.#status);
    const connection = this.#connection;
    if (connection === undefined || outage !== undefined) return failed(outage ?? "");
    const call = { server: this.#config.name, tool, args, run };
    try {
      return await callServerTool(connection, call);
    } catch (error) {
      if (!(error instanceof SessionLost)) throw error;
      return this.#callAgain(connection, call);
    }
  };

  /** Makes a call that has not run, on the next connection. */
  async #callAgain(lost: McpConnection, call: Parameters<typeof callServerTool>[1]) {
    await this.#untilConnected(lost, call.run.signal);
    const connection = this.#connection;
    const outage = describeOutage(this.#status);
    if (connection === undefined || connection === lost || outage !== undefined) return failed(outage ?? "");
    return callServerTool(connection, call).catch(() =>
      failed(`${call.tool.name} did not run: its server has forgotten the session twice.`),
    );
  }

  /** Resolves when there is another connection, one could not be opened, or the signal aborts. */
  async #untilConnected(lost: McpConnection, signal: AbortSignal): Promise<void> {
    let isTrying = false;
    while (!signal.aborted && (this.#connection === lost || this.#connection === undefined)) {
      const { state } = this.#status;
      if (state === "closed" || state === "sign-in" || (isTrying && state === "failed")) return;
      isTrying ||= state === "connecting";
      await this.#change(signal);
    }
  }

  /** Resolves at the next change of the status, or when the signal aborts. */
  #change(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const end = (): void => {
        this.#watchers.delete(end);
        signal.removeEventListener("abort", end);
        resolve();
      };
      this.#watchers.add(end);
      signal.addEventListener("abort", end, { once: true });
    });
  }

  #enter(status: McpServerStatus): void {
    if (status.state !== this.#status.state) this.#since = this.#options.clock.now();
    this.#status = status;
    const unusable = describeOutage(status);
    this.#listed = this.#tools.map((tool) => (unusable === undefined ? { tool } : { tool, unusable }));
    for (const watcher of this.#watchers) watcher();
    this.#options.onStatus(status);
  }
}

function whenAborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
}
