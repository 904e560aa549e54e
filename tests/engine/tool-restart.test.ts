import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Engine, type EngineOptions, SqliteEventLog, type Tool } from "@aiwhisperer/engine";
import {
  type ClientTool,
  Delivery,
  QuestionResolution,
  ToolDecision,
  ToolFailure,
  TurnStatus,
} from "@aiwhisperer/protocol";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { EventRecorder } from "../support/event-recorder.ts";
import { finished, hang, type Script, ScriptedModel, said } from "../support/scripted-model.ts";
import { type CalledTool, calling, reportResults, sourceOf, tool } from "../support/scripted-tools.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "aiwhisperer-tools-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function startEngine(script: Script, tools: readonly Tool[], options: Partial<EngineOptions> = {}) {
  const log = await SqliteEventLog.open({ path: join(folder, "log.sqlite") });
  const model = new ScriptedModel(script);
  const engine = new Engine({ log, models: model.catalog, tools: [sourceOf(...tools)], ...options });
  const recorder = new EventRecorder();
  engine.delegates.register(recorder);
  await engine.start();
  const told = (method: string) => recorder.sessionEvents.filter((event) => event.method === method);
  const until = (method: string, count = 1) => recorder.until(() => told(method).length >= count);
  return { engine, model, recorder, told, until };
}

const script = (...calls: readonly CalledTool[]): Script =>
  async function* (request) {
    if (request.messages.at(-1)?.role === "user") return yield* calling(...calls);
    yield reportResults(request);
    yield finished;
  };

async function send({ engine }: { engine: Engine }, tools: readonly ClientTool[] = []): Promise<string> {
  const session = await engine.startSession({
    ownerId: "ann",
    userLabel: "Ann",
    params: { tools: [...tools] },
  });
  await session.conversation.send({ message: "go", delivery: Delivery.Queue });
  return session.sessionId;
}

const stuck = (name: string, rest: Partial<Omit<Tool, "name">> = {}) =>
  tool(name, { run: () => new Promise(() => undefined), ...rest });

