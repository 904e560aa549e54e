import { type Plan, PlanStatus, type PlanTask, type TaskState, TaskStatus } from "@aiwhisperer/protocol";
import type { SessionEvent } from "../session/session-event.ts";

/** What a plan tells of itself and of its tasks, in its own session. */
export type PlanEvent = SessionEvent<"PlanStatusNotification"> | SessionEvent<"TaskStatusNotification">;

/** What the events of a plan add up to. Never changed: `foldPlanEvent` gives the next one. */
export interface PlanState {
  readonly planId: string;
  readonly plan: Plan;
  readonly status: PlanStatus;
  /** By task id, in the plan's order. */
  readonly tasks: ReadonlyMap<string, PlannedTask>;
}

/** A task of a plan and how it stands. */
export interface PlannedTask {
  readonly task: PlanTask;
  readonly progress: TaskState;
}

/**
 * The state after one more event. The first event of a plan is its status with the plan itself; `undefined` stands for what was before
 * it, and stays for an event that tells of no plan yet.
 */
export function foldPlanEvent(state: PlanState | undefined, event: PlanEvent): PlanState | undefined {
  switch (event.method) {
    case "PlanStatusNotification": {
      const { planId, plan, status } = event.params;
      if (state !== undefined) return { ...state, status };
      return plan === undefined ? undefined : { planId, plan, status, tasks: pendingTasks(plan) };
    }
    case "TaskStatusNotification": {
      const before = state?.tasks.get(event.params.taskId);
      if (state === undefined || before === undefined) return state;
      const { task } = before;
      const progress = nextProgress(before.progress, event);
      return { ...state, tasks: new Map(state.tasks).set(task.id, { task, progress }) };
    }
  }
}

/** Whether a status ends a plan. */
export function isPlanEnd(status: PlanStatus): boolean {
  return status === PlanStatus.Completed || status === PlanStatus.Failed || status === PlanStatus.Stopped;
}

/** Whether a status ends a task. */
export function isTaskEnd(status: TaskStatus): boolean {
  return status === TaskStatus.Completed || status === TaskStatus.Failed || status === TaskStatus.Skipped;
}

/** Whether a task is at work, or held at it. */
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

function pendingTasks(plan: Plan): ReadonlyMap<string, PlannedTask> {
  return new Map(
    plan.tasks.map((task) => [
      task.id,
      { task, progress: { taskId: task.id, status: TaskStatus.Pending, attempt: 0 } },
    ]),
  );
}

function nextProgress(before: TaskState, { params }: SessionEvent<"TaskStatusNotification">): TaskState {
  const { taskId, taskSessionId } = before;
  const { status, attempt = before.attempt, error } = params;
  const session = taskSessionId === undefined ? {} : { taskSessionId };
  switch (status) {
    case TaskStatus.Running: {
      const current = params.taskSessionId === undefined ? {} : { taskSessionId: params.taskSessionId };
      return { taskId, status, attempt, ...current };
    }
    case TaskStatus.Completed:
      return { taskId, status, attempt, ...session, result: params.result ?? null };
    case TaskStatus.Pending:
    case TaskStatus.Failed:
    case TaskStatus.Skipped:
    case TaskStatus.Paused:
      return { taskId, status, attempt, ...session, ...(error === undefined ? {} : { error }) };
  }
}
