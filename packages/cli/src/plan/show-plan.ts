import type { GetPlanResponse } from "@aiwhisperer/protocol";
import { styleOf } from "../chat/terminal-text.ts";
import type { CommandHost } from "../command-host.ts";
import { nameWidth, planLine, taskLine } from "./plan-lines.ts";

/** Writes how a plan and each of its tasks stand: as lines, or whole as JSON. */
export function showPlan(plan: GetPlanResponse, isJson: boolean, { stdout, env }: CommandHost): void {
  if (isJson) {
    stdout.write(`${JSON.stringify(plan, undefined, 2)}\n`);
    return;
  }
  const style = styleOf(stdout, env);
  const width = nameWidth(plan.tasks);
  const lines = [planLine(plan, style), ...plan.tasks.map((task) => taskLine(task, { width }, style))];
  stdout.write(`${lines.join("\n")}\n`);
}
