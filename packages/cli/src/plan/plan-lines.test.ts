import { PlanStatus, type PlanTaskState, TaskStatus } from "@aiwhisperer/client";
import { describe, expect, it } from "vitest";
import type { TextStyle } from "../chat/terminal-text.ts";
import { chooseTasks, nameWidth, planLine, taskLine } from "./plan-lines.ts";

const asItIs = (text: string) => text;
const style: TextStyle = { dim: asItIs, bold: asItIs, added: asItIs, removed: asItIs, warning: asItIs };

function task(taskId: string, status: TaskStatus, rest: Partial<PlanTaskState> = {}): PlanTaskState {
  return { taskId, status, attempt: 1, ...rest };
}

const line = (state: PlanTaskState, activity?: string) => taskLine(state, { width: 5, activity }, style);

describe("the lines of a plan", () => {
  it("tell where it is and how many of its tasks have ended", () => {
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

  it("tell of a task what it gave, why it failed, or what it does", () => {
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
    expect(nameWidth([task("ab", TaskStatus.Pending), task("abcd", TaskStatus.Pending)])).toBe(4);
    expect(nameWidth([task("x".repeat(64), TaskStatus.Pending)])).toBe(32);
    expect(nameWidth([])).toBe(0);
  });
});
