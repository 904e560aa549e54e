import { ToolDecision, ToolDisplayKind, ToolExecutor, ToolFailure } from "@aiwhisperer/protocol";
import { describe, expect, it } from "vitest";
import { ask, askApproval, callTool, giveResult, nextEvent, say } from "../fixtures/next-event.ts";
import { emptySessionState, type SessionState } from "./session-state.ts";
import { type ToolCallPhase, toolCallPhase } from "./tool-call.ts";

/** Much more than it takes, also on a busy machine, and much less than squares of it would. */
const LINEAR_MS = 15_000;

const asked = ask(emptySessionState("s"), "t1");
const called = callTool(asked, "t1", "c1");
const ids = { toolCallId: "c1", turnId: "t1" } as const;

const decide = (state: SessionState, decision: ToolDecision) =>
  nextEvent(state, "ToolApprovalResolvedNotification", { ...ids, decision, decidedBy: "local" });
const start = (state: SessionState) => nextEvent(state, "ToolStartedNotification", ids);
const tell = (state: SessionState, text: string) =>
  nextEvent(state, "ToolProgressNotification", { ...ids, text });
const fail = (state: SessionState, failure?: ToolFailure) =>
  nextEvent(state, "ToolResultNotification", {
    ...ids,
    result: "no",
    isError: true,
    ...(failure === undefined ? {} : { failure }),
  });
const phase = (state: SessionState): ToolCallPhase => toolCallPhase(state.toolCalls[0]!);

describe("a tool call", () => {
  it("is folded from its events", () => {
    expect(called.toolCalls).toEqual([
      {
        role: "tool",
        key: "c1",
        ...ids,
        step: 1,
        toolName: "write_file",
        arguments: { path: "a.txt" },
        executor: ToolExecutor.Server,
        effect: 1,
        sequence: 2,
        isStarted: false,
      },
    ]);
    const display = { kind: ToolDisplayKind.Diff, text: "+a" };
    const ended = nextEvent(tell(start(called), "writing"), "ToolResultNotification", {
      ...ids,
      result: { bytes: 1 },
      isError: false,
      display,
    });
    expect(ended.toolCalls).toEqual([
      {
        ...called.toolCalls[0],
        isStarted: true,
        progress: { text: "writing", isCut: false },
        result: { result: { bytes: 1 }, isError: false, display },
      },
    ]);
  });

  it("goes from phase to phase", () => {
    const asking = askApproval(called, "t1", "c1");
    const allowed = decide(asking, ToolDecision.AllowOnce);
    const phases = [called, asking, allowed, start(allowed), giveResult(start(allowed), "t1", "c1")];
    expect(phases.map(phase)).toEqual(["waiting", "asking", "waiting", "running", "done"]);
    const denied = decide(asking, ToolDecision.Deny);
    expect([denied, fail(denied, ToolFailure.Denied)].map(phase)).toEqual(["denied", "denied"]);
    expect([fail(called), fail(denied, ToolFailure.Cancelled)].map(phase)).toEqual(["failed", "cancelled"]);
  });

  it("of a client runs while it is leased to one", () => {
    const lease = (state: SessionState, fields: { clientId?: string; deadline: number }) =>
      nextEvent(state, "ToolCallLeaseNotification", { ...ids, ...fields });
    const clients = callTool(asked, "t1", "c1", ToolExecutor.Client);
    const leased = lease(clients, { clientId: "me", deadline: 9 });
    expect(leased.toolCalls[0]).toMatchObject({ lease: { clientId: "me" }, deadline: 9 });
    const waiting = lease(leased, { deadline: 10 });
    expect(waiting.toolCalls[0]).toMatchObject({ lease: {}, deadline: 10 });
    expect([clients, leased, waiting].map(phase)).toEqual(["waiting", "running", "waiting"]);
  });

  it("leaves alone what an event does not touch", () => {
    const before = callTool(say(called, "t1", "text"), "t1", "c2");
    const after = start(before);
    expect(after.toolCalls[1]).toBe(before.toolCalls[1]);
    expect(after.messages).toBe(before.messages);
    expect(after.turns).toBe(before.turns);
    expect(after.pendingApprovals).toBe(before.pendingApprovals);
    expect(before.toolCalls[0]?.isStarted).toBe(false);
    expect(say(after, "t1", "more").toolCalls).toBe(after.toolCalls);
  });

  it("is not known where the fold began after it", () => {
    const late = emptySessionState("s", 7);
    for (const after of [start(late), tell(late, "x"), fail(late), decide(late, ToolDecision.Deny)]) {
      expect(after).toMatchObject({ toolCalls: [], pendingApprovals: [], sequence: 8 });
    }
  });
});

