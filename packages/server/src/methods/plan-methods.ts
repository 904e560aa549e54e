import { EngineFault } from "@aiwhisperer/engine";
import type { InteractiveHandlers, MethodOptions } from "./command.ts";

/** The methods about plans. */
export function planMethods(
  _options: MethodOptions,
): Pick<InteractiveHandlers, "startPlan" | "pausePlan" | "resumePlan" | "stopPlan" | "getPlan"> {
  const refuse = ({ planId = "" }: { planId?: string }): never => {
    throw new EngineFault("plan_not_found", { planId });
  };
  return {
    startPlan: async () => refuse({}),
    pausePlan: async (request) => refuse(request),
    resumePlan: async (request) => refuse(request),
    stopPlan: async (request) => refuse(request),
    getPlan: async (request) => refuse(request),
  };
}
