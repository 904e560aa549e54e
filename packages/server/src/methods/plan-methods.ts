import type { PlanAnswer, StartedPlan } from "@aiwhisperer/engine";
import {
  type ConnectionCall,
  type InteractiveHandlers,
  keyed,
  type MethodOptions,
  requireOwnLabel,
  requireRoom,
} from "./command.ts";

/** The methods about plans. A plan's id is that of its session. */
export function planMethods(
  options: MethodOptions,
): Pick<InteractiveHandlers, "startPlan" | "pausePlan" | "resumePlan" | "stopPlan" | "getPlan"> {
  const { plans } = options.engine;
  return {
    async startPlan(request, call) {
      requireRoom(options, call);
      requireOwnLabel(request.userId, call);
      const { userId: ownerId } = call.context;
      const start = { ownerId, userLabel: request.userId, plan: request.plan };
      const started = await options.engine.once<StartedPlan>(keyed(request, call), (recordAnswer) =>
        options.sessions.take(ownerId, () => plans.start(start, recordAnswer)),
      );
      call.afterAnswer(() => call.context.attach(started.planId, 0));
      return started;
    },
    pausePlan: commandOf(options, "pause"),
    resumePlan: commandOf(options, "resume"),
    stopPlan: commandOf(options, "stop"),
    getPlan: ({ planId }, call) => plans.get(call.context.userId, planId),
  };
}

interface PlanCommand {
  readonly planId: string;
  readonly idempotencyKey?: string;
}

function commandOf({ engine }: MethodOptions, command: "pause" | "resume" | "stop") {
  return (request: PlanCommand, call: ConnectionCall): Promise<PlanAnswer> => {
    const { planId } = request;
    const { userId } = call.context;
    call.afterAnswer(call.context.hold(planId));
    return engine.once<PlanAnswer>(keyed(request, call), async (recordAnswer) => ({
      planId,
      status: await engine.plans[command](userId, planId, recordAnswer),
    }));
  };
}
