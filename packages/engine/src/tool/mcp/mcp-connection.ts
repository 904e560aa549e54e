import {
  Client,
  InsufficientScopeError,
  type JsonSchemaValidator,
  type Progress,
  type RequestOptions,
} from "@modelcontextprotocol/client";

import { type Clock, delay } from "../../kit/clock.ts";
import { startDeadline } from "../../kit/deadline.ts";
import type { ProgramSandbox } from "../../sandbox/confinement.ts";
import type { ServerAuthorization } from "./authorization/server-authorization.ts";
import {
  describeFailure,
  isAnswer,
  isRefusal,
  isSessionLoss,
  suggestsOlderGreeting,
  suggestsOlderTransport,
} from "./describe-failure.ts";
import { answerRounds } from "./elicitation/answer-rounds.ts";
import { type AskingCall, ELICITATION, Elicitation } from "./elicitation/elicitation.ts";
import { SignInNeeded } from "./kit/authorization-fault.ts";
import type { ActiveServerConfig, Environment } from "./kit/mcp-config.ts";
import type { McpLimits } from "./kit/mcp-limits.ts";
import {
  cleanServerText,
  credentialsOf,
  redactSecrets,
  redactValue,
  secretsOf,
} from "./kit/server-secrets.ts";
import type { ServerListing } from "./listing/list-server-tools.ts";
import type { ServerTool } from "./listing/read-tool.ts";
import { ToolReader } from "./listing/tool-reader.ts";
import { Liveness } from "./liveness.ts";
import { ServerChanges } from "./server-changes.ts";
import { createServerLink, type McpApproach, type ServerLink } from "./server-link.ts";
import { carriedResult, carryAnswers } from "./wire/carry-answers.ts";
import type { Fields } from "./wire/json-fields.ts";

/** What a connection is made with. */
export interface McpConnectionOptions {
  readonly clock: Clock;
  readonly limits: McpLimits;
  readonly approach: McpApproach;
  /** Time that a server has to answer the question for its protocol version. */
  readonly probeTimeoutMs: number;
  /** Supplies the tokens of requests; absent where a server gets nothing but the configured headers. */
  readonly authorization: ServerAuthorization | undefined;
  /** The variables of this process. */
  readonly environment: Environment;
  /** What confines a server that is to be confined. */
  readonly programs: ProgramSandbox;
  /** How this program introduces itself. */
  readonly client: { readonly name: string; readonly version: string };
  /** Its abort ends the connection. */
  readonly signal: AbortSignal;
  /** Called with the server's tools when it is ready and after every change. */
  readonly onTools: (listing: ServerListing) => void;
}

/** A call of a tool. */
export interface McpCall {
  readonly tool: ServerTool;
  readonly args: Readonly<Record<string, unknown>>;
  /** Cancels the call at the server when it aborts. */
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
  /** The calling session, whose person the server may ask. */
  readonly asking: AskingCall;
}

/** Limits are ours and run on our clock; the library's own must never be first. */
const NO_TIMEOUT = { timeout: 2_147_483_647 };

/** Wait before a call that the server has put off is repeated. */
const ROUND_PAUSE_MS = 250;

/**
 * A call that did not run, since the server had forgotten the session: it can be made again on another
 * connection.
 */
export class SessionLost extends Error {
  override readonly name = "SessionLost";
}

/** The library would apply the schemas of a server on the main thread, where one can take for ever. */
const acceptAnything = {
  getValidator:
    <T>(): JsonSchemaValidator<T> =>
    (input) => ({ valid: true, data: input as T, errorMessage: undefined }),
};

/**
 * One connection to one MCP server, from its start until it is lost; it does not come back. Reasons for a
 * loss are the rest of a sentence that begins with the server, and hold no secrets.
 */
