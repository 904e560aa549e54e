import {
  isTaskEnded,
  type Plan,
  type PlanStatus,
  type PlanTask,
  TaskFailureAction,
  TaskFailureCause,
  type TaskState,
  TaskStatus,
} from "@aiwhisperer/protocol";
import type { SessionEvent } from "../event/session-event.ts";
import { dependenciesOf, dependentsIn } from "./plan-graph.ts";

/** An event of a plan or of its tasks, in its own session. */
export type PlanEvent = SessionEvent<"PlanStatusNotification"> | SessionEvent<"TaskStatusNotification">;

/** The state of a plan, folded from its events. Immutable: `foldPlanEvent` returns the next state. */
export interface PlanState {
  readonly planId: string;
  readonly plan: Plan;
  readonly status: PlanStatus;
  /** By task id, in the plan's order. */
  readonly tasks: ReadonlyMap<string, PlannedTask>;
  /** Ids of the tasks that depend on a task, by its id. */
  readonly dependents: ReadonlyMap<string, readonly string[]>;
}

/** A task of a plan and its state. */
export interface PlannedTask {
  readonly task: PlanTask;
  readonly progress: TaskState;
  /** Number of its open dependencies. Updated with every event, so that no decision counts them again. */
  readonly unmet: number;
  /** Number of its dependencies that ended so that it cannot run. */
  readonly missing: number;
}

/** The meaning of a task to the tasks that depend on it. */
type Standing = "awaited" | "met" | "missing";

/**
 * Returns the state after one more event. The first event of a plan is its status with the plan itself; the
 * state before it is `undefined`, and stays so until that event comes.
 */
export function foldPlanEvent(state: PlanState | undefined, event: PlanEvent): PlanState | undefined {
  switch (event.method) {
    case "PlanStatusNotification": {
      const { planId, plan, status } = event.params;
      if (state !== undefined) return { ...state, status };
      if (plan === undefined) return undefined;
      return { planId, plan, status, tasks: pendingTasks(plan), dependents: dependentsIn(plan.tasks) };
    }
    case "TaskStatusNotification": {
      const before = state?.tasks.get(event.params.taskId);
      if (state === undefined || before === undefined) return state;
      const after = { ...before, progress: nextProgress(before.progress, event) };
      return { ...state, tasks: withTask(state, before, after) };
    }
  }
}

/** A cause that lies outside the task's own attempts. */
export type OuterCause = Exclude<TaskFailureCause, typeof TaskFailureCause.Attempt>;

/**
 * Error codes of tasks with an outer cause. The error of a kind may have the same code: only the cause
 * decides.
 */
export const outerCauseCodes: Readonly<Record<OuterCause, string>> = {
  [TaskFailureCause.PlanStopped]: "stopped",
  [TaskFailureCause.PlanFailed]: "plan_failed",
  [TaskFailureCause.DependencyFailed]: "dependency_failed",
};

/** Whether a task is running or paused. */
export function isTaskAtWork({ status }: TaskState): boolean {
  return status === TaskStatus.Running || status === TaskStatus.Paused;
}

/** A plan's own change of status. */
export function planStatusEvent(
  planId: string,
  status: PlanStatus,
  more: { readonly reason?: string; readonly plan?: Plan } = {},
): PlanEvent {
  return { method: "PlanStatusNotification", params: { planId, status, ...more } };
}

/** A task's change of status. */
export function taskStatusEvent(
  planId: string,
  taskId: string,
  change: Omit<SessionEvent<"TaskStatusNotification">["params"], "planId" | "taskId">,
): PlanEvent {
  return { method: "TaskStatusNotification", params: { planId, taskId, ...change } };
}

/** Whether a task has ended so that tasks that depend on it cannot run. */
export function isMissing(planned: PlannedTask): boolean {
  return standingOf(planned) === "missing";
}

function standingOf({ task, progress: { status } }: PlannedTask): Standing {
  if (status === TaskStatus.Skipped) return "missing";
  if (status === TaskStatus.Failed && task.onFailure !== TaskFailureAction.Continue) return "missing";
  return isTaskEnded(status) ? "met" : "awaited";
}

/** The tasks with a changed one among them: those that depend on it count anew where that matters to them. */
function withTask(
  { tasks, dependents }: PlanState,
  before: PlannedTask,
  after: PlannedTask,
): ReadonlyMap<string, PlannedTask> {
  const next = new Map(tasks).set(after.task.id, after);
  const [was, is] = [standingOf(before), standingOf(after)];
  if (was === is) return next;
  const change = (standing: Standing): number => Number(is === standing) - Number(was === standing);
  for (const id of dependents.get(after.task.id) ?? []) {
    const dependent = next.get(id);
    if (dependent === undefined) continue;
    const unmet = dependent.unmet + change("awaited") + change("missing");
    next.set(id, { ...dependent, unmet, missing: dependent.missing + change("missing") });
  }
  return next;
}

function pendingTasks(plan: Plan): ReadonlyMap<string, PlannedTask> {
  return new Map(
    plan.tasks.map((task) => [
      task.id,
      {
        task,
        progress: { taskId: task.id, status: TaskStatus.Pending, attempt: 0 },
        unmet: dependenciesOf(task).length,
        missing: 0,
      },
    ]),
  );
}

function nextProgress(before: TaskState, { params }: SessionEvent<"TaskStatusNotification">): TaskState {
  const { taskId, taskSessionId } = before;
  const { status, attempt = before.attempt, error } = params;
  const why = error === undefined ? {} : { error };
  const session = taskSessionId === undefined ? {} : { taskSessionId };
  switch (status) {
    case TaskStatus.Running: {
      const current = params.taskSessionId === undefined ? {} : { taskSessionId: params.taskSessionId };
      return { taskId, status, attempt, ...current };
    }
    case TaskStatus.Completed:
      return { taskId, status, attempt, ...session, result: params.result ?? null };
    case TaskStatus.Failed:
    case TaskStatus.Skipped: {
      const { cause = causeInOldLog(error?.code) } = params;
      return { taskId, status, attempt, ...session, ...why, cause };
    }
    case TaskStatus.Pending:
    case TaskStatus.Paused:
      return { taskId, status, attempt, ...session, ...why };
  }
}

/** In logs of versions without causes, the error code was reserved. */
function causeInOldLog(code: string | undefined): TaskFailureCause {
  const { Attempt, PlanStopped, PlanFailed, DependencyFailed } = TaskFailureCause;
  const causes = [PlanStopped, PlanFailed, DependencyFailed] as const;
  return causes.find((cause) => outerCauseCodes[cause] === code) ?? Attempt;
}
