import {
  Engine,
  type EngineOptions,
  MemoryEventLog,
  type Tool,
  type ToolPolicies,
} from "@aiwhisperer/engine";
import {
  Delivery,
  QuestionResolution,
  SessionStatus,
  ToolDecision,
  ToolDisplayKind,
  ToolFailure,
  TurnStatus,
} from "@aiwhisperer/protocol";
import { describe, expect, it } from "vitest";
import { EventRecorder } from "../support/event-recorder.ts";
import { ManualClock } from "../support/manual-clock.ts";
import { finished, type Script, ScriptedModel } from "../support/scripted-model.ts";
import { type CalledTool, calling, reportResults, sourceOf, tool } from "../support/scripted-tools.ts";

const write = (name = "change", rest: Partial<Omit<Tool, "name">> = {}) =>
  tool(name, { effect: "write", isRepeatable: false, ...rest });

/** A model that calls the tools at the start of every turn and then says what they gave. */
const everyTurn = (...calls: readonly CalledTool[]): Script =>
  async function* (request) {
    if (request.messages.at(-1)?.role === "user") return yield* calling(...calls);
    yield reportResults(request);
    yield finished;
  };

async function rig(script: Script, tools: readonly Tool[], options: Partial<EngineOptions> = {}) {
  const model = new ScriptedModel(script);
  const clock = new ManualClock();
  const engine = new Engine({
    log: new MemoryEventLog(),
    models: model.catalog,
    clock,
    tools: [sourceOf(...tools)],
    ...options,
  });
  const recorder = new EventRecorder();
  engine.delegates.register(recorder);
  await engine.start();
  const session = await engine.startSession({ ownerId: "ann", userLabel: "Ann", params: {} });
  const send = () => session.conversation.send({ message: "go", delivery: Delivery.Queue });
  const events = (method: string) => recorder.sessionEvents.filter((event) => event.method === method);
  const asked = async (count = 1): Promise<readonly string[]> => {
    const ids = () =>
      recorder.sessionEvents.flatMap((event) =>
        event.method === "ToolApprovalRequestNotification" ? [event.params.toolCallId] : [],
      );
    await recorder.until(() => ids().length >= count);
    return ids();
  };
  const waiting = () =>
    recorder.until(({ sessionEvents }) =>
      sessionEvents.some(
        (event) =>
          event.method === "TurnStatusNotification" && event.params.status === TurnStatus.AwaitingApproval,
      ),
    );
  const decide = (toolCallId: string, decision: ToolDecision, reason?: string) =>
    session.conversation.decide({
      toolCallId,
      decision,
      decidedBy: "ann",
      ...(reason === undefined ? {} : { reason }),
    });
  return { engine, session, model, recorder, clock, send, events, asked, waiting, decide };
}

