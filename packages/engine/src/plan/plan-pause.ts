import { type TaskState, TaskStatus } from "@aiwhisperer/protocol";
import { type PlanEvent, type PlanState, taskStatusEvent } from "../state/plan-state.ts";

/**
 * Returns the events that pause the running tasks. Tasks without a session cannot pause: they run to their
 * end.
 */
export function pausedTasks(state: PlanState): readonly PlanEvent[] {
  return tasksOf(state, TaskStatus.Running)
    .filter(({ taskSessionId }) => taskSessionId !== undefined)
    .map(({ taskId }) => taskStatusEvent(state.planId, taskId, { status: TaskStatus.Paused }));
}

/** Returns the events that resume the paused tasks: the same attempts in the same sessions. */
export function resumedTasks(state: PlanState): readonly PlanEvent[] {
  return tasksOf(state, TaskStatus.Paused).map(({ taskId, attempt, taskSessionId }) => {
    const session = taskSessionId === undefined ? {} : { taskSessionId };
    return taskStatusEvent(state.planId, taskId, { status: TaskStatus.Running, attempt, ...session });
  });
}

/** Ids of the sessions of the held tasks. */
export function pausedSessions(state: PlanState): readonly string[] {
  return tasksOf(state, TaskStatus.Paused).flatMap(({ taskSessionId }) => taskSessionId ?? []);
}

function tasksOf({ tasks }: PlanState, status: TaskStatus): readonly TaskState[] {
  return [...tasks.values()].flatMap(({ progress }) => (progress.status === status ? [progress] : []));
}