describe("tool calls across a restart", () => {
  it("that a model was writing are discarded, and written anew under another id", async () => {
    const writing: Script = async function* (request, step) {
      if (request.messages.at(-1)?.role !== "user") return yield* script()(request, step);
      yield { type: "callDelta", toolCallId: "call-0", toolName: "safe", text: "{}" };
      if (step === 1 && isFirst) await hang(request);
      yield* calling(["safe", {}]);
    };
    let isFirst = true;
    const before = await startEngine(writing, [tool("safe")]);
    await send(before);
    await before.until("ToolCallChunkNotification");
    await before.engine.close();
    isFirst = false;
    const after = await startEngine(writing, [tool("safe")]);
    await after.recorder.turnsEnded(1);
    const idOf = (run: typeof before, method: string) =>
      run.told(method).map(({ params }) => ("toolCallId" in params ? params.toolCallId : undefined));
    const [cut] = idOf(before, "ToolCallChunkNotification");
    expect(idOf(after, "ToolCallDiscardedNotification")).toEqual([cut]);
    expect(idOf(after, "ToolCallNotification")).toEqual(idOf(after, "ToolCallChunkNotification"));
    expect(idOf(after, "ToolCallNotification")).not.toContain(cut);
    await after.engine.close();
  });

  it("run again when they are safe to repeat, and otherwise report an unknown outcome to the model", async () => {
    const calls = script(["safe", {}], ["unsafe", {}]);
    const before = await startEngine(calls, [stuck("safe"), stuck("unsafe", { isRepeatable: false })]);
    await send(before);
    await before.until("ToolStartedNotification", 2);
    await before.engine.close();
    const [safe, unsafe] = [tool("safe"), tool("unsafe", { isRepeatable: false })];
    const after = await startEngine(calls, [safe, unsafe]);
    await after.recorder.turnsEnded();
    expect([safe.runs.length, unsafe.runs.length]).toEqual([1, 0]);
    expect(after.told("ToolResultNotification").map(({ params }) => params)).toMatchObject([
      { isError: true, failure: ToolFailure.Interrupted },
      { isError: false, result: {} },
    ]);
    expect(after.recorder.answerText).toMatch(/not run again/);
    expect(after.recorder.endings[0]?.status).toBe(TurnStatus.Completed);
    await after.engine.close();
  });

  it("of a tool that is gone have an unknown effect where they had begun", async () => {
    const calls = script(["unsafe", {}]);
    const before = await startEngine(calls, [stuck("unsafe", { isRepeatable: false })]);
    await send(before);
    await before.until("ToolStartedNotification");
    await before.engine.close();
    const after = await startEngine(calls, []);
    await after.recorder.turnsEnded();
    const result = expect.stringContaining("effect is unknown");
    expect(after.told("ToolResultNotification").map(({ params }) => params)).toMatchObject([
      { isError: true, failure: ToolFailure.Interrupted, result },
    ]);
    await after.engine.close();
  });

  it("do not run again when their results are in the log: the turn continues with the next step", async () => {
    const first: Script = async function* (request, step) {
      if (step === 1) return yield* calling(["t", { value: "1" }]);
      yield said("half");
      await hang(request);
    };
    const ran = tool("t");
    const before = await startEngine(first, [ran]);
    await send(before);
    await before.recorder.until(({ answerText }) => answerText === "half");
    await before.engine.close();
    const again = tool("t");
    const after = await startEngine(script(), [again]);
    await after.recorder.turnsEnded();
    expect([ran.runs.length, again.runs.length]).toEqual([1, 0]);
    expect(after.told("MessageDiscardedNotification")).toHaveLength(1);
    expect(after.recorder.answerText).toBe('{"value":"1"}');
    await after.engine.close();
  });

  it("still wait for their decision, and run only after it", async () => {
    const calls = script(["change", {}]);
    const change = () => tool("change", { effect: "write", isRepeatable: false });
    const before = await startEngine(calls, [change()]);
    const sessionId = await send(before);
    await before.until("ToolApprovalRequestNotification");
    const [request] = before.told("ToolApprovalRequestNotification");
    const toolCallId = request?.method === "ToolApprovalRequestNotification" ? request.params.toolCallId : "";
    await before.engine.close();
    const asked = change();
    const after = await startEngine(calls, [asked]);
    const session = await after.engine.session("ann", sessionId);
    expect(session.summary().pendingApprovals).toBe(1);
    await after.recorder.until(({ sessionEvents }) =>
      sessionEvents.some(
        ({ method, params }) =>
          method === "TurnStatusNotification" && params.status === TurnStatus.AwaitingApproval,
      ),
    );
    expect(asked.runs).toHaveLength(0);
    expect(after.told("ToolApprovalRequestNotification")).toHaveLength(0);
    await session.conversation.decide({ toolCallId, decision: ToolDecision.AllowAlways, decidedBy: "ann" });
    await after.recorder.turnsEnded();
    expect(asked.runs).toHaveLength(1);
    await session.conversation.send({ message: "again", delivery: Delivery.Queue });
    await after.recorder.turnsEnded(2);
    expect(asked.runs).toHaveLength(2);
    await after.engine.close();
  });

  it("wait for their decision however often the server is restarted", async () => {
    const calls = script(["change", {}]);
    const change = tool("change", { effect: "write", isRepeatable: false });
    const limits = { maxTurnRestarts: 1 };
    let rig = await startEngine(calls, [change], { limits });
    const sessionId = await send(rig);
    await rig.until("ToolApprovalRequestNotification");
    const [request] = rig.told("ToolApprovalRequestNotification");
    const toolCallId = request?.method === "ToolApprovalRequestNotification" ? request.params.toolCallId : "";
    for (let restarts = 1; restarts <= 4; restarts += 1) {
      await rig.engine.close();
      rig = await startEngine(calls, [change], { limits });
    }
    const session = await rig.engine.session("ann", sessionId);
    await session.conversation.decide({ toolCallId, decision: ToolDecision.AllowOnce, decidedBy: "ann" });
    await rig.recorder.turnsEnded();
    expect(rig.recorder.endings[0]?.status).toBe(TurnStatus.Completed);
    expect(change.runs).toHaveLength(1);
    await rig.engine.close();
  });

  it("that were denied or allowed just before are not asked about again", async () => {
    const calls = script(["change", {}]);
    const before = await startEngine(calls, [stuck("change", { effect: "write", isRepeatable: true })]);
    const sessionId = await send(before);
    await before.until("ToolApprovalRequestNotification");
    const [request] = before.told("ToolApprovalRequestNotification");
    const toolCallId = request?.method === "ToolApprovalRequestNotification" ? request.params.toolCallId : "";
    const session = await before.engine.session("ann", sessionId);
    await session.conversation.decide({ toolCallId, decision: ToolDecision.AllowOnce, decidedBy: "ann" });
    await before.until("ToolStartedNotification");
    await before.engine.close();
    const change = tool("change", { effect: "write", isRepeatable: true });
    const after = await startEngine(calls, [change]);
    await after.recorder.turnsEnded();
    expect(change.runs).toHaveLength(1);
    expect(after.told("ToolApprovalRequestNotification")).toHaveLength(0);
    await after.engine.close();
  });

  it("of clients stay with their client when it comes back", async () => {
    const paint: ClientTool = { name: "paint", description: "Paints." };
    const before = await startEngine(script(["paint", {}]), []);
    const sessionId = await send(before, [paint]);
    before.engine.offerTools(sessionId, { offererId: "1", clientId: "page", tools: [paint] });
    await before.recorder.until(() =>
      before
        .told("ToolCallLeaseNotification")
        .some(({ method, params }) => method === "ToolCallLeaseNotification" && params.clientId === "page"),
    );
    await before.engine.close();
    const after = await startEngine(script(), [], { limits: { toolLeaseGraceMs: 60_000 } });
    after.engine.offerTools(sessionId, { offererId: "2", clientId: "other", tools: [paint] });
    after.engine.offerTools(sessionId, { offererId: "3", clientId: "page", tools: [paint] });
    const session = await after.engine.session("ann", sessionId);
    const [call] = before.told("ToolCallNotification");
    const toolCallId = call?.method === "ToolCallNotification" ? call.params.toolCallId : "";
    await session.conversation.provideResult({ toolCallId, result: "painted", isError: false });
    await after.recorder.turnsEnded();
    expect(after.told("ToolCallLeaseNotification")).toHaveLength(0);
    expect(after.recorder.answerText).toBe('"painted"');
    await after.engine.close();
  });

  it("get a result also where the policy ends the turn as Interrupted", async () => {
    const before = await startEngine(script(["change", {}], ["t", {}]), [
      tool("change", { effect: "write" }),
      stuck("t"),
    ]);
    await send(before);
    await before.until("ToolApprovalRequestNotification");
    await before.engine.close();
    const after = await startEngine(script(), [tool("change", { effect: "write" }), tool("t")], {
      afterRestart: "interrupt",
    });
    await after.recorder.turnsEnded();
    expect(after.told("ToolApprovalResolvedNotification").map(({ params }) => params)).toMatchObject([
      { decision: ToolDecision.Deny, resolution: QuestionResolution.Restarted },
    ]);
    expect(after.told("ToolResultNotification").map(({ params }) => params)).toMatchObject([
      { failure: ToolFailure.Cancelled },
      { failure: ToolFailure.Cancelled },
    ]);
    expect(after.recorder.endings[0]?.status).toBe(TurnStatus.Interrupted);
    await after.engine.close();
  });
});

