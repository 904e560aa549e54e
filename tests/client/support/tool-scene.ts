import type { Client, ClientOptions, OfferedTool, SessionHandle, SessionState } from "@aiwhisperer/client";
import { expect } from "vitest";
import type { PlayedStep } from "./played-model.ts";
import { createQuickClient } from "./quick-client.ts";
import { TappedServer } from "./tapped-server.ts";
import { until } from "./until.ts";

/** One run of a slow tool. */
export interface SlowRun {
  readonly signal: AbortSignal;
  readonly args: unknown;
  readonly end: PromiseWithResolvers<unknown>;
}

/** A tool whose runs the test ends. */
export interface SlowTool {
  readonly tool: OfferedTool;
  readonly runs: readonly SlowRun[];
}

/** Returns its arguments. */
export const echo: OfferedTool = { name: "echo", description: "Says it again.", run: (args) => args };

/** Creates a tool whose runs the test ends. */
export function slowTool(name = "paint"): SlowTool {
  const runs: SlowRun[] = [];
  const run: OfferedTool["run"] = (args, { signal }) => {
    const end = Promise.withResolvers<unknown>();
    runs.push({ signal, args, end });
    return end.promise;
  };
  return { tool: { name, description: "Paints.", run }, runs };
}

/** A client, `me`, that follows a session whose model the test plays. */
export class ToolScene {
  readonly server: TappedServer;
  readonly sessionId: string;
  client: Client & { readonly faults: unknown[] };
  session: SessionHandle;
  /** The step that the model has been asked for. */
  #step: PlayedStep | undefined;

  private constructor(server: TappedServer, sessionId: string) {
    this.server = server;
    this.sessionId = sessionId;
    this.client = createQuickClient(server, { clientId: "me" });
    this.session = this.client.session(sessionId);
    server.model.onStep = (step) => {
      this.#step = step;
    };
  }

  /** Starts the scene. A client that has left keeps its calls for `graceMs`, by default as long as usual. */
  static async start({ graceMs }: { readonly graceMs?: number } = {}): Promise<ToolScene> {
    const limits = graceMs === undefined ? {} : { toolLeaseGraceMs: graceMs };
    const server = await TappedServer.start({ engine: { limits } });
    const scene = new ToolScene(server, await server.addSession());
    await scene.session.attach();
    return scene;
  }

  async stop(): Promise<void> {
    this.client.close();
    await this.server.stop();
  }

  /** Continues with another client, as a reloaded page does. Its session is not followed yet. */
  reload(options: Partial<ClientOptions>): void {
    this.client.close();
    const createIdempotencyKey = () => crypto.randomUUID();
    this.client = createQuickClient(this.server, { createIdempotencyKey, ...options });
    this.session = this.client.session(this.sessionId);
  }

  /**
   * Has the model call tools, all in one step. Resolves with the ids of the calls when they are in the log.
   */
  async call(...names: readonly string[]): Promise<readonly string[]> {
    const known = await this.#callIds();
    const step = await this.#nextStep();
    step.call(...names.map((name) => [name, { text: "Hi" }] as const));
    const length = known.length + names.length;
    await expect.poll(async () => (await this.#callIds()).length, { interval: 1 }).toBe(length);
    return (await this.#callIds()).slice(known.length);
  }

  /** Has the model call a slow tool of this client. Resolves with its runs when the first has begun. */
  async runSlowTool(): Promise<{ readonly runs: readonly SlowRun[]; readonly toolCallId: string }> {
    const { tool, runs } = slowTool();
    await this.offer(tool);
    const [toolCallId = ""] = await this.call("paint");
    await expect.poll(() => runs.length, { interval: 1 }).toBe(1);
    return { runs, toolCallId };
  }

  /** Offers a tool. Resolves with its withdrawal when the server has the offer. */
  async offer(tool: OfferedTool): Promise<() => void> {
    const withdraw = this.session.offerTools([tool]);
    await this.untilOffered(tool.name);
    return withdraw;
  }

  /** Resolves when the server knows a tool of a client. */
  async untilOffered(name: string): Promise<void> {
    const { sessionId } = this;
    const isOffered = async () => {
      const { tools } = await this.server.author.rpc.listTools({ sessionId });
      return tools.some((tool) => tool.name === name);
    };
    await expect.poll(isOffered, { interval: 1 }).toBe(true);
  }

  /** Resolves when the client has the result of the call. */
  untilResult(toolCallId: string): Promise<SessionState> {
    return until(this.session, ({ toolCalls }) =>
      toolCalls.some((call) => call.toolCallId === toolCallId && call.result !== undefined),
    );
  }

  /** Breaks the connection, and refuses new ones until `server.isDown` is false. */
  async loseLink(): Promise<void> {
    this.server.isDown = true;
    this.server.cut();
    await until(this.client.connection, ({ status }) => status === "reconnecting");
  }

  /** Another client provides the result of a call. */
  async provideElsewhere(toolCallId: string): Promise<void> {
    await this.server.author.session(this.sessionId).provideToolResult(toolCallId, "theirs");
  }

  /** The results in the log, in order. */
  async results(): Promise<readonly { toolCallId: unknown; result: unknown; isError: unknown }[]> {
    const events = await this.server.eventsOf(this.sessionId, "ToolResultNotification");
    return events.map(({ toolCallId, result, isError }) => ({ toolCallId, result, isError }));
  }

  /** Names of the tools in each offer of the clients under test, in order. */
  get offers(): readonly (readonly string[])[] {
    return this.paramsOf("offerTools").map((params) =>
      (params as { readonly tools: readonly OfferedTool[] }).tools.map(({ name }) => name),
    );
  }

  /** Params of the requests of that method, in the order in which they were sent. */
  paramsOf(method: string): readonly unknown[] {
    return this.server.paramsOf(method);
  }

  async #callIds(): Promise<readonly string[]> {
    const calls = await this.server.eventsOf(this.sessionId, "ToolCallNotification");
    return calls.map(({ toolCallId }) => String(toolCallId));
  }

  async #nextStep(): Promise<PlayedStep> {
    const hasTurn = (await this.#callIds()).length > 0;
    if (!hasTurn) this.server.author.session(this.sessionId).send("Hi");
    await expect.poll(() => this.#step !== undefined, { interval: 1 }).toBe(true);
    const step = this.#step;
    if (step === undefined) throw new Error("the model is not asked");
    this.#step = undefined;
    return step;
  }
}
