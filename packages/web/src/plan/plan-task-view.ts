import type { PlanState, PlanTaskState } from "@aiwhisperer/client";
import { isTaskEnded, type PlanTask, revealHidden, TaskStatus } from "@aiwhisperer/protocol";

/** A task as it was planned, and its state. */
export interface PlanTaskView {
  readonly task: PlanTask;
  readonly state: PlanTaskState;
}

/** The tasks of a plan in its order; without the plan's document, as far as their events describe them. */
export function toTaskViews({ plan, tasks }: Pick<PlanState, "plan" | "tasks">): readonly PlanTaskView[] {
  const planned = new Map(plan?.tasks.map((task) => [task.id, task]));
  return tasks.map((state) => ({
    task: planned.get(state.taskId) ?? { id: state.taskId, kind: "" },
    state,
  }));
}

/** The title of a task, with hidden characters as codes. */
export function taskTitle({ id, title }: PlanTask): string {
  return revealHidden(title || id);
}

/** Ids of the tasks that must have ended before a task, each once. */
export function dependenciesOf({ dependsOn = [], inputs = {} }: PlanTask): readonly string[] {
  return [...new Set([...dependsOn, ...Object.values(inputs)])];
}

/** The progress of a plan. */
export interface PlanProgress {
  /** Tasks that have ended, in whatever way. */
  readonly ended: number;
  readonly total: number;
  /** Such as `2 of 5 tasks ended · 1 running · 1 failed`. */
  readonly text: string;
}

const told: readonly (readonly [status: TaskStatus, word: string])[] = [
  [TaskStatus.Running, "running"],
  [TaskStatus.Paused, "paused"],
  [TaskStatus.Failed, "failed"],
  [TaskStatus.Skipped, "skipped"],
];

/** Counts what has become of the tasks. */
export function progressOf(tasks: readonly PlanTaskState[]): PlanProgress {
  const total = tasks.length;
  const ended = tasks.filter(({ status }) => isTaskEnded(status)).length;
  const parts = told.flatMap(([status, word]) => {
    const count = tasks.filter((task) => task.status === status).length;
    return count === 0 ? [] : [`${count} ${word}`];
  });
  const noun = total === 1 ? "task" : "tasks";
  return { ended, total, text: [`${ended} of ${total} ${noun} ended`, ...parts].join(" · ") };
}
