import type { EngineLimits } from "../limits.ts";

/** The limits of the engine that concern plans. */
export type PlanLimits = Pick<EngineLimits, "maxParallelTasks" | "maxTaskInputLength" | "maxPlanCorrections">;
