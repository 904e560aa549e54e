import { PlanStatus, TaskStatus, TurnStatus } from "../gen/interactive.ts";

/** Whether a status ends a turn. A status that only newer servers know counts as an end. */
export function isTerminal(status: TurnStatus): boolean {
  return status >= TurnStatus.Completed;
}

/** Whether a status ends a plan. */
export function isPlanEnded(status: PlanStatus): boolean {
  return status === PlanStatus.Completed || status === PlanStatus.Failed || status === PlanStatus.Stopped;
}

/** Whether a status ends a task of a plan. */
export function isTaskEnded(status: TaskStatus): boolean {
  return status === TaskStatus.Completed || status === TaskStatus.Failed || status === TaskStatus.Skipped;
}
