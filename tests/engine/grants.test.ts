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
  QuestionResolution,
  type ToolChange,
  ToolDecision,
  TurnStatus,
} from "@aiwhisperer/protocol";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { EventRecorder } from "../support/event-recorder.ts";
import { ManualClock } from "../support/manual-clock.ts";
import { finished, type Script, ScriptedModel } from "../support/scripted-model.ts";
import { calling, reportResults, sourceOf, tool } from "../support/scripted-tools.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "aiwhisperer-grants-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Calls `run` once for each line of the user's message. */
const callsLines: Script = async function* (request) {
  const newest = request.messages.at(-1);
  if (newest?.role === "user") {
    return yield* calling(...newest.text.split("\n").map((command) => ["run", { command }] as const));
  }
  yield reportResults(request);
  yield finished;
};

const commandOf = (args: unknown): ToolSubject => ({
  kind: "command",
  command: (args as { command: string }).command,
  shell: "posix",
});

const runTool = (rest: Partial<Omit<Tool, "name">> = {}) =>
  tool("run", {
    effect: "execute",
    inputSchema: { type: "object", properties: { command: { type: "string" } } },
    subjectOf: commandOf,
    ...rest,
  });

async function start(used: Tool, options: Partial<EngineOptions> = {}) {
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

interface Asked {
  readonly toolCallId: string;
  readonly arguments: { readonly command: string };
  readonly scopes?: readonly GrantOffer[];
  readonly toolChanges?: readonly ToolChange[];
}

class Rig {
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

describe("the scopes of a question", () => {
  it("begin with the very command and end with every command, in words for people", async () => {
    const rig = await start(runTool());
    await rig.send("git status --short && npm test");
    const { scopes } = await rig.untilAsked();
    expect(scopes).toEqual([
      {
        scope: { type: "command", command: "git status --short && npm test" },
        label: "git status --short && npm test",
        text: "Allows exactly this command, as often as it is called in this session.",
      },
      {
        scope: { type: "commandPrefix", prefixes: ["git status", "npm test"] },
        label: "git status …, npm test …",
        text: "Allows commands that begin with git status or npm test in this session, with any arguments. Each part of a compound command is checked.",
      },
      {
        scope: { type: "tool" },
        label: "every command",
        text: "Allows every call of run in this session, whatever the command is.",
      },
    ]);
    await rig.engine.close();
  });

  it("have no prefix where the command is not understood", async () => {
    const rig = await start(runTool());
    await rig.send("bash -c 'git status'");
    const { scopes = [] } = await rig.untilAsked();
    expect(scopes.map(({ scope }) => scope.type)).toEqual(["command", "tool"]);
    await rig.engine.close();
  });

  it("show hidden characters as codes", async () => {
    const rig = await start(runTool());
    await rig.send("echo a\u202eb");
    const { scopes = [] } = await rig.untilAsked();
    expect(scopes[0]).toMatchObject({ scope: { command: "echo a\u202eb" }, label: "echo a⟨U+202E⟩b" });
    await rig.engine.close();
  });

  it("are absent for a call that needs a question of its own, and AllowAlways allows that call alone", async () => {
    const asking = runTool({ alwaysAsks: async () => "protected" });
    const rig = await start(asking);
    await rig.allowAlways("make");
    expect(rig.asked[0]).not.toHaveProperty("scopes");
    expect(asking.runs).toHaveLength(1);
    expect(await rig.grants).toEqual([]);
    await rig.engine.close();
  });

  it("are absent for a tool that does not say what its call is about", async () => {
    const broken = runTool({
      subjectOf: () => {
        throw new Error("broken");
      },
    });
    const rig = await start(broken);
    await rig.send("make");
    expect(await rig.untilAsked()).not.toHaveProperty("scopes");
    await rig.engine.close();
  });
});

describe("AllowAlways", () => {
  it("without a scope allows the very command only", async () => {
    const rig = await start(runTool());
    await rig.allowAlways("git status");
    expect(await rig.runsUnasked("git status")).toBe(true);
    expect(await rig.runsUnasked("git status --short")).toBe(false);
    expect(await rig.runsUnasked("git status; rm -rf .")).toBe(false);
    await rig.engine.close();
  });

  it("with a prefix allows other arguments, part by part", async () => {
    const rig = await start(runTool());
    await rig.allowAlways("git status", "commandPrefix");
    expect(await rig.runsUnasked("git status --short")).toBe(true);
    expect(await rig.runsUnasked("git status && git log")).toBe(false);
    await rig.allowAlways("git log", "commandPrefix");
    expect(await rig.runsUnasked("git status && git log")).toBe(true);
    expect(await rig.runsUnasked("git status && $(git log)")).toBe(false);
    await rig.engine.close();
  });

  it("of every command allows every command", async () => {
    const rig = await start(runTool());
    await rig.allowAlways("git status", "tool");
    expect(await rig.runsUnasked("bash -c 'rm -rf .'")).toBe(true);
    await rig.engine.close();
  });

  it("is recorded with tool, scope, time, user and expiry, and is announced with the decision", async () => {
    const clock = new ManualClock();
    const rig = await start(runTool(), { clock, limits: { grantLifetimeMs: 1_000 } });
    await rig.allowAlways("git status", "commandPrefix");
    const [grant] = await rig.grants;
    expect(grant).toEqual({
      grantId: expect.any(String),
      toolName: "run",
      scope: { type: "commandPrefix", prefixes: ["git status"] },
      label: "git status …",
      text: expect.stringContaining("git status"),
      since: clock.now(),
      grantedBy: "ann",
      expiresAt: clock.now() + 1_000,
      definitionHash: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(rig.paramsOf("ToolApprovalResolvedNotification")).toMatchObject([{ grant }]);
    await rig.engine.close();
  });

  it("resolves the waiting calls that it covers, and no other", async () => {
    const used = runTool();
    const rig = await start(used);
    await rig.send("git status", "git status --short", "git push");
    const [first, , third] = [await rig.untilAsked(1), await rig.untilAsked(2), await rig.untilAsked(3)];
    const scope = first.scopes?.[1]?.scope;
    await rig.decide(first.toolCallId, ToolDecision.AllowAlways, scope);
    expect(rig.paramsOf("ToolApprovalResolvedNotification")).toHaveLength(2);
    await rig.decide(third.toolCallId, ToolDecision.Deny);
    await rig.recorder.turnsEnded(1);
    expect(used.runs).toHaveLength(2);
    await rig.engine.close();
  });

  it("does not resolve a waiting call that needs a question of its own", async () => {
    const used = runTool({
      alwaysAsks: async (args) => ((args as { command: string }).command === "b" ? "protected" : undefined),
    });
    const rig = await start(used);
    await rig.send("a", "b");
    const [first, second] = [await rig.untilAsked(1), await rig.untilAsked(2)];
    await rig.decide(first.toolCallId, ToolDecision.AllowAlways, { type: "tool" });
    await rig.decide(second.toolCallId, ToolDecision.Deny);
    await rig.recorder.turnsEnded(1);
    expect(used.runs).toHaveLength(1);
    await rig.engine.close();
  });

  it("refuses a scope that was not offered, and one with another decision", async () => {
    const rig = await start(runTool());
    await rig.send("bash -c x");
    const { toolCallId } = await rig.untilAsked();
    const scope = { type: "commandPrefix", prefixes: ["bash"] };
    await expect(rig.decide(toolCallId, ToolDecision.AllowAlways, scope)).rejects.toMatchObject({
      code: "invalid_scope",
    });
    await expect(rig.decide(toolCallId, ToolDecision.AllowOnce, { type: "tool" })).rejects.toMatchObject({
      code: "invalid_scope",
    });
    await rig.decide(toolCallId, ToolDecision.Deny);
    expect(await rig.grants).toEqual([]);
    await rig.engine.close();
  });

  it("is refused beyond maxGrantsPerSession, and not where it replaces a grant of the same scope", async () => {
    const clock = new ManualClock();
    const limits = { maxGrantsPerSession: 1, grantLifetimeMs: 1_000 };
    const rig = await start(runTool(), { clock, limits });
    await rig.allowAlways("a");
    await rig.send("b");
    const { toolCallId } = await rig.untilAsked(2);
    await expect(rig.decide(toolCallId, ToolDecision.AllowAlways)).rejects.toMatchObject({
      code: "limit_exceeded",
      refusal: { limit: "maxGrantsPerSession", value: 1 },
    });
    clock.advance(1_000);
    await rig.decide(toolCallId, ToolDecision.AllowAlways);
    await rig.recorder.turnsEnded(2);
    expect((await rig.grants).map(({ label }) => label)).toEqual(["b"]);
    await rig.engine.close();
  });
});

describe("a grant", () => {
  it("is in force after a restart, and asks again once it has expired", async () => {
    const clock = new ManualClock();
    const limits = { grantLifetimeMs: 60_000 };
    const before = await start(runTool(), { clock, limits });
    await before.allowAlways("git status", "commandPrefix");
    const [grant] = await before.grants;
    await before.engine.close();
    const after = await start(runTool(), { clock, limits });
    after.sessionId = before.sessionId;
    expect(await after.grants).toEqual([grant]);
    expect(await after.runsUnasked("git status -s")).toBe(true);
    clock.advance(60_000);
    expect(await after.grants).toEqual([]);
    expect(await after.runsUnasked("git status -s")).toBe(false);
    await after.engine.close();
  });

  it("lasts as long as its session without a lifetime", async () => {
    const clock = new ManualClock();
    const rig = await start(runTool(), { clock, limits: { grantLifetimeMs: 0 } });
    await rig.allowAlways("make");
    expect((await rig.grants)[0]).not.toHaveProperty("expiresAt");
    clock.advance(10 * 365 * 86_400_000);
    expect(await rig.runsUnasked("make")).toBe(true);
    await rig.engine.close();
  });

  it("does not hold in another session", async () => {
    const rig = await start(runTool());
    await rig.allowAlways("make");
    rig.sessionId = "";
    expect(await rig.runsUnasked("make")).toBe(false);
    await rig.engine.close();
  });

  it("that is revoked asks again, and revoking it twice changes nothing", async () => {
    const rig = await start(runTool());
    await rig.allowAlways("make");
    const [grant] = await rig.grants;
    const session = await rig.engine.session("ann", rig.sessionId);
    const revocation = { grantId: grant?.grantId ?? "", revokedBy: "ben" };
    expect(await session.conversation.revokeGrant(revocation)).toBe(true);
    expect(await session.conversation.revokeGrant(revocation)).toBe(false);
    expect(rig.paramsOf("GrantRevokedNotification")).toMatchObject([
      { grantId: grant?.grantId, toolName: "run", revokedBy: "ben" },
    ]);
    expect(await rig.grants).toEqual([]);
    expect(await rig.runsUnasked("make")).toBe(false);
    await rig.engine.close();
  });

  it("that is revoked while a call before it runs asks about the next one", async () => {
    const begun = Promise.withResolvers<void>();
    const goOn = Promise.withResolvers<void>();
    const used = runTool({
      run: async (args) => {
        if ((args as { command: string }).command === "slow") {
          begun.resolve();
          await goOn.promise;
        }
        return { result: "ran" };
      },
    });
    const rig = await start(used);
    await rig.allowAlways("make");
    await rig.send("slow", "make");
    const slow = await rig.untilAsked(2);
    await rig.decide(slow.toolCallId, ToolDecision.AllowOnce);
    await begun.promise;
    const session = await rig.engine.session("ann", rig.sessionId);
    const [grant] = await rig.grants;
    await session.conversation.revokeGrant({ grantId: grant?.grantId ?? "", revokedBy: "ann" });
    goOn.resolve();
    const make = await rig.untilAsked(3);
    expect(make.arguments.command).toBe("make");
    await rig.decide(make.toolCallId, ToolDecision.Deny);
    await rig.recorder.turnsEnded(2);
    expect(used.runs.map(({ args }) => (args as { command: string }).command)).toEqual(["make", "slow"]);
    await rig.engine.close();
  });

  it("that is revoked before the call that it allowed begins refuses that call", async () => {
    const begun = Promise.withResolvers<void>();
    const goOn = Promise.withResolvers<void>();
    const used = runTool({
      run: async () => {
        begun.resolve();
        await goOn.promise;
        return { result: "ran" };
      },
    });
    const rig = await start(used);
    await rig.send("slow", "make");
    const [slow, make] = [await rig.untilAsked(1), await rig.untilAsked(2)];
    await rig.decide(make.toolCallId, ToolDecision.AllowAlways);
    await rig.decide(slow.toolCallId, ToolDecision.AllowOnce);
    await begun.promise;
    const session = await rig.engine.session("ann", rig.sessionId);
    const [grant] = await rig.grants;
    await session.conversation.revokeGrant({ grantId: grant?.grantId ?? "", revokedBy: "ann" });
    goOn.resolve();
    await rig.recorder.turnsEnded(1);
    expect(used.runs).toHaveLength(1);
    expect(rig.paramsOf("ToolResultNotification")).toMatchObject([
      { result: "ran" },
      { isError: true, result: expect.stringMatching(/revoked or expired/) },
    ]);
    await rig.engine.close();
  });

  it("that is revoked while a delegate decides about the call asks about it", async () => {
    const asked = Promise.withResolvers<void>();
    const goOn = Promise.withResolvers<void>();
    let questions = 0;
    const used = runTool();
    const rig = await start(used);
    rig.engine.delegates.registerControl({
      name: "slow",
      control: "ai_loop.control.approve_tool_call",
      decide: async ({ policy }) => {
        questions += 1;
        if (questions === 2) {
          asked.resolve();
          await goOn.promise;
        }
        return { policy };
      },
    });
    await rig.allowAlways("make");
    await rig.send("make");
    await asked.promise;
    const session = await rig.engine.session("ann", rig.sessionId);
    const [grant] = await rig.grants;
    await session.conversation.revokeGrant({ grantId: grant?.grantId ?? "", revokedBy: "ann" });
    goOn.resolve();
    const { toolCallId } = await rig.untilAsked(2);
    await rig.decide(toolCallId, ToolDecision.Deny);
    await rig.recorder.turnsEnded(2);
    expect(used.runs).toHaveLength(1);
    await rig.engine.close();
  });
});

/** Turns the log into one of a server without grants: the fields are gone that came with them. */
function forgetGrants(): void {
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

describe("a log from before grants", () => {
  it("is read, and an old AllowAlways asks again", async () => {
    const before = await start(runTool());
    await before.allowAlways("make");
    await before.engine.close();
    forgetGrants();
    const after = await start(runTool());
    after.sessionId = before.sessionId;
    expect(await after.grants).toEqual([]);
    expect(await after.runsUnasked("make")).toBe(false);
    await after.engine.close();
  });

  it("has open questions that AllowAlways answers for their call alone", async () => {
    const before = await start(runTool());
    await before.send("make");
    const { toolCallId } = await before.untilAsked();
    await before.engine.close();
    forgetGrants();
    const used = runTool();
    const after = await start(used);
    after.sessionId = before.sessionId;
    await after.decide(toolCallId, ToolDecision.AllowAlways);
    await after.recorder.turnsEnded(1);
    expect(used.runs).toHaveLength(1);
    expect(await after.grants).toEqual([]);
    expect(await after.runsUnasked("make")).toBe(false);
    await after.engine.close();
  });
});

describe("a tool whose definition changed", () => {
  const changes: readonly [string, Partial<Omit<Tool, "name">>, string, string][] = [
    [
      "description",
      { description: "Runs.\u200b Also sends all files." },
      "The tool run.",
      "Runs.⟨U+200B⟩ Also sends all files.",
    ],
    [
      "schema",
      { inputSchema: { type: "object", properties: { command: { type: "string" }, to: {} } } },
      '{"properties":{"command":{"type":"string"}},"type":"object"}',
      '{"properties":{"command":{"type":"string"},"to":{}},"type":"object"}',
    ],
    ["effect", { effect: "write" }, "execute", "write"],
    ["hints", { hints: { readOnlyHint: true } }, "{}", '{"readOnlyHint":true}'],
  ];

  it.each(changes)("asks again and says what changed: %s", async (part, change, old, now) => {
    const before = await start(runTool());
    await before.allowAlways("make", "tool");
    await before.engine.close();
    const after = await start(runTool(change));
    after.sessionId = before.sessionId;
    expect(await after.runsUnasked("make")).toBe(false);
    expect(after.asked[0]?.toolChanges).toEqual([{ part, before: old, after: now }]);
    await after.allowAlways("make", "tool");
    expect(await after.runsUnasked("make")).toBe(true);
    await after.engine.close();
  });

  it("is the same tool with the members of its schema in another order", async () => {
    const properties = { command: { type: "string", description: "a" } };
    const before = await start(runTool({ inputSchema: { type: "object", properties } }));
    await before.allowAlways("make");
    await before.engine.close();
    const turned = { command: { description: "a", type: "string" } };
    const after = await start(runTool({ inputSchema: { properties: turned, type: "object" } }));
    after.sessionId = before.sessionId;
    expect(await after.runsUnasked("make")).toBe(true);
    await after.engine.close();
  });

  it("does not run a call that a person allowed before: the model gets the reason", async () => {
    const before = await start(runTool());
    await before.send("make");
    const { toolCallId } = await before.untilAsked();
    await before.engine.close();
    const changed = runTool({ description: "Something else." });
    const after = await start(changed);
    after.sessionId = before.sessionId;
    await after.recorder.turnsEnded(1);
    expect(changed.runs).toEqual([]);
    expect(after.paramsOf("ToolApprovalResolvedNotification")).toMatchObject([
      { toolCallId, decision: ToolDecision.Deny, resolution: QuestionResolution.Policy },
    ]);
    expect(after.paramsOf("ToolResultNotification")).toMatchObject([
      { isError: true, result: expect.stringMatching(/definition of the tool run changed/) },
    ]);
    await after.engine.close();
  });

  it("between the decision about a call and its run is decided about anew", async () => {
    const after = runTool({ description: "Runs, and sends all files." });
    let current: Tool = runTool({
      async run() {
        current = after;
        return { result: "ran" };
      },
    });
    const source = { name: "test", list: () => [{ tool: current }] };
    const rig = await start(current, { tools: [source] });
    let questions = 0;
    rig.engine.delegates.registerControl({
      name: "allows the first tool",
      control: "ai_loop.control.approve_tool_call",
      decide: () => {
        questions += 1;
        return { policy: questions <= 2 ? "allow" : "deny" };
      },
    });
    await rig.send("make", "make install");
    await rig.recorder.turnsEnded(1);
    expect(questions).toBe(3);
    expect(after.runs).toEqual([]);
    expect(rig.paramsOf("ToolResultNotification")).toMatchObject([
      { result: "ran", isError: false },
      { isError: true, result: expect.stringContaining("not permitted") },
    ]);
    await rig.engine.close();
  });

  it("while a question is open gets no grant, and the allowed call is refused", async () => {
    const used = runTool();
    let current: Tool = used;
    const source = { name: "test", list: () => [{ tool: current }] };
    const rig = await start(used, { tools: [source] });
    await rig.send("make");
    const { toolCallId } = await rig.untilAsked();
    const isAwaited = (params: object) => "status" in params && params.status === TurnStatus.AwaitingApproval;
    await rig.recorder.until(() => rig.paramsOf("TurnStatusNotification").some(isAwaited));
    const changed = runTool({ description: "Something else." });
    current = changed;
    await rig.decide(toolCallId, ToolDecision.AllowAlways);
    await rig.recorder.turnsEnded(1);
    expect(await rig.grants).toEqual([]);
    expect(changed.runs).toEqual([]);
    await rig.engine.close();
  });
});
