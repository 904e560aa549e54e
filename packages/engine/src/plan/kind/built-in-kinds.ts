import type { TaskKind } from "../task-kind.ts";
import { PlanKinds } from "../task-kind.ts";
import { aiInteraction } from "./ai-interaction.ts";
import { codeGeneration } from "./code-generation.ts";
import { checkParameterNames } from "./parameters.ts";

import { createPlanning } from "./planning.ts";
import { validation } from "./validation.ts";

/** A registry of the kinds of tasks that every server has. */
export function createPlanKinds(): PlanKinds {
  const kinds = new PlanKinds();
  kinds.add(aiInteraction, createPlanning(kinds), codeGeneration, validation, noOp);
  return kinds;
}

/** `no_op`: nothing but a place where dependencies meet. The result is null. */
export const noOp: TaskKind = {
  name: "no_op",
  isRepeatable: true,
  check: (task) => checkParameterNames(task, []),
  describeSession: () => undefined,
  run: async () => ({ result: null }),
};
