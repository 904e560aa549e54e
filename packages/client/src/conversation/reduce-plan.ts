import { type PlanStatusNotification, TaskStatus, type TaskStatusNotification } from "@aiwhisperer/protocol";
import type { PlanState, PlanTaskState, SessionState } from "./session-state.ts";

/** Folds a status of the plan. Its first status contains the plan: then every task is pending. */
export function applyPlanStatus(
  state: SessionState,
  { planId, status, reason, plan: started }: PlanStatusNotification,
): SessionState {
  const plan = started ?? state.plan?.plan;
  const next: PlanState = {
    planId,
    status,
    tasks: started?.tasks.map(({ id }) => pendingTask(id)) ?? state.plan?.tasks ?? [],
    ...(reason === undefined ? {} : { reason }),
    ...(plan === undefined ? {} : { plan }),
  };
  return { ...state, plan: next };
}

/** Folds a status of a task. */
export function applyTaskStatus(state: SessionState, params: TaskStatusNotification): SessionState {
  const { plan } = state;
  // The fold began after the plan's last status: its tasks cannot be shown as a plan.
  if (plan === undefined) return state;
  const index = plan.tasks.findIndex(({ taskId }) => taskId === params.taskId);
  const task = nextTask(plan.tasks[index] ?? pendingTask(params.taskId), params);
  const tasks = index === -1 ? [...plan.tasks, task] : plan.tasks.with(index, task);
  return { ...state, plan: { ...plan, tasks } };
}

function pendingTask(taskId: string): PlanTaskState {
  return { taskId, status: TaskStatus.Pending, attempt: 0 };
}

/** Result, error and notice belong to their status; the session is that of the newest attempt. */
function nextTask(
  before: PlanTaskState,
  { status, attempt = before.attempt, taskSessionId, result, error, notice }: TaskStatusNotification,
): PlanTaskState {
  const isSameAttempt = attempt === before.attempt;
  const session = taskSessionId ?? (isSameAttempt ? before.taskSessionId : undefined);
  return {
    taskId: before.taskId,
    status,
    attempt,
    ...(session === undefined ? {} : { taskSessionId: session }),
    ...(result === undefined ? {} : { result }),
    ...(error === undefined ? {} : { error }),
    ...(notice === undefined ? {} : { notice }),
  };
}
