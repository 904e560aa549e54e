import { PlanKinds } from "../plan-kinds.ts";
import { aiInteraction } from "./ai-interaction.ts";
import { codeGeneration } from "./code-generation.ts";
import { noOp } from "./no-op.ts";
import { createPlanning } from "./planning.ts";
import { validation } from "./validation.ts";

/** A registry of the kinds of tasks that every server has. */
export function createPlanKinds(): PlanKinds {
  const kinds = new PlanKinds();
  kinds.add(aiInteraction, createPlanning(kinds), codeGeneration, validation, noOp);
  return kinds;
}
