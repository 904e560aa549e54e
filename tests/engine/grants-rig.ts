import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { Engine, type EngineOptions, SqliteEventLog, type Tool, type ToolSubject } from "@aiwhisperer/engine";
import {
  Delivery,
  type Grant,
  type GrantOffer,
  type GrantScope,
  type ToolChange,
  ToolDecision,
} from "@aiwhisperer/protocol";
import { afterEach, beforeEach } from "vitest";
import { EventRecorder } from "../support/event-recorder.ts";
import { finished, type Script, ScriptedModel } from "../support/scripted-model.ts";
import { calling, reportResults, sourceOf, tool } from "../support/scripted-tools.ts";

export let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "aiwhisperer-grants-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Calls `run` once for each line of the user's message. */
export const callsLines: Script = async function* (request) {
  const newest = request.messages.at(-1);
  if (newest?.role === "user") {
    return yield* calling(...newest.text.split("\n").map((command) => ["run", { command }] as const));
  }
  yield reportResults(request);
  yield finished;
};

export const commandOf = (args: unknown): ToolSubject => ({
  kind: "command",
  command: (args as { command: string }).command,
  shell: "posix",
});

export const runTool = (rest: Partial<Omit<Tool, "name">> = {}) =>
  tool("run", {
    effect: "execute",
    inputSchema: { type: "object", properties: { command: { type: "string" } } },
    subjectOf: commandOf,
    ...rest,
  });

export async function start(used: Tool, options: Partial<EngineOptions> = {}) {
  const log = await SqliteEventLog.open({ path: join(folder, "log.sqlite") });
  const engine = new Engine({
    log,
    models: new ScriptedModel(callsLines).catalog,
    tools: [sourceOf(used)],
    ...options,
  });
  const recorder = new EventRecorder();
  engine.delegates.register(recorder);
  await engine.start();
  return new Rig(engine, recorder);
}

export interface Asked {
  readonly toolCallId: string;
  readonly arguments: { readonly command: string };
  readonly scopes?: readonly GrantOffer[];
  readonly toolChanges?: readonly ToolChange[];
}

export class Rig {
  readonly engine: Engine;
  readonly recorder: EventRecorder;
  sessionId = "";

  constructor(engine: Engine, recorder: EventRecorder) {
    this.engine = engine;
    this.recorder = recorder;
  }

  paramsOf(method: string) {
    return this.recorder.sessionEvents.filter((event) => event.method === method).map(({ params }) => params);
  }

  get asked(): readonly Asked[] {
    return this.paramsOf("ToolApprovalRequestNotification") as never;
  }

  get grants(): Promise<readonly Grant[]> {
    return this.engine.session("ann", this.sessionId).then((session) => session.conversation.grants());
  }

  async send(...lines: readonly string[]): Promise<void> {
    if (this.sessionId === "") {
      const { sessionId } = await this.engine.startSession({ ownerId: "ann", userLabel: "Ann", params: {} });
      this.sessionId = sessionId;
    }
    const session = await this.engine.session("ann", this.sessionId);
    await session.conversation.send({ message: lines.join("\n"), delivery: Delivery.Queue });
  }

  async untilAsked(count = 1): Promise<Asked> {
    await this.recorder.until(() => this.asked.length >= count);
    const asked = this.asked[count - 1];
    if (asked === undefined) throw new Error("nothing was asked");
    return asked;
  }

  async decide(toolCallId: string, decision: ToolDecision, scope?: GrantScope): Promise<void> {
    const session = await this.engine.session("ann", this.sessionId);
    const chosen = scope === undefined ? {} : { scope };
    await session.conversation.decide({ toolCallId, decision, decidedBy: "ann", ...chosen });
  }

  /** Sends a command and allows it always, with the offered scope of that type. */
  async allowAlways(command: string, type?: string): Promise<void> {
    const turns = this.recorder.endings.length;
    const asked = this.asked.length;
    await this.send(command);
    const { toolCallId, scopes = [] } = await this.untilAsked(asked + 1);
    const scope = scopes.find((offer) => offer.scope.type === type)?.scope;
    await this.decide(toolCallId, ToolDecision.AllowAlways, scope);
    await this.recorder.turnsEnded(turns + 1);
  }

  /** Sends a command; whether it runs without a question. What is asked is denied. */
  async runsUnasked(command: string): Promise<boolean> {
    const turns = this.recorder.endings.length;
    const asked = this.asked.length;
    await this.send(command);
    await this.recorder.until(() => this.asked.length > asked || this.recorder.endings.length > turns);
    const question = this.asked[asked];
    if (question === undefined) return true;
    await this.decide(question.toolCallId, ToolDecision.Deny);
    await this.recorder.turnsEnded(turns + 1);
    return false;
  }
}

/** Turns the log into one of a server without grants: the fields are gone that came with them. */
export function forgetGrants(): void {
  const database = new DatabaseSync(join(folder, "log.sqlite"));
  const withoutGrants = (line: string): string => {
    if (!line.includes("ToolApproval")) return line;
    const { method, params } = JSON.parse(line) as { method: string; params: object };
    const { grant, definition, definitionHash, scopes, toolChanges, ...rest } = params as Record<
      string,
      unknown
    >;
    return JSON.stringify({ method, params: rest });
  };
  for (const { id, text } of database.prepare("SELECT id, text FROM events").all()) {
    const old = String(text).split("\n").map(withoutGrants).join("\n");
    database.prepare("UPDATE events SET text = ?, checksum = NULL WHERE id = ?").run(old, id ?? 0);
  }
  database.close();
}
