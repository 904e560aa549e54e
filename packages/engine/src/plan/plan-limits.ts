import type { EngineLimits } from "../kit/limits.ts";

/** The bounds of the engine that concern plans. */
export type PlanLimits = Pick<
  EngineLimits,
  "maxParallelTasks" | "maxTaskInputLength" | "maxPlanCorrections" | "maxJsonDepth"
>;
