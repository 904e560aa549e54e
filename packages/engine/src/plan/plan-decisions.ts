import {
  defaultsOfPlanTask,
  isTaskEnded,
  PlanStatus,
  type PlanTask,
  TaskFailureAction,
  TaskFailureCause,
  TaskStatus,
} from "@aiwhisperer/protocol";
import { dependenciesOf } from "../state/plan-graph.ts";
import {
  isMissing,
  isTaskAtWork,
  type OuterCause,
  outerCauseCodes,
  type PlanEvent,
  type PlanState,
  taskStatusEvent,
} from "../state/plan-state.ts";

/** Bounds on the tasks that may start. */
export interface StartBounds {
  /** Tasks at once. */
  readonly maxParallel: number;
  /** Ids of tasks that are about to start: they count as running ones. */
  readonly starting: ReadonlySet<string>;
}

/**
 * Returns the tasks that may start now, in the plan's order: all their dependencies have ended as needed, and
 * the bound permits it.
 */
export function readyTasks(state: PlanState, { maxParallel, starting }: StartBounds): readonly PlanTask[] {
  const tasks = [...state.tasks.values()];
  const atWork = tasks.filter(({ progress }) => isTaskAtWork(progress)).length;
  return tasks
    .filter(
      ({ task, progress, unmet }) =>
        progress.status === TaskStatus.Pending && !starting.has(task.id) && unmet === 0,
    )
    .slice(0, Math.max(0, maxParallel - atWork - starting.size))
    .map(({ task }) => task);
}

/** Returns the events that skip tasks because a task that they depend on failed or was skipped. */
export function skippedTasks(state: PlanState): readonly PlanEvent[] {
  const { tasks, dependents } = state;
  const skipped = new Map<string, string>();
  const isGone = (id: string): boolean => {
    const planned = tasks.get(id);
    return skipped.has(id) || (planned !== undefined && isMissing(planned));
  };
  // Each skipped task adds the tasks that depend on it to the list.
  const doubtful = [...tasks.values()].flatMap(({ task, missing }) => (missing > 0 ? [task.id] : []));
  for (const id of doubtful) {
    const planned = tasks.get(id);
    if (planned?.progress.status !== TaskStatus.Pending || skipped.has(id)) continue;
    skipped.set(id, dependenciesOf(planned.task).find(isGone) ?? "");
    doubtful.push(...(dependents.get(id) ?? []));
  }
  return [...skipped].map(([taskId, missing]) => {
    const failure = outerFailure(
      TaskFailureCause.DependencyFailed,
      `It needs the task ${missing}, which did not succeed.`,
    );
    return taskStatusEvent(state.planId, taskId, { status: TaskStatus.Skipped, ...failure });
  });
}

/** Returns the cause and the error of a task that something outside of it ended. */
export function outerFailure(cause: OuterCause, message: string) {
  return { cause, error: { code: outerCauseCodes[cause], message } };
}

/**
 * Returns the events that end every open task: started tasks fail with that error, the others are skipped
 * with it.
 */
export function cutOffTasks(
  state: PlanState,
  failure: ReturnType<typeof outerFailure>,
  exceptId?: string,
): readonly PlanEvent[] {
  return [...state.tasks.values()]
    .filter(({ task, progress }) => task.id !== exceptId && !isTaskEnded(progress.status))
    .map(({ task, progress }) => {
      const status = progress.attempt > 0 ? TaskStatus.Failed : TaskStatus.Skipped;
      return taskStatusEvent(state.planId, task.id, { status, ...failure });
    });
}

/** Returns the sessions of the tasks that were cut off. They must stop before the plan ends. */
export function cutOffSessions({ tasks }: PlanState): readonly string[] {
  const { PlanStopped, PlanFailed } = TaskFailureCause;
  return [...tasks.values()].flatMap(({ progress: { cause, taskSessionId } }) =>
    taskSessionId !== undefined && (cause === PlanStopped || cause === PlanFailed) ? [taskSessionId] : [],
  );
}

/** Returns how a plan ends and why; `undefined` until all its tasks have ended. */
export function outcomeOf(
  state: PlanState,
): { readonly status: PlanStatus; readonly reason?: string } | undefined {
  const tasks = [...state.tasks.values()];
  if (!tasks.every(({ progress }) => isTaskEnded(progress.status))) return undefined;
  const isStopped = tasks.some(({ progress }) => progress.cause === TaskFailureCause.PlanStopped);
  if (isStopped) return { status: PlanStatus.Stopped };
  const fatal = tasks.find(
    ({ task, progress: { status, cause } }) =>
      status === TaskStatus.Failed && cause !== TaskFailureCause.PlanFailed && isFatal(task),
  );
  if (fatal === undefined) return { status: PlanStatus.Completed };
  return { status: PlanStatus.Failed, reason: `The task ${fatal.task.id} failed.` };
}

/** Whether the failure of a task ends its plan. */
export function isFatal({ onFailure = defaultsOfPlanTask.onFailure }: PlanTask): boolean {
  return onFailure === TaskFailureAction.Stop;
}