describe("a tool call that asks", () => {
  it("waits, shows what it will do, and runs after the first decision", async () => {
    const display = { kind: ToolDisplayKind.Diff, title: "a.txt", text: "+ new" };
    const change = write("change", { preview: async () => display });
    const it = await rig(everyTurn(["change", { value: "new" }]), [change]);
    await it.send();
    const [id = ""] = await it.asked();
    expect(it.events("ToolApprovalRequestNotification")[0]?.params).toMatchObject({
      toolName: "change",
      arguments: { value: "new" },
      display,
      expiresAt: it.clock.now() + 3_600_000,
    });
    await it.waiting();
    expect(change.runs).toHaveLength(0);
    expect(it.session.summary().pendingApprovals).toBe(1);
    await it.decide(id, ToolDecision.AllowOnce);
    await it.recorder.turnsEnded();
    expect(change.runs).toHaveLength(1);
    expect(it.session.summary().pendingApprovals).toBeUndefined();
    expect(it.events("ToolApprovalResolvedNotification").map(({ params }) => params)).toMatchObject([
      { toolCallId: id, decision: ToolDecision.AllowOnce, decidedBy: "ann" },
    ]);
  });

  it.each(["expiry", "cancellation", "restart", "policy"])(
    "records the decision of a user with the name %s as that user's",
    async (decidedBy) => {
      const it = await rig(everyTurn(["change", {}]), [write()]);
      await it.send();
      const [id = ""] = await it.asked();
      await it.session.conversation.decide({ toolCallId: id, decision: ToolDecision.AllowOnce, decidedBy });
      await it.recorder.turnsEnded();
      const resolved = { decidedBy, resolution: QuestionResolution.Decided };
      expect(it.events("ToolApprovalResolvedNotification")).toMatchObject([{ params: resolved }]);
      await expect(it.decide(id, ToolDecision.Deny)).rejects.toMatchObject({
        refusal: { resolution: "decided" },
      });
    },
  );

  it("takes one decision: later ones and those about unknown calls have errors of their own", async () => {
    const it = await rig(everyTurn(["change", {}]), [write()]);
    await it.send();
    const [id = ""] = await it.asked();
    const outcomes = await Promise.allSettled([
      it.decide(id, ToolDecision.AllowOnce),
      it.decide(id, ToolDecision.Deny),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "rejected"]);
    await expect(it.decide(id, ToolDecision.Deny)).rejects.toMatchObject({
      code: "tool_call_resolved",
      refusal: { resolution: "decided" },
    });
    await expect(it.decide("unknown", ToolDecision.Deny)).rejects.toMatchObject({
      code: "tool_call_not_found",
    });
    await it.recorder.turnsEnded();
    expect(it.events("ToolApprovalResolvedNotification")).toHaveLength(1);
  });

  it("does not run when it is denied, and the model gets the reason", async () => {
    const change = write();
    const it = await rig(everyTurn(["change", {}]), [change]);
    await it.send();
    const [id = ""] = await it.asked();
    await it.decide(id, ToolDecision.Deny, "Not on a Sunday.");
    await it.recorder.turnsEnded();
    expect(change.runs).toHaveLength(0);
    expect(it.recorder.answerText).toMatch(/not permitted.*Reason: Not on a Sunday\./);
  });

  it("asks no more for a tool that is always allowed in its session, also those that wait already", async () => {
    const change = write();
    const it = await rig(everyTurn(["change", {}], ["change", {}]), [change]);
    await it.send();
    const [id = ""] = await it.asked(2);
    await it.decide(id, ToolDecision.AllowAlways);
    await it.recorder.turnsEnded(1);
    await it.send();
    await it.recorder.turnsEnded(2);
    expect(change.runs).toHaveLength(4);
    expect(it.events("ToolApprovalRequestNotification")).toHaveLength(2);
    expect(it.events("ToolApprovalResolvedNotification")).toHaveLength(2);
  });

  it("is denied without a decision in time; a pause does not count", async () => {
    const change = write();
    const it = await rig(everyTurn(["change", {}]), [change], { limits: { approvalTimeoutMs: 1_000 } });
    await it.send();
    const [id = ""] = await it.asked();
    await it.waiting();
    await it.session.conversation.pause();
    it.clock.advance(10_000);
    await it.session.conversation.resume();
    expect(it.events("ToolApprovalResolvedNotification")).toHaveLength(0);
    it.clock.advance(1_000);
    await it.recorder.turnsEnded();
    expect(change.runs).toHaveLength(0);
    expect(it.events("ToolApprovalResolvedNotification")[0]?.params).toMatchObject({
      resolution: QuestionResolution.Expired,
    });
    await expect(it.decide(id, ToolDecision.AllowOnce)).rejects.toMatchObject({
      refusal: { resolution: "expired" },
    });
  });

  it("is waited for as long when the clock of the machine jumps, also while the session is paused", async () => {
    const change = write();
    const it = await rig(everyTurn(["change", {}]), [change], { limits: { approvalTimeoutMs: 1_000 } });
    await it.send();
    await it.asked();
    await it.waiting();
    it.clock.jump(8_766 * 3_600_000);
    await it.session.conversation.pause();
    it.clock.jump(-20_000 * 3_600_000);
    await it.session.conversation.resume();
    it.clock.advance(999);
    expect(it.events("ToolApprovalResolvedNotification")).toHaveLength(0);
    it.clock.advance(1);
    await it.recorder.turnsEnded();
    expect(it.events("ToolApprovalResolvedNotification")[0]?.params).toMatchObject({
      resolution: QuestionResolution.Expired,
    });
    expect(change.runs).toHaveLength(0);
  });

  it("does not use up the time of its turn", async () => {
    const it = await rig(everyTurn(["change", {}]), [write()], { limits: { turnTimeoutMs: 1_000 } });
    await it.send();
    const [id = ""] = await it.asked();
    await it.waiting();
    it.clock.advance(60_000);
    await it.decide(id, ToolDecision.AllowOnce);
    await it.recorder.turnsEnded();
    expect(it.recorder.endings[0]?.status).toBe(TurnStatus.Completed);
  });

  it("is resolved for every screen when its turn is cancelled or its session stopped", async () => {
    for (const end of ["cancel", "stop"] as const) {
      const change = write();
      const it = await rig(everyTurn(["change", {}]), [change]);
      await it.send();
      const [id = ""] = await it.asked();
      await (end === "cancel" ? it.session.conversation.cancelTurn() : it.session.stop());
      await it.recorder.turnsEnded();
      expect(it.events("ToolApprovalResolvedNotification").map(({ params }) => params)).toMatchObject([
        { toolCallId: id, decision: ToolDecision.Deny, resolution: QuestionResolution.Cancelled },
      ]);
      expect(it.events("ToolResultNotification").map(({ params }) => params)).toMatchObject([
        { toolCallId: id, failure: ToolFailure.Cancelled },
      ]);
      expect(change.runs).toHaveLength(0);
      const late = it.decide(id, ToolDecision.AllowOnce);
      await expect(late).rejects.toMatchObject({
        code: end === "cancel" ? "tool_call_resolved" : "session_stopped",
      });
    }
  });

  it("can be decided while the session is paused, and runs when it resumes", async () => {
    const change = write();
    const it = await rig(everyTurn(["change", {}]), [change]);
    await it.send();
    const [id = ""] = await it.asked();
    expect(await it.session.conversation.pause()).toBe(SessionStatus.Paused);
    await it.decide(id, ToolDecision.AllowOnce);
    expect(change.runs).toHaveLength(0);
    await it.session.conversation.resume();
    await it.recorder.turnsEnded();
    expect(change.runs).toHaveLength(1);
  });

  it("is decided by policies per effect and per tool, and by delegates before them", async () => {
    const asks: ToolPolicies = {
      read: "ask",
      write: "allow",
      execute: "deny",
      tools: new Map([["named", "allow"]]),
    };
    const tools = [
      tool("look"),
      write("change"),
      tool("run", { effect: "execute" }),
      tool("named", { effect: "execute" }),
      write("guarded"),
    ];
    const calls = tools.map(({ name }) => [name, {}] as const);
    const it = await rig(everyTurn(...calls), tools, { toolPolicies: asks });
    it.engine.delegates.registerControl({
      name: "guard",
      control: "ai_loop.control.approve_tool_call",
      decide: ({ toolName }) =>
        toolName === "guarded" ? { policy: "deny", reason: "It is guarded." } : undefined,
    });
    await it.send();
    const ids = await it.asked();
    expect(ids).toHaveLength(1);
    await it.decide(ids[0] ?? "", ToolDecision.AllowOnce);
    await it.recorder.turnsEnded();
    expect(tools.map(({ runs }) => runs.length)).toEqual([1, 1, 0, 1, 0]);
    expect(it.recorder.answerText).toMatch(/guarded is not permitted here\. Reason: It is guarded\./);
  });
});