describe("a turn that never comes any further between two restarts", () => {
  it("is ended as Interrupted after as many restarts as the limit says, and the next message runs", async () => {
    const hanging: Script = async function* (request) {
      yield said("half");
      await hang(request);
    };
    const limits = { maxTurnRestarts: 2 };
    const before = await startEngine(hanging, [], { limits });
    const sessionId = await send(before);
    await before.recorder.until(({ answerText }) => answerText === "half");
    await before.engine.close();
    for (const attempt of [2, 3]) {
      const restarted = await startEngine(hanging, [], { limits });
      await restarted.recorder.until(({ answerText }) => answerText === "half");
      expect(restarted.told("TurnStatusNotification")[0]?.params).toMatchObject({ attempt });
      await restarted.engine.close();
    }
    const last = await startEngine(script(), [], { limits });
    await last.recorder.turnsEnded();
    expect(last.recorder.endings[0]?.status).toBe(TurnStatus.Interrupted);
    expect(last.recorder.endings[0]?.error?.message).toMatch(/restarted 3 times.*maxTurnRestarts/);
    const session = await last.engine.session("ann", sessionId);
    await session.conversation.send({ message: "next", delivery: Delivery.Queue });
    await last.recorder.turnsEnded(2);
    await last.engine.close();
  });
});
