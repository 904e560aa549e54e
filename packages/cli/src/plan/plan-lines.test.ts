import { PlanStatus, type PlanTaskState, TaskStatus } from "@aiwhisperer/client";
import { describe, expect, it } from "vitest";
import type { TextStyle } from "../terminal/terminal-text.ts";
import { chooseTasks, nameWidth, planLine, taskLine, taskNames } from "./plan-lines.ts";

const asItIs = (text: string) => text;
const style: TextStyle = { dim: asItIs, bold: asItIs, added: asItIs, removed: asItIs, warning: asItIs };

function task(taskId: string, status: TaskStatus, rest: Partial<PlanTaskState> = {}): PlanTaskState {
  return { taskId, status, attempt: 1, ...rest };
}

const line = (state: PlanTaskState, activity?: string) =>
  taskLine(state, { name: state.taskId, width: 5, activity }, style);

describe("the lines of a plan", () => {
  it("show its status and how many of its tasks have ended", () => {
    const tasks = [
      task("a", TaskStatus.Completed),
      task("b", TaskStatus.Running),
      task("c", TaskStatus.Skipped),
      task("d", TaskStatus.Pending),
    ];
    const plan = { name: "Two\nlines", tasks: [] };
    const state = { planId: "p-1", status: PlanStatus.Paused, reason: "by ann", plan, tasks };
    expect(planLine(state, style)).toBe("Two lines p-1 paused (by ann), 2 of 4 tasks ended");
  });

  it("show a task's result, failure or activity", () => {
    expect(line(task("draft", TaskStatus.Completed, { result: "It is\ndone." }))).toBe(
      "✓ draft  completed  It is done.",
    );
    expect(line(task("draft", TaskStatus.Completed, { result: { text: "Code.", files: [] } }))).toBe(
      "✓ draft  completed  Code.",
    );
    expect(line(task("draft", TaskStatus.Completed, { result: { valid: true } }))).toBe(
      '✓ draft  completed  {"valid":true}',
    );
    const error = { code: "timeout", message: "It took too long." };
    expect(line(task("draft", TaskStatus.Failed, { error, attempt: 2 }))).toBe(
      "✗ draft  failed    (attempt 2)  It took too long.",
    );
    expect(line(task("draft", TaskStatus.Running), "read_file a.txt")).toBe(
      "● draft  running    read_file a.txt",
    );
    expect(line(task("draft", TaskStatus.Running, { notice: "Waiting." }), "x")).toBe(
      "● draft  running    Waiting.",
    );
    expect(line(task("b", TaskStatus.Pending, { attempt: 0 }), "x")).toBe("○ b      pending    x");
  });

  it("leave out what matters least where there is no room", () => {
    const tasks = [
      task("done", TaskStatus.Completed),
      task("failed", TaskStatus.Failed),
      task("later", TaskStatus.Pending),
      task("now", TaskStatus.Running),
    ];
    const names = (max: number) => chooseTasks(tasks, max).shown.map(({ taskId }) => taskId);
    expect(names(4)).toEqual(["done", "failed", "later", "now"]);
    expect(names(3)).toEqual(["failed", "later", "now"]);
    expect(names(2)).toEqual(["failed", "now"]);
    expect(names(0)).toEqual(["now"]);
    expect(chooseTasks(tasks, 3).hidden).toBe(1);
  });

  it("are aligned by the longest id, up to a width", () => {
    const widthOf = (...ids: readonly string[]) =>
      nameWidth(taskNames({ tasks: ids.map((id) => task(id, TaskStatus.Pending)) }));
    expect(widthOf("ab", "abcd")).toBe(4);
    expect(widthOf("x".repeat(64))).toBe(32);
    expect(widthOf()).toBe(0);
  });

  it("call tasks by their titles, and by their ids where there are none", () => {
    const planned = {
      name: "p",
      tasks: [
        { id: "a", kind: "no_op", title: "Write\nit" },
        { id: "b", kind: "no_op" },
      ],
    };
    const tasks = [task("a", TaskStatus.Pending), task("b", TaskStatus.Pending)];
    expect([...taskNames({ plan: planned, tasks }).values()]).toEqual(["Write it", "b"]);
  });

  it("say of a completed plan that tasks of it failed", () => {
    const tasks = [task("a", TaskStatus.Completed), task("b", TaskStatus.Failed)];
    expect(planLine({ planId: "p-1", status: PlanStatus.Completed, tasks }, style)).toBe(
      "Plan p-1 completed, 2 of 2 tasks ended, 1 failed",
    );
  });
});
