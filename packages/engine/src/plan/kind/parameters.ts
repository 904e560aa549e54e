import type { PlanTask } from "@aiwhisperer/protocol";
import type { PlanProblem } from "../task-kind.ts";

/** Returns the fault of a task that needs instructions and has none. */
export function checkInstructions({ kind, instructions = "" }: PlanTask): readonly PlanProblem[] {
  if (instructions.trim() !== "") return [];
  return [{ path: "/instructions", message: `A task of the kind ${kind} needs instructions.` }];
}

/** The parameters of a task that its kind does not know. */
export function checkParameterNames(task: PlanTask, known: readonly string[]): readonly PlanProblem[] {
  const expected = known.length === 0 ? "it takes none" : `it takes ${known.join(", ")}`;
  return Object.keys(task.parameters ?? {})
    .filter((name) => !known.includes(name))
    .map((name) => ({
      path: "/parameters",
      message: `The kind ${task.kind} has no parameter "${name}"; ${expected}.`,
    }));
}
