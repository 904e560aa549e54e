import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  DEFAULT_TOOL_POLICIES,
  Engine,
  type EngineOptions,
  ImpossibleCall,
  SqliteEventLog,
  type Tool,
  type ToolPolicies,
} from "@aiwhisperer/engine";
import { Delivery, QuestionResolution, ToolDecision, ToolFailure, TurnStatus } from "@aiwhisperer/protocol";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { EventRecorder } from "../support/event-recorder.ts";
import { finished, type Script, ScriptedModel } from "../support/scripted-model.ts";
import { calling, reportResults, sourceOf, tool } from "../support/scripted-tools.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "aiwhisperer-decisions-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const DENIED: ToolPolicies = { ...DEFAULT_TOOL_POLICIES, execute: "deny" };
const ALLOWED: ToolPolicies = { ...DEFAULT_TOOL_POLICIES, execute: "allow" };

const callsRun: Script = async function* (request) {
  if (request.messages.at(-1)?.role === "user") return yield* calling(["run", {}]);
  yield reportResults(request);
  yield finished;
};

const runTool = (rest: Partial<Omit<Tool, "name">> = {}) => tool("run", { effect: "execute", ...rest });

async function start(used: Tool, options: Partial<EngineOptions> = {}) {
  const log = await SqliteEventLog.open({ path: join(folder, "log.sqlite") });
  const models = new ScriptedModel(callsRun).catalog;
  const engine = new Engine({ log, models, tools: [sourceOf(used)], ...options });
  const recorder = new EventRecorder();
  engine.delegates.register(recorder);
  await engine.start();
  const paramsOf = (method: string) =>
    recorder.sessionEvents.filter((event) => event.method === method).map(({ params }) => params);
  return { engine, recorder, paramsOf };
}

type Started = Awaited<ReturnType<typeof start>>;

async function send({ engine }: Started): Promise<string> {
  const { sessionId } = await engine.startSession({ ownerId: "ann", userLabel: "Ann", params: {} });
  await (await engine.session("ann", sessionId)).conversation.send({
    message: "go",
    delivery: Delivery.Queue,
  });
  return sessionId;
}

async function untilAsked({ recorder, paramsOf }: Started): Promise<string> {
  await recorder.until(() => paramsOf("ToolApprovalRequestNotification").length > 0);
  return (paramsOf("ToolApprovalRequestNotification")[0] as { toolCallId: string }).toolCallId;
}

