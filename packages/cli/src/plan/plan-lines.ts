import type { PlanState, PlanTaskState } from "@aiwhisperer/client";
import { isTaskEnded, PlanStatus, TaskStatus } from "@aiwhisperer/protocol";
import { oneLine, type TextStyle } from "../terminal/terminal-text.ts";

const MAX_DETAIL_LENGTH = 200;
const MAX_NAME_WIDTH = 32;

const PLAN_WORDS: Readonly<Record<PlanStatus, string>> = {
  [PlanStatus.Pending]: "pending",
  [PlanStatus.Running]: "running",
  [PlanStatus.Completed]: "completed",
  [PlanStatus.Failed]: "failed",
  [PlanStatus.Paused]: "paused",
  [PlanStatus.Stopped]: "stopped",
};

const TASK_MARKS: Readonly<Record<TaskStatus, string>> = {
  [TaskStatus.Pending]: "○",
  [TaskStatus.Running]: "●",
  [TaskStatus.Completed]: "✓",
  [TaskStatus.Failed]: "✗",
  [TaskStatus.Skipped]: "–",
  [TaskStatus.Paused]: "‖",
};

const TASK_WORDS: Readonly<Record<TaskStatus, string>> = {
  [TaskStatus.Pending]: "pending",
  [TaskStatus.Running]: "running",
  [TaskStatus.Completed]: "completed",
  [TaskStatus.Failed]: "failed",
  [TaskStatus.Skipped]: "skipped",
  [TaskStatus.Paused]: "paused",
};

/** The plan as a whole: its name, its id, where it is, and how many of its tasks have ended. */
export function planLine({ planId, plan, status, reason, tasks }: PlanState, style: TextStyle): string {
  const ended = tasks.filter(({ status }) => isTaskEnded(status)).length;
  const why = reason === undefined ? "" : ` (${oneLine(reason, MAX_DETAIL_LENGTH)})`;
  const name = style.bold(oneLine(plan?.name ?? "Plan", MAX_DETAIL_LENGTH));
  const failed = tasks.filter((task) => task.status === TaskStatus.Failed).length;
  const failures = failed === 0 ? "" : `, ${failed} failed`;
  const line = `${PLAN_WORDS[status]}${why}, ${ended} of ${tasks.length} tasks ended${failures}`;
  return `${name} ${style.dim(planId)} ${failed === 0 ? line : style.warning(line)}`;
}

/** What the tasks of a plan are called, by id: their titles, and their ids where they have none. */
export function taskNames({ plan, tasks }: Pick<PlanState, "plan" | "tasks">): ReadonlyMap<string, string> {
  const titles = new Map(plan?.tasks.map(({ id, title }) => [id, title]));
  return new Map(tasks.map(({ taskId }) => [taskId, oneLine(titles.get(taskId)?.trim() || taskId, 64)]));
}

/** How wide the names of tasks are written, so that what follows them is aligned. */
export function nameWidth(names: ReadonlyMap<string, string>): number {
  return Math.min(MAX_NAME_WIDTH, Math.max(0, ...[...names.values()].map(({ length }) => length)));
}

/** The details of a task's line beside its state. */
export interface TaskLineDetails {
  readonly name: string;
  readonly width: number;
  readonly activity?: string | undefined;
}

/**
 * A task: where it is, in which attempt, and what it gave, why it failed or what it does; `activity` is the
 * last.
 */
export function taskLine(
  task: PlanTaskState,
  { name, width, activity }: TaskLineDetails,
  style: TextStyle,
): string {
  const { status, attempt } = task;
  const again = attempt > 1 ? ` (attempt ${attempt})` : "";
  const head = `${TASK_MARKS[status]} ${name.padEnd(width)}  ${TASK_WORDS[status].padEnd(9)}${again}`;
  const line = `${head}  ${describeTask(task, activity)}`.trimEnd();
  if (status === TaskStatus.Failed) return style.warning(line);
  return status === TaskStatus.Pending || status === TaskStatus.Skipped ? style.dim(line) : line;
}

/**
 * As many tasks as there is room for, in the plan's order: those at work or failed first, then those to come,
 * then those that went well; and how many are left out.
 */
export function chooseTasks(
  tasks: readonly PlanTaskState[],
  maxTasks: number,
): { readonly shown: readonly PlanTaskState[]; readonly hidden: number } {
  const ranked = tasks.toSorted((one, other) => RANKS[one.status] - RANKS[other.status]);
  const chosen = new Set(ranked.slice(0, Math.max(1, maxTasks)));
  const shown = tasks.filter((task) => chosen.has(task));
  return { shown, hidden: tasks.length - shown.length };
}

const RANKS: Readonly<Record<TaskStatus, number>> = {
  [TaskStatus.Running]: 0,
  [TaskStatus.Paused]: 0,
  [TaskStatus.Failed]: 1,
  [TaskStatus.Pending]: 2,
  [TaskStatus.Completed]: 3,
  [TaskStatus.Skipped]: 3,
};

function describeTask(
  { status, result, error, notice }: PlanTaskState,
  activity: string | undefined,
): string {
  if (error !== undefined) return oneLine(error.message, MAX_DETAIL_LENGTH);
  if (status === TaskStatus.Completed) return describeTaskResult(result);
  return oneLine(notice ?? activity ?? "", MAX_DETAIL_LENGTH);
}

/** The beginning of what a task gave; of an object with a text, that text's. */
function describeTaskResult(result: unknown): string {
  if (result === undefined || result === null) return "";
  const text =
    typeof result === "object" && "text" in result && typeof result.text === "string" ? result.text : result;
  return oneLine(typeof text === "string" ? text : JSON.stringify(text), MAX_DETAIL_LENGTH);
}
