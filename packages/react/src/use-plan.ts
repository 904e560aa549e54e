import type { Failure, PlanHandle, PlanState } from "@aiwhisperer/client";
import { useMemo } from "react";
import { useClient } from "./client-context.ts";
import { useSession } from "./use-session.ts";

/** A plan on a screen. Everything is undefined while there is no plan. */
export interface UsePlan {
  /** To pause, resume and stop with. */
  readonly plan: PlanHandle | undefined;
  /** Undefined also before the plan's first event has come. */
  readonly state: PlanState | undefined;
  /** Why the plan cannot be followed. */
  readonly error: Failure | undefined;
}

/** Follows a plan for as long as the component shows it, as `useSession` follows the plan's session. */
export function usePlan(planId: string | undefined): UsePlan {
  const client = useClient();
  const plan = useMemo(() => (planId === undefined ? undefined : client.plan(planId)), [client, planId]);
  const { state, error } = useSession(planId);
  return { plan, state: state?.plan, error };
}