describe("the calls that wait for a decision", () => {
  it("are those with an open question, in the order in which they asked", () => {
    const two = callTool(called, "t1", "c2");
    const both = askApproval(askApproval(two, "t1", "c2"), "t1", "c1");
    expect(both.pendingApprovals.map(({ toolCallId }) => toolCallId)).toEqual(["c2", "c1"]);
    expect(both.pendingApprovals).toEqual([both.toolCalls[1], both.toolCalls[0]]);
    const one = decide(both, ToolDecision.AllowAlways);
    expect(one.pendingApprovals).toEqual([both.toolCalls[1]]);
    expect(one.toolCalls[0]?.approval).toEqual({
      expiresAt: 600_000,
      decision: ToolDecision.AllowAlways,
      decidedBy: "local",
    });
  });

  it("can be decided about where the fold began after the call", () => {
    const late = askApproval(emptySessionState("s", 7), "t1", "c1");
    expect(late.pendingApprovals).toMatchObject([
      { toolCallId: "c1", toolName: "write_file", step: 0, approval: { expiresAt: 600_000 } },
    ]);
    expect(decide(late, ToolDecision.AllowOnce).pendingApprovals).toEqual([]);
  });

  it("are none once a call has its result all the same", () => {
    expect(fail(askApproval(called, "t1", "c1")).pendingApprovals).toEqual([]);
  });
});

describe("the progress of a tool", () => {
  it("is joined, with the newest figures", () => {
    const told = nextEvent(tell(called, "a"), "ToolProgressNotification", { ...ids, progress: 1, total: 4 });
    expect(tell(told, "b").toolCalls[0]?.progress).toEqual({
      text: "ab",
      isCut: false,
      progress: 1,
      total: 4,
    });
  });

  it(
    "keeps the end of a long output, from the beginning of a line on",
    () => {
      let state = called;
      for (let line = 0; line < 10_000; line += 1) state = tell(state, `line ${line}\n`);
      const { text, isCut } = state.toolCalls[0]!.progress!;
      expect(isCut).toBe(true);
      expect(text.length).toBeGreaterThan(30_000);
      expect(text.length).toBeLessThanOrEqual(65_536);
      expect(text).toMatch(/^line \d+\n/);
      expect(text.endsWith("line 9999\n")).toBe(true);
    },
    LINEAR_MS,
  );

  it("keeps the end of one long line", () => {
    const { text } = tell(called, `${"x".repeat(100_000)}end`).toolCalls[0]!.progress!;
    expect(text).toHaveLength(32_768);
    expect(text.endsWith("xend")).toBe(true);
  });
});

describe("a session with many tool calls", () => {
  it(
    "folds ten thousand events in a fraction of a second",
    () => {
      let state = asked;
      for (let call = 0; call < 2_500; call += 1) {
        const id = `call-${call}`;
        state = askApproval(callTool(state, "t1", id), "t1", id);
        state = nextEvent(state, "ToolApprovalResolvedNotification", {
          toolCallId: id,
          turnId: "t1",
          decision: ToolDecision.AllowOnce,
          decidedBy: "local",
        });
        state = giveResult(state, "t1", id);
      }
      expect(state).toMatchObject({ sequence: 10_001, pendingApprovals: [] });
      expect(state.toolCalls.every((call) => toolCallPhase(call) === "done")).toBe(true);
    },
    LINEAR_MS,
  );
});
