import { defaultsOfPlanTask, isTaskEnded, TaskFailureCause, TaskStatus } from "@aiwhisperer/protocol";
import { type PlanEvent, type PlanState, taskStatusEvent } from "../state/plan-state.ts";
import { cutOffTasks, isFatal, outerFailure } from "./plan-decisions.ts";
import type { TaskFailure, TaskOutcome } from "./task-kind.ts";

/**
 * The outcome of an attempt that has no session, is not repeatable, and was cut off by the end of the server.
 */
export const interrupted: TaskFailure = {
  error: { code: "interrupted", message: "The server was restarted while the task ran." },
};

/** The consequences of an attempt's end. */
export interface AttemptEnd {
  readonly events: readonly PlanEvent[];
  /** Whether it ends the plan. The events then cut off every other task. */
  readonly isFatal: boolean;
}

/**
 * Returns the events of an attempt's end: its task is completed, waits for another attempt, or has failed for
 * good. None for a task that has ended.
 */
export function attemptEvents(state: PlanState, taskId: string, outcome: TaskOutcome): AttemptEnd {
  const planned = state.tasks.get(taskId);
  if (planned === undefined || isTaskEnded(planned.progress.status)) return { events: [], isFatal: false };
  const { task, progress } = planned;
  if ("result" in outcome) {
    const result = outcome.result ?? null;
    return only(taskStatusEvent(state.planId, taskId, { status: TaskStatus.Completed, result }));
  }
  const { error, isFinal = false } = outcome;
  const retries = task.retries ?? defaultsOfPlanTask.retries;
  if (!isFinal && progress.attempt <= retries) {
    const notice = `Attempt ${progress.attempt} of ${retries + 1} failed; it is tried again.`;
    return only(taskStatusEvent(state.planId, taskId, { status: TaskStatus.Pending, error, notice }));
  }
  const failed = taskStatusEvent(state.planId, taskId, {
    status: TaskStatus.Failed,
    error,
    cause: TaskFailureCause.Attempt,
  });
  if (!isFatal(task)) return only(failed);
  const failure = outerFailure(TaskFailureCause.PlanFailed, `The plan ended when the task ${taskId} failed.`);
  return { events: [failed, ...cutOffTasks(state, failure, taskId)], isFatal: true };
}

function only(event: PlanEvent): AttemptEnd {
  return { events: [event], isFatal: false };
}
