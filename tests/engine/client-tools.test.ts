import { setImmediate } from "node:timers/promises";
import { DEFAULT_TOOL_POLICIES, Engine, type EngineOptions, MemoryEventLog } from "@aiwhisperer/engine";
import { type ClientTool, Delivery, ToolEffect, ToolFailure, TurnStatus } from "@aiwhisperer/protocol";
import { describe, expect, it } from "vitest";
import { EventRecorder } from "../support/event-recorder.ts";
import { ManualClock } from "../support/manual-clock.ts";
import { finished, type Script, ScriptedModel } from "../support/scripted-model.ts";
import { calling, reportResults, sourceOf, tool } from "../support/scripted-tools.ts";

const paint: ClientTool = { name: "paint", description: "Paints." };

const painting: Script = async function* (request) {
  if (request.messages.at(-1)?.role === "user") return yield* calling(["paint", { value: "red" }]);
  yield reportResults(request);
  yield finished;
};

async function rig(options: Partial<EngineOptions> = {}, tools: readonly ClientTool[] = [paint]) {
  const model = new ScriptedModel(painting);
  const clock = new ManualClock();
  const engine = new Engine({ log: new MemoryEventLog(), models: model.catalog, clock, ...options });
  const recorder = new EventRecorder();
  engine.delegates.register(recorder);
  await engine.start();
  const session = await engine.startSession({
    ownerId: "ann",
    userLabel: "Ann",
    params: { tools: [...tools] },
  });
  const { sessionId } = session;
  const offer = (clientId: string, offered: readonly ClientTool[] = [paint]) =>
    engine.offerTools(sessionId, { offererId: `line of ${clientId}`, clientId, tools: offered });
  const leave = (clientId: string) => engine.withdrawTools(sessionId, `line of ${clientId}`);
  const leases = () =>
    recorder.sessionEvents.flatMap((event) =>
      event.method === "ToolCallLeaseNotification" ? [event.params.clientId ?? "none"] : [],
    );
  const leased = (count: number) => recorder.until(() => leases().length >= count);
  const callId = () => {
    const call = recorder.sessionEvents.find(({ method }) => method === "ToolCallNotification");
    return call?.method === "ToolCallNotification" ? call.params.toolCallId : "";
  };
  const send = () => session.conversation.send({ message: "go", delivery: Delivery.Queue });
  const give = (result: unknown, toolCallId = callId()) =>
    session.conversation.provideResult({ toolCallId, result, isError: false });
  return { engine, session, model, recorder, clock, offer, leave, leases, leased, send, give, callId };
}

