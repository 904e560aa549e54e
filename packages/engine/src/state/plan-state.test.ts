import { type Plan, PlanStatus, TaskFailureCause, TaskStatus } from "@aiwhisperer/protocol";
import { describe, expect, it } from "vitest";
import {
  foldPlanEvent,
  type PlanEvent,
  type PlanState,
  planStatusEvent,
  taskStatusEvent,
} from "./plan-state.ts";

const plan: Plan = {
  name: "plan",
  tasks: [
    { id: "a", kind: "no_op" },
    { id: "b", kind: "no_op" },
  ],
};
const first = planStatusEvent("p", PlanStatus.Pending, { plan });
const error = { code: "no_luck", message: "No luck." };

const fold = (...events: readonly PlanEvent[]): PlanState | undefined =>
  events.reduce<PlanState | undefined>(foldPlanEvent, undefined);

const progressOf = (...events: readonly PlanEvent[]) => fold(first, ...events)?.tasks.get("a")?.progress;

describe("foldPlanEvent", () => {
  it("begins with the plan's first status, in which every task is pending", () => {
    const state = fold(first);
    expect(state).toMatchObject({ planId: "p", plan, status: PlanStatus.Pending });
    expect([...(state?.tasks.values() ?? [])].map(({ progress }) => progress)).toEqual([
      { taskId: "a", status: TaskStatus.Pending, attempt: 0 },
      { taskId: "b", status: TaskStatus.Pending, attempt: 0 },
    ]);
  });

  it("knows of no plan before that", () => {
    const running = taskStatusEvent("p", "a", { status: TaskStatus.Running, attempt: 1 });
    expect(fold(running, planStatusEvent("p", PlanStatus.Running))).toBeUndefined();
  });

  it("follows a task through a pause to its result", () => {
    const session = { taskSessionId: "s1" };
    const running = taskStatusEvent("p", "a", { status: TaskStatus.Running, attempt: 1, ...session });
    const paused = taskStatusEvent("p", "a", { status: TaskStatus.Paused });
    const completed = taskStatusEvent("p", "a", { status: TaskStatus.Completed, result: { x: 1 } });
    expect(progressOf(running, paused)).toEqual({
      taskId: "a",
      status: TaskStatus.Paused,
      attempt: 1,
      ...session,
    });
    expect(progressOf(running, paused, running, completed)).toEqual({
      taskId: "a",
      status: TaskStatus.Completed,
      attempt: 1,
      ...session,
      result: { x: 1 },
    });
  });

  it("keeps the fault of an attempt until the next one begins", () => {
    const failed = [
      taskStatusEvent("p", "a", { status: TaskStatus.Running, attempt: 1, taskSessionId: "s1" }),
      taskStatusEvent("p", "a", { status: TaskStatus.Pending, error }),
    ];
    const again = taskStatusEvent("p", "a", { status: TaskStatus.Running, attempt: 2, taskSessionId: "s2" });
    expect(progressOf(...failed)).toMatchObject({ status: TaskStatus.Pending, attempt: 1, error });
    expect(progressOf(...failed, again)).toEqual({
      taskId: "a",
      status: TaskStatus.Running,
      attempt: 2,
      taskSessionId: "s2",
    });
  });

  it.each([
    ["stopped", TaskFailureCause.PlanStopped],
    ["plan_failed", TaskFailureCause.PlanFailed],
    ["dependency_failed", TaskFailureCause.DependencyFailed],
    ["no_luck", TaskFailureCause.Attempt],
  ])(
    "reads the cause from the error code %s of an old log, and of a new one from the cause",
    (code, cause) => {
      const failure = { status: TaskStatus.Failed, error: { code, message: "" } };
      expect(progressOf(taskStatusEvent("p", "a", failure))?.cause).toBe(cause);
      const own = taskStatusEvent("p", "a", { ...failure, cause: TaskFailureCause.Attempt });
      expect(progressOf(own)?.cause).toBe(TaskFailureCause.Attempt);
    },
  );

  it("changes nothing of the state that it is given", () => {
    const before = fold(first);
    foldPlanEvent(before, taskStatusEvent("p", "a", { status: TaskStatus.Skipped, error }));
    expect(before).toEqual(fold(first));
  });
});
