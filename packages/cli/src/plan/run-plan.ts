import type { Client, Plan, PlanHandle } from "@aiwhisperer/client";
import { findUndeclared, schemaOfPlan } from "@aiwhisperer/protocol";
import { CommandFailure } from "../kit/command-failure.ts";
import type { CommandHost } from "../kit/command-host.ts";
import { faultsOf } from "../terminal/failure-text.ts";
import { shownText, styleOf } from "../terminal/terminal-text.ts";
import type { ApproveRule } from "../tool/approval-answer.ts";
import { followPlan } from "./follow-plan.ts";

/** A plan to run, and how. */
export interface PlanRunOptions {
  readonly plan: Plan;
  /** Where it is from. */
  readonly file: string;
  /** Whether to leave it to the server once it has begun. */
  readonly isDetached: boolean;
  /** Decides about tool calls beforehand. */
  readonly rule?: ApproveRule | undefined;
}

/**
 * Starts a plan, and shows it until it has ended; detached, only its id is written. Resolves with the exit
 * code, as `followPlan` does. Rejects with a `CommandFailure` that lists all faults of the plan, otherwise as
 * `startPlan` does.
 */
export async function runPlan(client: Client, options: PlanRunOptions, host: CommandHost): Promise<number> {
  const { isDetached, rule } = options;
  const handle = await startPlan(client, options);
  noteIgnored(options, host);
  if (!isDetached) return followPlan({ client, handle, rule }, host);
  host.stdout.write(`${handle.planId}\n`);
  return 0;
}

/** Says what of the plan has no meaning: the server ignores it. */
function noteIgnored({ plan, file }: PlanRunOptions, { stderr, env }: CommandHost): void {
  for (const { path } of findUndeclared(schemaOfPlan, plan)) {
    stderr.write(`${styleOf(stderr, env).warning(`${file}: ${shownText(path)}: not known, ignored`)}\n`);
  }
}

async function startPlan(client: Client, { plan, file }: PlanRunOptions): Promise<PlanHandle> {
  try {
    return await client.startPlan(plan);
  } catch (error) {
    throw toPlanRefusal(error, file);
  }
}

/**
 * Why a server refused a plan, each fault with its place in the plan's file; any other error is given back as
 * it is.
 */
export function toPlanRefusal(error: unknown, file: string): unknown {
  const faults = faultsOf(error);
  if (faults.length === 0) return error;
  // The plan is a part of the request that starts it.
  const lines = faults.map(
    ({ path, message }) => `${file}: ${path.replace(/^\/plan(?=\/|$)/, "")}: ${message}`,
  );
  return new CommandFailure(lines.join("\n"), { cause: error });
}
