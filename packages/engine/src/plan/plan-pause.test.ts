import { PlanStatus, TaskStatus } from "@aiwhisperer/protocol";
import { describe, expect, it } from "vitest";
import { foldPlanEvent, planStatusEvent, taskStatusEvent } from "../state/plan-state.ts";
import { pausedSessions, pausedTasks, resumedTasks } from "./plan-pause.ts";

const plan = {
  name: "a plan",
  tasks: ["talk", "count", "wait"].map((id) => ({ id, kind: "no_op" })),
};

const running = [
  planStatusEvent("plan-1", PlanStatus.Running, { plan }),
  taskStatusEvent("plan-1", "talk", { status: TaskStatus.Running, attempt: 2, taskSessionId: "session-2" }),
  taskStatusEvent("plan-1", "count", { status: TaskStatus.Running, attempt: 1 }),
];

describe("a pause of a plan", () => {
  const state = [...running].reduce<ReturnType<typeof foldPlanEvent>>(foldPlanEvent, undefined);
  if (state === undefined) throw new Error("the plan has begun");
  const paused = pausedTasks(state);

  it("holds the tasks that run in a session, and no other", () => {
    expect(paused).toEqual([taskStatusEvent("plan-1", "talk", { status: TaskStatus.Paused })]);
  });

  it("is followed by the same attempts in the same sessions", () => {
    const held = paused.reduce<ReturnType<typeof foldPlanEvent>>(foldPlanEvent, state);
    if (held === undefined) throw new Error("the plan is paused");
    expect(pausedSessions(held)).toEqual(["session-2"]);
    expect(resumedTasks(held)).toEqual([
      taskStatusEvent("plan-1", "talk", {
        status: TaskStatus.Running,
        attempt: 2,
        taskSessionId: "session-2",
      }),
    ]);
  });
});
