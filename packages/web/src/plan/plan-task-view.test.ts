import type { PlanTaskState } from "@aiwhisperer/client";
import { TaskStatus } from "@aiwhisperer/protocol";
import { describe, expect, it } from "vitest";
import { dependenciesOf, progressOf, toTaskViews } from "./plan-task-view.ts";

const state = (taskId: string, status: TaskStatus): PlanTaskState => ({ taskId, status, attempt: 0 });

describe("progressOf", () => {
  it("counts as ended what has completed, failed or was skipped", () => {
    const tasks = [
      state("a", TaskStatus.Completed),
      state("b", TaskStatus.Failed),
      state("c", TaskStatus.Skipped),
      state("d", TaskStatus.Running),
      state("e", TaskStatus.Pending),
    ];
    expect(progressOf(tasks)).toEqual({
      ended: 3,
      total: 5,
      text: "3 of 5 tasks ended · 1 running · 1 failed · 1 skipped",
    });
  });
});

describe("dependenciesOf", () => {
  it("takes inputs for dependencies, each once", () => {
    const task = { id: "c", kind: "no_op", dependsOn: ["a", "b"], inputs: { text: "b", more: "x" } };
    expect(dependenciesOf(task)).toEqual(["a", "b", "x"]);
  });
});

describe("toTaskViews", () => {
  const tasks = [state("a", TaskStatus.Pending)];

  it("joins what was planned to what has become of it", () => {
    const plan = { name: "p", tasks: [{ id: "a", kind: "no_op", title: "First" }] };
    expect(toTaskViews({ plan, tasks })).toEqual([{ task: plan.tasks[0], state: tasks[0] }]);
  });

  it("shows the tasks of an unknown plan by their ids", () => {
    expect(toTaskViews({ tasks })).toEqual([{ task: { id: "a", kind: "" }, state: tasks[0] }]);
  });
});
