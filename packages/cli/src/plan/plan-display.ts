import { isPlanEnded, type PlanState, type PlanTaskState } from "@aiwhisperer/client";
import { PlanStatus, TaskStatus } from "@aiwhisperer/protocol";
import type { CommandHost } from "../kit/command-host.ts";
import { styleOf, type TextStyle } from "../terminal/terminal-text.ts";
import { LiveLines } from "./live-lines.ts";
import { chooseTasks, nameWidth, planLine, type TaskLineDetails, taskLine, taskNames } from "./plan-lines.ts";

/** The display of a running plan. */
export interface PlanDisplay {
  /** Shows the status of the plan. `activityOf` returns the activity of a running task. */
  show(plan: PlanState, activityOf: (task: PlanTaskState) => string | undefined): void;
  /** Called before something else is written to the same screen. */
  leave(): void;
}

/**
 * Makes the display that fits the output: drawn in place at a terminal, a line for every change elsewhere.
 */
export function createPlanDisplay({ stdout, env }: CommandHost): PlanDisplay {
  const style = styleOf(stdout, env);
  const isDrawable = stdout.isTTY === true && env.TERM !== "dumb";
  return isDrawable ? new DrawnPlan(new LiveLines(stdout), style) : new ToldPlan(stdout, style);
}

/** A plan as lines of a terminal that change in their place. */
class DrawnPlan implements PlanDisplay {
  readonly #lines: LiveLines;
  readonly #style: TextStyle;

  constructor(lines: LiveLines, style: TextStyle) {
    this.#lines = lines;
    this.#style = style;
  }

  show(plan: PlanState, activityOf: (task: PlanTaskState) => string | undefined): void {
    const names = taskNames(plan);
    const width = nameWidth(names);
    const nameOf = ({ taskId }: PlanTaskState) => names.get(taskId) ?? taskId;
    // One line is the plan's own, one states how much is left out. What is drawn last stays, and may be
    // longer than the terminal.
    const maxTasks = isPlanEnded(plan.status) ? plan.tasks.length : this.#lines.maxLines - 2;
    const { shown, hidden } = chooseTasks(plan.tasks, maxTasks);
    this.#lines.draw([
      planLine(plan, this.#style),
      ...shown.map((task) =>
        taskLine(task, { name: nameOf(task), width, activity: activityOf(task) }, this.#style),
      ),
      ...(hidden === 0 ? [] : [this.#style.dim(`… and ${hidden} more`)]),
    ]);
  }

  leave(): void {
    this.#lines.release();
  }
}

/** A plan as a line for every change. */
class ToldPlan implements PlanDisplay {
  readonly #output: CommandHost["stdout"];
  readonly #style: TextStyle;
  readonly #told = new Map<string, string>();
  #toldStatus: PlanStatus | undefined;

  constructor(output: CommandHost["stdout"], style: TextStyle) {
    this.#output = output;
    this.#style = style;
  }

  show(plan: PlanState): void {
    const isFirst = this.#toldStatus === undefined;
    const hasChanged = plan.status !== this.#toldStatus;
    this.#toldStatus = plan.status;
    const names = taskNames(plan);
    const width = nameWidth(names);
    const isEnd = plan.status !== PlanStatus.Running && !isFirst;
    if (hasChanged && !isEnd) this.#tell(planLine(plan, this.#style));
    for (const task of plan.tasks) {
      this.#tellTask(task, { width, name: names.get(task.taskId) ?? task.taskId });
    }
    if (hasChanged && isEnd) this.#tell(planLine(plan, this.#style));
  }

  leave(): void {
    // Every line is ended at once.
  }

  #tellTask(task: PlanTaskState, details: TaskLineDetails): void {
    const key = `${task.status} ${task.attempt}`;
    const before = this.#told.get(task.taskId);
    this.#told.set(task.taskId, key);
    // The plan of a task reports that the task waits.
    const isNews = before === undefined ? task.status !== TaskStatus.Pending : before !== key;
    if (isNews) this.#tell(taskLine(task, details, this.#style));
  }

  #tell(line: string): void {
    this.#output.write(`${line}\n`);
  }
}
