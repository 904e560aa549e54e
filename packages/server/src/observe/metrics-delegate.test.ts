import { DelegateManager, type EngineEvent, type SessionEvent } from "@aiwhisperer/engine";
import {
  QuestionResolution,
  ToolDecision,
  ToolEffect,
  ToolExecutor,
  ToolFailure,
  TurnStatus,
} from "@aiwhisperer/protocol";
import { describe, expect, it } from "vitest";
import { MetricSet } from "./metric-set.ts";
import { MetricsDelegate } from "./metrics-delegate.ts";

/** The delegate, a clock that the test moves, and the metrics' lines that begin with a name. */
function open() {
  const metrics = new MetricSet();
  const clock = { ms: 1_000 };
  const delegate = new MetricsDelegate(metrics, () => clock.ms);
  const tell = (name: EngineEvent["name"], event: SessionEvent): void =>
    delegate.handle({ name, committed: { sessionId: "s", sequence: 1, event, text: "{}" } } as EngineEvent);
  const status = (turnId: string, turnStatus: TurnStatus, code?: string): void =>
    tell(code === undefined ? "ai_loop.turn.status_changed" : "ai_loop.error", {
      method: "TurnStatusNotification",
      params: {
        turnId,
        status: turnStatus,
        ...(code === undefined ? {} : { error: { code, message: "no" } }),
      },
    });
  const chunk = (turnId: string, text: string): void =>
    tell("ai_loop.message.ai_chunk_received", {
      method: "AIMessageChunkNotification",
      params: { turnId, messageId: "m", chunk: text, isFinal: text === "" },
    });
  const lines = async (name: string): Promise<readonly string[]> =>
    (await metrics.page()).text
      .split("\n")
      .filter((line) => line.startsWith(`aiwhisperer_${name}`))
      .map((line) => line.slice("aiwhisperer_".length));
  return { clock, delegate, tell, status, chunk, lines };
}

describe("metrics of turns", () => {
  it("time the first text of a turn from the start of its model, once, and its end", async () => {
    const { clock, status, chunk, lines } = open();
    status("t", TurnStatus.Queued);
    clock.ms += 60_000;
    status("t", TurnStatus.Running);
    clock.ms += 20;
    chunk("t", "Hel");
    clock.ms += 500;
    chunk("t", "lo");
    status("t", TurnStatus.Running);
    chunk("t", "");
    clock.ms += 480;
    status("t", TurnStatus.Completed);
    expect(await lines("first_delta_seconds_sum")).toEqual(["first_delta_seconds_sum 0.02"]);
    expect(await lines("first_delta_seconds_count")).toEqual(["first_delta_seconds_count 1"]);
    expect(await lines("turn_duration_seconds_sum")).toEqual(["turn_duration_seconds_sum 1"]);
    expect(await lines("delta")).toEqual(["deltas_total 2", "delta_characters_total 5"]);
  });

  it("count ends by status, and failures by codes that the server knows", async () => {
    const { status, lines } = open();
    status("a", TurnStatus.Cancelled);
    status("b", TurnStatus.Failed, "rate_limited");
    status("c", TurnStatus.Failed, "made up by a model");
    expect(await lines("turns_total")).toEqual([
      'turns_total{status="cancelled"} 1',
      'turns_total{status="failed"} 2',
    ]);
    expect(await lines("turn_failures_total")).toEqual([
      'turn_failures_total{code="rate_limited"} 1',
      'turn_failures_total{code="other"} 1',
    ]);
    expect(await lines("turn_duration_seconds_count")).toEqual([]);
  });
});

describe("metrics of tools", () => {
  it("count calls by effect and outcome, and time the server's tools from their beginning", async () => {
    const { clock, tell, lines } = open();
    const call = { toolCallId: "c", turnId: "t" };
    tell("ai_loop.tool_call.identified", {
      method: "ToolCallNotification",
      params: {
        ...call,
        step: 1,
        toolName: "w",
        arguments: {},
        effect: ToolEffect.Write,
        executor: ToolExecutor.Server,
      },
    });
    tell("ai_loop.tool_call.approval_resolved", {
      method: "ToolApprovalResolvedNotification",
      params: { ...call, decision: ToolDecision.AllowOnce, decidedBy: "ann" },
    });
    clock.ms += 5_000;
    tell("ai_loop.tool_call.started", { method: "ToolStartedNotification", params: call });
    clock.ms += 250;
    tell("ai_loop.tool_call.result_processed", {
      method: "ToolResultNotification",
      params: { ...call, result: "done", isError: false },
    });
    expect(await lines("tool_calls_total")).toEqual([
      'tool_calls_total{effect="write",executor="server",outcome="ok"} 1',
    ]);
    expect(await lines("tool_duration_seconds_sum")).toEqual([
      'tool_duration_seconds_sum{effect="write"} 0.25',
    ]);
    expect(await lines("tool_decisions_total")).toEqual([
      'tool_decisions_total{decision="allow_once",by="person"} 1',
    ]);
  });

  it.each([
    [{ decidedBy: "expiry", resolution: QuestionResolution.Decided }, "person"],
    [{ decidedBy: "expiry", resolution: QuestionResolution.Expired }, "expiry"],
    [{ decidedBy: "restart", resolution: QuestionResolution.Restarted }, "restart"],
    [{ decidedBy: "cancellation" }, "cancellation"],
    [{ decidedBy: "ann" }, "person"],
  ])("count a decision with %j as one by %s", async (decider, by) => {
    const { tell, lines } = open();
    tell("ai_loop.tool_call.approval_resolved", {
      method: "ToolApprovalResolvedNotification",
      params: { toolCallId: "c", turnId: "t", decision: ToolDecision.Deny, ...decider },
    });
    expect(await lines("tool_decisions_total")).toEqual([
      `tool_decisions_total{decision="deny",by="${by}"} 1`,
    ]);
  });

  it("count a result whose call was made before a restart", async () => {
    const { tell, lines } = open();
    tell("ai_loop.tool_call.result_processed", {
      method: "ToolResultNotification",
      params: { toolCallId: "c", turnId: "t", result: "", isError: true, failure: ToolFailure.TimedOut },
    });
    expect(await lines("tool_calls_total")).toEqual([
      'tool_calls_total{effect="unknown",executor="unknown",outcome="timed_out"} 1',
    ]);
  });
});

describe("metrics of delegates", () => {
  it("count what delegates failed at, a control delegate too", async () => {
    const { delegate, lines } = open();
    const delegates = new DelegateManager();
    delegates.register(delegate);
    const fail = (): never => {
      throw new Error("no");
    };
    delegates.register({ name: "bad", events: ["engine_stopped"], handle: fail });
    delegates.registerControl({ name: "worse", control: "ai_loop.control.start", decide: fail });
    delegates.announce({ name: "engine_stopped" });
    const fallback = { admit: true } as const;
    await delegates.ask("ai_loop.control.start", { userId: "u", model: "m" }, { fallback });
    expect(await lines("delegate_failures_total")).toEqual([
      'delegate_failures_total{delegate="bad"} 1',
      'delegate_failures_total{delegate="worse"} 1',
    ]);
  });
});
