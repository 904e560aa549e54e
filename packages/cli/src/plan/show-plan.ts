import type { GetPlanResponse } from "@aiwhisperer/protocol";
import type { CommandHost } from "../kit/command-host.ts";
import { styleOf } from "../terminal/terminal-text.ts";
import { nameWidth, planLine, taskLine, taskNames } from "./plan-lines.ts";

/** Writes the status of a plan and each of its tasks: as lines, or whole as JSON. */
export function showPlan(plan: GetPlanResponse, isJson: boolean, { stdout, env }: CommandHost): void {
  if (isJson) {
    stdout.write(`${JSON.stringify(plan, undefined, 2)}\n`);
    return;
  }
  const style = styleOf(stdout, env);
  const names = taskNames(plan);
  const width = nameWidth(names);
  const tasks = plan.tasks.map((task) =>
    taskLine(task, { name: names.get(task.taskId) ?? task.taskId, width }, style),
  );
  const lines = [planLine(plan, style), ...tasks];
  stdout.write(`${lines.join("\n")}\n`);
}
