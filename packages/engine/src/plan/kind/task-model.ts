import type { Plan, PlanTask } from "@aiwhisperer/protocol";

/** The model that a task asks: its own choice, else the plan's. */
export function taskModel(task: PlanTask, plan: Plan): { readonly model?: string } {
  const model = task.model ?? plan.model;
  return model === undefined ? {} : { model };
}
