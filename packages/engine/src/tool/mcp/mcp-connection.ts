import { Client, type JsonSchemaValidator, type Progress, ProtocolError } from "@modelcontextprotocol/client";
import type { Clock } from "../../clock.ts";
import { startDeadline } from "./deadline.ts";
import { describeFailure } from "./describe-failure.ts";
import type { ServerListing } from "./listing/list-server-tools.ts";
import type { ServerTool } from "./listing/read-tool.ts";
import { ToolReader } from "./listing/tool-reader.ts";
import { Liveness } from "./liveness.ts";
import type { ActiveServerConfig, Environment } from "./mcp-config.ts";
import type { McpLimits } from "./mcp-limits.ts";
import { createServerLink, type ServerLink } from "./server-link.ts";
import { cleanServerText, credentialsOf, redactSecrets, redactValue, secretsOf } from "./server-secrets.ts";
import { carriedResult, carryAnswers } from "./wire/carry-answers.ts";

/** What a connection is made with. */
export interface McpConnectionOptions {
  readonly clock: Clock;
  readonly limits: McpLimits;
  /** The variables of this process. */
  readonly environment: Environment;
  /** How this program introduces itself. */
  readonly client: { readonly name: string; readonly version: string };
  /** Its abort ends the connection. */
  readonly signal: AbortSignal;
  /** Told what the server lists, when it is ready and after every change. */
  readonly onTools: (listing: ServerListing) => void;
}

/** A call of a tool. */
export interface McpCall {
  readonly tool: ServerTool;
  readonly args: Readonly<Record<string, unknown>>;
  /** Its abort makes the server be told that the call is cancelled. */
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
}

/** Limits are ours and run on our clock; the library's own must never be first. */
const NO_TIMEOUT = { timeout: 2_147_483_647 };

/** The library would apply the schemas of a server on the main thread, where one can take for ever. */
const acceptAnything = {
  getValidator:
    <T>(): JsonSchemaValidator<T> =>
    (input) => ({ valid: true, data: input as T, errorMessage: undefined }),
};

/**
 * One connection to one MCP server, from its start until it is lost; it does not come back. Reasons for a loss are the rest of a sentence that
 * begins with the server, and hold no secrets.
 */
export class McpConnection {
  readonly #options: McpConnectionOptions;
  readonly #link: ServerLink;
  readonly #client: Client;
  readonly #tools: ToolReader;
  readonly #liveness: Liveness;
  readonly #lost = new AbortController();
  readonly #secrets: readonly string[];
  readonly #credentials: readonly string[];
  #lostReason: string | undefined;

  constructor(config: ActiveServerConfig, options: McpConnectionOptions) {
    this.#options = options;
    this.#secrets = secretsOf(config);
    this.#credentials = credentialsOf(config);
    this.#link = createServerLink(config, {
      ...options,
      clean: (text) => this.#clean(text),
      onFault: (reason) => this.giveUp(reason),
    });
    carryAnswers(this.#link.transport);
    this.#client = this.#createClient();
    this.#tools = new ToolReader({
      ...options,
      client: this.#client,
      request: NO_TIMEOUT,
      lost: this.lost,
      onFault: (error) => this.giveUp(`did not list its changed tools: it ${this.describe(error)}`),
    });
    this.#liveness = new Liveness({
      ...options,
      ping: (signal) => this.#ping(signal),
      onSilence: (error) => this.giveUp(this.#describeSilence(error)),
    });
    options.signal.addEventListener("abort", () => this.giveUp("was closed"), { signal: this.lost });
    // Told before the library rejects the calls that are under way.
    this.#link.transport.onclose = () => {
      const reason = this.#link.endReason();
      if (reason !== undefined) this.giveUp(reason);
    };
    this.#link.transport.onerror = () => {
      if (this.#link.isCheckedOnError) this.#liveness.check();
    };
  }

  /** Why it is lost; `undefined` while it is there. */
  get lostReason(): string | undefined {
    return this.#lostReason;
  }

  /** Aborts when the connection is lost. */
  get lost(): AbortSignal {
    return this.#lost.signal;
  }

  /** Starts the server, greets it and reads its tools. Never rejects: when it resolves the server is ready or the connection is lost. */
  async open(): Promise<void> {
    const { clock, limits } = this.#options;
    const deadline = startDeadline(clock, limits.mcpConnectTimeoutMs, [this.lost]);
    try {
      await this.#client.connect(this.#link.transport, { ...NO_TIMEOUT, signal: deadline.signal });
      await this.#tools.start(deadline.signal);
      this.#liveness.start();
    } catch (error) {
      const tooLong = `was not ready within ${limits.mcpConnectTimeoutMs / 1000} s`;
      this.giveUp(deadline.isOver ? tooLong : this.describe(error));
    } finally {
      deadline.end();
    }
  }

  /** Calls a tool and returns the server's own result. Rejects when the call is cancelled, the connection is lost or the server refuses; `describe` says why. */
  async callTool({ tool, args, signal, onProgress }: McpCall): Promise<unknown> {
    const { name, inputSchema } = tool;
    const call = this.#client.callTool(
      { name, arguments: { ...args } },
      {
        ...NO_TIMEOUT,
        signal: AbortSignal.any([signal, this.lost]),
        onprogress: onProgress,
        // Names the parameters that go into HTTP headers. Without an output schema nothing is held against the result.
        toolDefinition: { name, inputSchema: { ...inputSchema, type: "object" } },
      },
    );
    return carriedResult(await this.#liveness.during(call, signal));
  }

  /** What went wrong, as the rest of a sentence that begins with the server; without secrets. */
  describe(error: unknown): string {
    return this.#lostReason ?? describeFailure(error, (text) => this.#clean(text));
  }

  /** The server's own words, without secrets. */
  redact(text: string): string {
    return redactSecrets(text, this.#secrets);
  }

  /** What a tool gave, without the server's credentials. */
  redactResult(result: unknown): unknown {
    return redactValue(result, this.#credentials);
  }

  /** Counts the connection as lost; it is still to be closed. Only the first reason counts. */
  giveUp(reason: string): void {
    if (this.#lostReason !== undefined) return;
    this.#lostReason = reason;
    this.#liveness.end();
    this.#lost.abort(new Error(reason));
  }

  /** Ends the connection, and the process where there is one. Resolves when nothing of it is left; never rejects. */
  async close(): Promise<void> {
    this.giveUp("was closed");
    await this.#link.close();
    await this.#client.close();
  }

  #createClient(): Client {
    const onChanged = (): void => this.#tools.change();
    return new Client(this.#options.client, {
      jsonSchemaValidator: acceptAnything,
      listChanged: { tools: { autoRefresh: false, debounceMs: 0, onChanged } },
    });
  }

  async #ping(signal: AbortSignal): Promise<void> {
    try {
      await this.#client.ping({ ...NO_TIMEOUT, signal });
    } catch (error) {
      // Also who refuses to be asked has answered.
      if (!(error instanceof ProtocolError)) throw error;
    }
  }

  #describeSilence(error: unknown): string {
    if (error !== undefined) return this.describe(error);
    return `did not answer within ${this.#options.limits.mcpPingTimeoutMs / 1000} s`;
  }

  #clean(text: string): string {
    return cleanServerText(text, this.#secrets);
  }
}
