import type { Client, Plan, PlanHandle } from "@aiwhisperer/client";
import type { CommandHost } from "../command-host.ts";
import type { ApproveRule } from "../tool/approval-answer.ts";
import { followPlan } from "./follow-plan.ts";

/** How a plan is run. */
export interface PlanRunOptions {
  /** Whether to leave it to the server once it has begun. */
  readonly isDetached: boolean;
  /** Decides about tool calls beforehand. */
  readonly rule?: ApproveRule | undefined;
}

/**
 * Starts a plan, and shows it until it has ended; detached, only its id is written. Resolves with the exit code, as `followPlan` does. Rejects as
 * `startPlan` does.
 */
export async function runPlan(
  client: Client,
  plan: Plan,
  { isDetached, rule, host }: PlanRunOptions & { readonly host: CommandHost },
): Promise<number> {
  const handle: PlanHandle = await client.startPlan(plan);
  if (!isDetached) return followPlan({ client, handle, rule }, host);
  host.stdout.write(`${handle.planId}\n`);
  return 0;
}
