import { isTaskEnded, TaskFailureCause, TaskStatus } from "@aiwhisperer/protocol";
import { type PlanEvent, type PlanState, taskStatusEvent } from "../state/plan-state.ts";
import { cutOffTasks, isFatal, outerFailure } from "./plan-decisions.ts";
import type { TaskFailure, TaskOutcome } from "./task-kind.ts";

/** What an attempt without a session, which is not safe to repeat, has come to when the server stopped meanwhile. */
export const interrupted: TaskFailure = {
  error: { code: "interrupted", message: "The server was restarted while the task ran." },
};

/** What the end of an attempt leads to. */
export interface AttemptEnd {
  readonly events: readonly PlanEvent[];
  /** Whether it ends the plan: every other task has been cut off then. */
  readonly isFatal: boolean;
}

/** Tells how an attempt ended: its task is completed, waits for a further attempt, or has failed for good. Nothing for a task that has ended. */
export function attemptEvents(state: PlanState, taskId: string, outcome: TaskOutcome): AttemptEnd {
  const planned = state.tasks.get(taskId);
  if (planned === undefined || isTaskEnded(planned.progress.status)) return { events: [], isFatal: false };
  const { task, progress } = planned;
  if ("result" in outcome) {
    const result = outcome.result ?? null;
    return only(taskStatusEvent(state.planId, taskId, { status: TaskStatus.Completed, result }));
  }
  const { error, isFinal = false } = outcome;
  const retries = task.retries ?? 0;
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
