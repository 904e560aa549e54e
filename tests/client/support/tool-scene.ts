import type { Client, ClientOptions, OfferedTool, SessionHandle, SessionState } from "@aiwhisperer/client";
import { MemoryServer } from "./memory-server.ts";
import type { MemorySession } from "./memory-session.ts";
import { createQuickClient } from "./quick-client.ts";
import { until } from "./until.ts";

/** One run of a slow tool. */
export interface SlowRun {
  readonly signal: AbortSignal;
  readonly args: unknown;
  readonly end: PromiseWithResolvers<unknown>;
}

/** Returns its arguments. */
export const echo: OfferedTool = { name: "echo", description: "Says it again.", run: (args) => args };

/** A tool whose runs end when the test says so. */
export function slowTool(name = "paint"): { readonly tool: OfferedTool; readonly runs: readonly SlowRun[] } {
  const runs: SlowRun[] = [];
  const run: OfferedTool["run"] = (args, { signal }) => {
    const end = Promise.withResolvers<unknown>();
    runs.push({ signal, args, end });
    return end.promise;
  };
  return { tool: { name, description: "Paints.", run }, runs };
}

/** A client, `me`, that follows a session of its own on a server in memory. */
export class ToolScene {
  readonly server = new MemoryServer();
  client: Client & { readonly faults: unknown[] };
  session: SessionHandle;
  readonly remote: MemorySession;

  private constructor() {
    this.client = createQuickClient(this.server, { clientId: "me" });
    this.remote = this.server.addSession("s");
    this.session = this.client.session("s");
  }

  static async start(): Promise<ToolScene> {
    const scene = new ToolScene();
    await scene.session.attach();
    return scene;
  }

  /** Continues with another client, as a reloaded page does. Its session is not followed yet. */
  reload(options: Partial<ClientOptions>): void {
    this.client.close();
    const createIdempotencyKey = () => crypto.randomUUID();
    this.client = createQuickClient(this.server, { createIdempotencyKey, ...options });
    this.session = this.client.session("s");
  }

  /** Leases a call of a slow tool to this client. Returns its runs, of which the first has begun. */
  async runSlowTool(): Promise<readonly SlowRun[]> {
    const { tool, runs } = slowTool();
    this.session.offerTools([tool]);
    this.remote.callClient("c1", "paint", "me");
    await this.untilSequence(2);
    return runs;
  }

  /** Resolves when the client has that event. */
  untilSequence(wanted: number): Promise<SessionState> {
    return until(this.session, ({ sequence }) => sequence === wanted);
  }

  /** Resolves when the client has the result of the call. */
  untilResult(toolCallId: string): Promise<SessionState> {
    return until(this.session, ({ toolCalls }) =>
      toolCalls.some((call) => call.toolCallId === toolCallId && call.result !== undefined),
    );
  }

  /** Breaks the connection, and refuses new ones until `server.isDown` is false. */
  async loseLine(): Promise<void> {
    this.server.isDown = true;
    this.server.cut();
    await until(this.client.connection, ({ status }) => status === "reconnecting");
  }

  /** Another client provides the result of a call. */
  giveElsewhere(toolCallId: string): void {
    const fields = { toolCallId, turnId: "turn", result: "theirs", isError: false };
    this.remote.append("ToolResultNotification", fields);
  }

  /** The results in the log, in order. */
  get results(): readonly { toolCallId: unknown; result: unknown; isError: unknown }[] {
    return this.remote.events
      .filter(({ method }) => method === "ToolResultNotification")
      .map(({ params: { toolCallId, result, isError } }) => ({ toolCallId, result, isError }));
  }

  /** Params of the requests of that method, in the order in which they came. */
  paramsOf(method: string): readonly unknown[] {
    return this.server.lines.flatMap(({ requests }) =>
      requests.filter((request) => request.method === method).map(({ params }) => params),
    );
  }
}
