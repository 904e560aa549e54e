import { type Plan, PlanStatus, TaskStatus } from "@aiwhisperer/protocol";
import { describe, expect, it } from "vitest";
import { nextEvent } from "../fixtures/next-event.ts";
import { emptySessionState, type SessionState } from "./session-state.ts";

const plan: Plan = {
  name: "Two steps",
  tasks: [
    { id: "one", kind: "no_op" },
    { id: "two", kind: "ai_interaction", dependsOn: ["one"] },
  ],
};
const started = nextEvent(emptySessionState("p"), "PlanStatusNotification", {
  planId: "p",
  status: PlanStatus.Running,
  plan,
});
const pending = (taskId: string) => ({ taskId, status: TaskStatus.Pending, attempt: 0 });

const task = (
  state: SessionState,
  taskId: string,
  fields: { status: TaskStatus } & Record<string, unknown>,
) => nextEvent(state, "TaskStatusNotification", { planId: "p", taskId, ...fields });

describe("the state of a plan", () => {
  it("begins with every task pending", () => {
    expect(started.plan).toEqual({
      planId: "p",
      status: PlanStatus.Running,
      plan,
      tasks: [pending("one"), pending("two")],
    });
  });

  it("has what its tasks produced", () => {
    const running = task(started, "two", { status: TaskStatus.Running, attempt: 1, taskSessionId: "s1" });
    const completed = task(running, "two", { status: TaskStatus.Completed, result: { answer: 42 } });
    expect(completed.plan?.tasks[1]).toEqual({
      taskId: "two",
      status: TaskStatus.Completed,
      attempt: 1,
      taskSessionId: "s1",
      result: { answer: 42 },
    });
    expect(completed.plan?.tasks[0]).toBe(started.plan?.tasks[0]);
    expect(completed.plan?.plan).toBe(plan);
  });

  it("forgets the session and the error of an attempt that is made again", () => {
    const error = { code: "timeout", message: "It took too long." };
    let state = task(started, "two", { status: TaskStatus.Running, attempt: 1, taskSessionId: "s1" });
    state = task(state, "two", { status: TaskStatus.Pending, error, notice: "It is tried again." });
    const waiting = { status: TaskStatus.Pending, attempt: 1, taskSessionId: "s1", error };
    expect(state.plan?.tasks[1]).toEqual({ taskId: "two", ...waiting, notice: "It is tried again." });
    state = task(state, "two", { status: TaskStatus.Running, attempt: 2 });
    expect(state.plan?.tasks[1]).toEqual({ taskId: "two", status: TaskStatus.Running, attempt: 2 });
  });

  it("keeps its tasks when it is paused and resumed", () => {
    const running = task(started, "one", { status: TaskStatus.Running, attempt: 1 });
    const held = nextEvent(running, "PlanStatusNotification", {
      planId: "p",
      status: PlanStatus.Paused,
      reason: "Asked to.",
    });
    expect(held.plan).toEqual({ ...running.plan, status: PlanStatus.Paused, reason: "Asked to." });
    const resumed = nextEvent(held, "PlanStatusNotification", { planId: "p", status: PlanStatus.Running });
    expect(resumed.plan).toEqual(running.plan);
  });

  it("has the tasks of its events if the fold began after its start", () => {
    const late = nextEvent(emptySessionState("p", 7), "PlanStatusNotification", {
      planId: "p",
      status: PlanStatus.Running,
    });
    expect(task(late, "two", { status: TaskStatus.Skipped }).plan).toEqual({
      planId: "p",
      status: PlanStatus.Running,
      tasks: [{ taskId: "two", status: TaskStatus.Skipped, attempt: 0 }],
    });
    expect(task(emptySessionState("p", 7), "two", { status: TaskStatus.Skipped }).plan).toBeUndefined();
  });
});
