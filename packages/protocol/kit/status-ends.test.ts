import { describe, expect, it } from "vitest";
import { PlanStatus, TaskStatus, TurnStatus } from "../gen/interactive.ts";
import { isPlanEnded, isTaskEnded, isTerminal } from "./status-ends.ts";

describe("the ends of", () => {
  it.each([
    [TurnStatus.Queued, false],
    [TurnStatus.Running, false],
    [TurnStatus.AwaitingTool, false],
    [TurnStatus.AwaitingApproval, false],
    [TurnStatus.Completed, true],
    [TurnStatus.Cancelled, true],
    [TurnStatus.Failed, true],
    [TurnStatus.Interrupted, true],
  ])("turns: %i is one: %s", (status, expected) => {
    expect(isTerminal(status)).toBe(expected);
  });

  it("plans and tasks", () => {
    const { Completed, Failed, Stopped } = PlanStatus;
    expect(Object.values(PlanStatus).filter(isPlanEnded)).toEqual([Completed, Failed, Stopped]);
    const ended = [TaskStatus.Completed, TaskStatus.Failed, TaskStatus.Skipped];
    expect(Object.values(TaskStatus).filter(isTaskEnded)).toEqual(ended);
  });
});