describe("a client's tool call", () => {
  it("is leased to one client that offers the tool, and its result goes to the model", async () => {
    const it = await rig();
    it.offer("a");
    it.offer("b");
    await it.send();
    await it.leased(1);
    expect(it.leases()).toEqual(["a"]);
    await it.give("painted");
    await it.recorder.turnsEnded();
    expect(it.recorder.answerText).toBe('"painted"');
  });

  it("takes one result: a second, a late and an unknown one have errors of their own and start nothing", async () => {
    const it = await rig();
    it.offer("a");
    await it.send();
    await it.leased(1);
    const outcomes = await Promise.allSettled([it.give("one"), it.give("two")]);
    expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "rejected"]);
    await it.recorder.turnsEnded();
    await expect(it.give("late")).rejects.toMatchObject({
      code: "tool_call_resolved",
      refusal: { resolution: "result" },
    });
    await expect(it.give("x", "unknown")).rejects.toMatchObject({ code: "tool_call_not_found" });
    expect(it.recorder.answerText).toBe('"one"');
    expect(it.model.requests).toHaveLength(2);
    expect(it.session.isRunning).toBe(false);
  });

  it("stays with a client that comes back in time, and passes to another when it does not", async () => {
    const it = await rig();
    it.offer("a");
    it.offer("b");
    await it.send();
    await it.leased(1);
    it.leave("a");
    it.clock.advance(4_000);
    it.offer("a");
    it.clock.advance(10_000);
    it.leave("a");
    it.clock.advance(5_000);
    await it.leased(2);
    expect(it.leases()).toEqual(["a", "b"]);
    await it.give("painted by b");
    await it.recorder.turnsEnded();
  });

  it("waits for a client while there is none, also after the last one has gone", async () => {
    const it = await rig();
    await it.send();
    await it.leased(1);
    it.offer("a");
    await it.leased(2);
    it.leave("a");
    it.clock.advance(5_000);
    await it.leased(3);
    it.offer("b");
    await it.leased(4);
    expect(it.leases()).toEqual(["none", "a", "none", "b"]);
    await it.give("at last");
    await it.recorder.turnsEnded();
    expect(it.recorder.answerText).toBe('"at last"');
  });

  it("is given up at its deadline, of which a pause is no part", async () => {
    const it = await rig({ limits: { clientToolTimeoutMs: 2_000 } });
    it.offer("a");
    await it.send();
    await it.leased(1);
    await it.session.conversation.pause();
    it.clock.advance(60_000);
    await it.session.conversation.resume();
    it.clock.advance(2_000);
    await it.recorder.turnsEnded();
    expect(it.recorder.answerText).toBe('!"No client gave the result in time."');
    expect(it.recorder.endings[0]?.status).toBe(TurnStatus.Completed);
    await expect(it.give("late")).rejects.toMatchObject({ refusal: { resolution: "expired" } });
  });

  it("takes a result that comes while its session is held, before the call is put out", async () => {
    const written = Promise.withResolvers<{ result: string }>();
    const write = tool("write", { effect: "write", run: () => written.promise });
    const { catalog } = new ScriptedModel(async function* (request) {
      if (request.messages.at(-1)?.role === "user") return yield* calling(["write", {}], ["paint", {}]);
      yield reportResults(request);
      yield finished;
    });
    const toolPolicies = { ...DEFAULT_TOOL_POLICIES, write: "allow" as const };
    const it = await rig({ models: catalog, tools: [sourceOf(write)], toolPolicies });
    const told = (method: string) => it.recorder.sessionEvents.filter((event) => event.method === method);
    await it.send();
    await it.recorder.until(() => told("ToolStartedNotification").length === 1);
    await it.session.conversation.pause();
    written.resolve({ result: "written" });
    await it.recorder.until(() => told("ToolResultNotification").length === 1);
    // The turn has come to its next call, and is held before it.
    await setImmediate();
    const [, call] = told("ToolCallNotification");
    await it.give("painted", call?.method === "ToolCallNotification" ? call.params.toolCallId : "");
    await it.session.conversation.resume();
    await it.recorder.turnsEnded();
    expect(it.recorder.answerText).toBe('"written"\n"painted"');
    expect(it.leases()).toEqual([]);
  });

  it("that asks is leased to clients only after a person has allowed it", async () => {
    const it = await rig({}, [{ ...paint, effect: ToolEffect.Write }]);
    it.offer("a");
    await it.send();
    await it.recorder.until(({ sessionEvents }) =>
      sessionEvents.some(({ method }) => method === "ToolApprovalRequestNotification"),
    );
    await expect(it.give("too soon")).rejects.toMatchObject({ code: "tool_call_not_found" });
    expect(it.leases()).toEqual([]);
    await it.session.conversation.decide({ toolCallId: it.callId(), decision: 0, decidedBy: "ann" });
    await it.leased(1);
    await it.give("painted");
    await it.recorder.turnsEnded();
  });

  it("has no result of a client when its turn is cancelled, and refuses one that comes then", async () => {
    const it = await rig();
    it.offer("a");
    await it.send();
    await it.leased(1);
    await it.session.conversation.cancelTurn();
    await it.recorder.turnsEnded();
    const result = it.recorder.sessionEvents.find(({ method }) => method === "ToolResultNotification");
    expect(result?.params).toMatchObject({ failure: ToolFailure.Cancelled });
    await expect(it.give("late")).rejects.toMatchObject({ refusal: { resolution: "cancelled" } });
  });

  it("is refused by a delegate that may", async () => {
    const it = await rig();
    it.engine.delegates.registerControl({
      name: "censor",
      control: "ai_loop.control.provide_tool_result",
      decide: ({ result }) => (result === "rude" ? { admit: false, reason: "no" } : undefined),
    });
    it.offer("a");
    await it.send();
    await it.leased(1);
    await expect(it.give("rude")).rejects.toMatchObject({ code: "refused" });
    await it.give("kind");
    await it.recorder.turnsEnded();
    expect(it.recorder.answerText).toBe('"kind"');
  });
});