export class McpConnection {
  readonly #options: McpConnectionOptions;
  readonly #link: ServerLink;
  readonly #client: Client;
  readonly #tools: ToolReader;
  readonly #liveness: Liveness;
  readonly #serverChanges: ServerChanges;
  readonly #elicitation: Elicitation;
  readonly #lost = new AbortController();
  readonly #secrets: readonly string[];
  readonly #credentials: readonly string[];
  #lostReason: string | undefined;
  #alternative: McpApproach | undefined;
  #isRefused = false;
  #signInUrl: string | undefined;

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
    const redact = (value: unknown): unknown => this.redactResult(value);
    this.#elicitation = new Elicitation({ server: config.name, redact });
    this.#elicitation.serve(this.#client);
    this.#serverChanges = new ServerChanges({
      client: this.#client,
      clock: options.clock,
      timeoutMs: options.limits.mcpPingTimeoutMs,
      signal: this.lost,
      onChanged: () => this.#tools.change(),
    });
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
    // Runs before the library rejects the pending calls.
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

  /** Another way to greet the server that is worth trying, once this connection has failed to open. */
  get alternative(): McpApproach | undefined {
    return this.#alternative;
  }

  /** Whether the server refused the connection, so that a soon repetition is of no use. */
  get isRefused(): boolean {
    return this.#isRefused;
  }

  /** The link of the sign-in that the connection was given up for. */
  get signInUrl(): string | undefined {
    return this.#signInUrl;
  }

  /** What the server says about its use, for models. */
  get instructions(): string | undefined {
    return this.#client.getInstructions();
  }

  /**
   * Starts the server, greets it and reads its tools. Never rejects: when it resolves the server is ready or
   * the connection is lost.
   */
  async open(): Promise<void> {
    const { clock, limits } = this.#options;
    const deadline = startDeadline(clock, limits.mcpConnectTimeoutMs, [this.lost]);
    try {
      await this.#greet(deadline.signal);
      await this.#tools.start(deadline.signal);
      this.#liveness.start();
      this.#serverChanges.start();
    } catch (error) {
      const tooLong = `was not ready within ${limits.mcpConnectTimeoutMs / 1000} s`;
      const reason = await this.#askForMore(error);
      this.#isRefused = !deadline.isOver && isRefusal(reason);
      this.#alternative = this.#alternativeAfter(reason);
      this.giveUp(deadline.isOver ? tooLong : this.describe(reason));
    } finally {
      deadline.end();
    }
  }

  /** What the server can do, as it says. */
  get capabilities(): ReturnType<Client["getServerCapabilities"]> {
    return this.#client.getServerCapabilities();
  }

  /** Calls a tool and returns the server's own result. Rejects as `ask` does. */
  async callTool({ tool, args, signal, onProgress, asking }: McpCall): Promise<unknown> {
    const { name, inputSchema } = tool;
    const call = (answers: Fields): Promise<unknown> =>
      this.ask(signal, async (client, options) => {
        const params = { name, arguments: { ...args }, ...answers };
        const result = await client.callTool(params, {
          ...options,
          onprogress: onProgress,
          // Names the parameters that go into HTTP headers. Without an output schema nothing is held against
          // the result.
          toolDefinition: { name, inputSchema: { ...inputSchema, type: "object" } },
        });
        return carriedResult(result);
      });
    return this.#elicitation.during(asking, () => {
      if (this.#client.getProtocolEra() !== "modern") return call({});
      return answerRounds({
        call,
        answer: (params, failed) =>
          this.#elicitation.answer(asking, params, AbortSignal.any([signal, this.lost, failed])),
        pause: () => delay(this.#options.clock, ROUND_PAUSE_MS, AbortSignal.any([signal, this.lost])),
      });
    });
  }

  /**
   * Asks the server something. Rejects when the signal aborts, the connection is lost or the server refuses;
   * `describe` says why. Rejects with `SessionLost` when the request has certainly not been handled.
   */
  async ask<T>(
    signal: AbortSignal,
    question: (client: Client, options: RequestOptions) => Promise<T>,
  ): Promise<T> {
    const options = { ...NO_TIMEOUT, signal: AbortSignal.any([signal, this.lost]) };
    try {
      return await this.#liveness.during(question(this.#client, options), signal);
    } catch (error) {
      if (isSessionLoss(error) && this.#link.transport.sessionId !== undefined) {
        this.giveUp("has forgotten the session");
        throw new SessionLost();
      }
      throw await this.#askForMore(error);
    }
  }

  /** What went wrong, as the rest of a sentence that begins with the server; without secrets. */
  describe(error: unknown): string {
    return this.#lostReason ?? describeFailure(error, (text) => this.#clean(text));
  }

  /** The server's own words, without secrets. */
  redact(text: string): string {
    return redactSecrets(text, this.#allSecrets());
  }

  /** What a tool gave, without the server's credentials. */
  redactResult(result: unknown): unknown {
    return redactValue(result, [...this.#credentials, ...(this.#options.authorization?.secrets ?? [])]);
  }

  /** Counts the connection as lost; it is still to be closed. Only the first reason counts. */
  giveUp(reason: string): void {
    if (this.#lostReason !== undefined) return;
    this.#lostReason = reason;
    this.#liveness.end();
    this.#lost.abort(new Error(reason));
  }

  /**
   * Ends the connection, and the process where there is one. Resolves when nothing of it is left; never
   * rejects.
   */
  async close(): Promise<void> {
    this.giveUp("was closed");
    await this.#link.close();
    await this.#client.close();
  }

  #createClient(): Client {
    const { client, limits, probeTimeoutMs } = this.#options;
    return new Client(client, {
      capabilities: { elicitation: ELICITATION },
      listMaxPages: limits.maxMcpListPages,
      versionNegotiation: { mode: "auto", probe: { timeoutMs: probeTimeoutMs } },
      jsonSchemaValidator: acceptAnything,
    });
  }

  /** The library's own question for the protocol version does not heed the signal. */
  async #greet(signal: AbortSignal): Promise<void> {
    const prior = this.#options.approach === "negotiate" ? {} : { prior: { kind: "legacy" as const } };
    const greeting = this.#client.connect(this.#link.transport, { ...NO_TIMEOUT, signal, ...prior });
    await Promise.race([greeting, rejectOnAbort(signal)]);
  }

  /**
   * Where the error asks for a sign-in or for more permissions, asks for them. Resolves with the error that
   * remains.
   */
  async #askForMore(error: unknown): Promise<unknown> {
    const { authorization } = this.#options;
    let remaining = error;
    if (error instanceof InsufficientScopeError && authorization !== undefined) {
      remaining = await authorization.onInsufficientScope(error).then(
        () => error,
        (refusal: unknown) => refusal,
      );
    }
    if (remaining instanceof SignInNeeded) {
      this.#signInUrl = remaining.url;
      this.giveUp(remaining.message);
    }
    return remaining;
  }

  #alternativeAfter(error: unknown): McpApproach | undefined {
    if (this.#options.approach !== "negotiate" || this.#client.getProtocolEra() !== undefined)
      return undefined;
    // Many an older server ends at a request before its greeting.
    if (this.#link.endReason() !== undefined || suggestsOlderGreeting(error)) return "initialize";
    return suggestsOlderTransport(error) ? "sse" : undefined;
  }

  async #ping(signal: AbortSignal): Promise<void> {
    const options = { ...NO_TIMEOUT, signal };
    try {
      // Servers without sessions have no ping.
      if (this.#client.getProtocolEra() === "modern") await this.#client.discover(options);
      else await this.#client.ping(options);
    } catch (error) {
      // Also who refuses to be asked has answered.
      if (!isAnswer(error)) throw await this.#askForMore(error);
    }
  }

  #describeSilence(error: unknown): string {
    if (error !== undefined) return this.describe(error);
    return `did not answer within ${this.#options.limits.mcpPingTimeoutMs / 1000} s`;
  }

  #clean(text: string): string {
    return cleanServerText(text, this.#allSecrets());
  }

  #allSecrets(): readonly string[] {
    return [...this.#secrets, ...(this.#options.authorization?.secrets ?? [])];
  }
}

function rejectOnAbort(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const onAbort = (): void => reject(new Error("aborted"));
    if (signal.aborted) onAbort();
    else signal.addEventListener("abort", onAbort, { once: true });
  });
}