describe("the policy in force when a tool runs", () => {
  it("refuses a tool that the session was allowed to use for ever, once it is denied", async () => {
    const before = await start(runTool());
    const sessionId = await send(before);
    const toolCallId = await untilAsked(before);
    const session = await before.engine.session("ann", sessionId);
    await session.conversation.decide({ toolCallId, decision: ToolDecision.AllowAlways, decidedBy: "ann" });
    await before.recorder.turnsEnded();
    await before.engine.close();
    const denied = runTool();
    const after = await start(denied, { toolPolicies: DENIED });
    const again = await after.engine.session("ann", sessionId);
    await again.conversation.send({ message: "again", delivery: Delivery.Queue });
    await after.recorder.turnsEnded();
    expect(denied.runs).toHaveLength(0);
    expect(after.paramsOf("ToolResultNotification")).toMatchObject([{ failure: ToolFailure.Denied }]);
    await after.engine.close();
  });

  it("closes a question that an earlier process left open, once the tool is denied", async () => {
    const before = await start(runTool());
    const sessionId = await send(before);
    await untilAsked(before);
    await before.engine.close();
    const denied = runTool();
    const after = await start(denied, { toolPolicies: DENIED });
    await after.recorder.turnsEnded();
    expect(denied.runs).toHaveLength(0);
    expect(after.paramsOf("ToolApprovalResolvedNotification")).toMatchObject([
      { decision: ToolDecision.Deny, resolution: QuestionResolution.Policy },
    ]);
    expect(after.paramsOf("ToolResultNotification")).toMatchObject([{ failure: ToolFailure.Denied }]);
    expect((await after.engine.session("ann", sessionId)).summary().pendingApprovals).toBeUndefined();
    expect(after.recorder.endings[0]?.status).toBe(TurnStatus.Completed);
    await after.engine.close();
  });

  it("asks about a call that was announced while it needed no question", async () => {
    const before = await start(runTool({ run: () => new Promise(() => undefined) }), {
      toolPolicies: ALLOWED,
    });
    const sessionId = await send(before);
    await before.recorder.until(() => before.paramsOf("ToolStartedNotification").length > 0);
    await before.engine.close();
    const asked = runTool();
    const after = await start(asked);
    const toolCallId = await untilAsked(after);
    expect(asked.runs).toHaveLength(0);
    const session = await after.engine.session("ann", sessionId);
    await session.conversation.decide({ toolCallId, decision: ToolDecision.AllowOnce, decidedBy: "ann" });
    await after.recorder.turnsEnded();
    expect(asked.runs).toHaveLength(1);
    await after.engine.close();
  });

  it("reports a call that had begun and must not run twice as interrupted, though its tool is denied now", async () => {
    const stuck = { run: () => new Promise<never>(() => undefined), isRepeatable: false };
    const before = await start(runTool(stuck), { toolPolicies: ALLOWED });
    await send(before);
    await before.recorder.until(() => before.paramsOf("ToolStartedNotification").length > 0);
    await before.engine.close();
    const denied = runTool({ isRepeatable: false });
    const after = await start(denied, { toolPolicies: DENIED });
    await after.recorder.turnsEnded();
    expect(denied.runs).toHaveLength(0);
    expect(after.paramsOf("ToolResultNotification")).toMatchObject([{ failure: ToolFailure.Interrupted }]);
    await after.engine.close();
  });

  it("runs what a person has allowed before a restart", async () => {
    const before = await start(runTool({ run: () => new Promise(() => undefined) }));
    const sessionId = await send(before);
    const toolCallId = await untilAsked(before);
    const session = await before.engine.session("ann", sessionId);
    await session.conversation.decide({ toolCallId, decision: ToolDecision.AllowOnce, decidedBy: "ann" });
    await before.recorder.until(() => before.paramsOf("ToolStartedNotification").length > 0);
    await before.engine.close();
    const repeated = runTool();
    const after = await start(repeated);
    await after.recorder.turnsEnded();
    expect(repeated.runs).toHaveLength(1);
    expect(after.paramsOf("ToolApprovalRequestNotification")).toHaveLength(0);
    await after.engine.close();
  });
});

describe("a question of its own", () => {
  it("is asked for a call that always asks, though the policy allows its tool, and never against a policy that denies", async () => {
    const asking = runTool({ alwaysAsks: async () => "protected" });
    const started = await start(asking, { toolPolicies: ALLOWED });
    const sessionId = await send(started);
    const toolCallId = await untilAsked(started);
    const session = await started.engine.session("ann", sessionId);
    await session.conversation.decide({ toolCallId, decision: ToolDecision.AllowAlways, decidedBy: "ann" });
    await started.recorder.turnsEnded();
    expect(started.paramsOf("ToolResultNotification")).toHaveLength(1);
    await started.engine.close();

    const denied = await start(asking, { toolPolicies: DENIED });
    await send(denied);
    await denied.recorder.turnsEnded();
    expect(denied.paramsOf("ToolApprovalRequestNotification")).toEqual([]);
    await denied.engine.close();
  });

  it("is not asked about a call that cannot succeed: the model gets the error", async () => {
    const preview = () => Promise.reject(new ImpossibleCall("There is no such folder."));
    const started = await start(runTool({ preview }));
    await send(started);
    await started.recorder.turnsEnded();
    expect(started.paramsOf("ToolApprovalRequestNotification")).toEqual([]);
    expect(started.paramsOf("ToolResultNotification")).toMatchObject([
      { result: "There is no such folder.", isError: true },
    ]);
    await started.engine.close();
  });
});
