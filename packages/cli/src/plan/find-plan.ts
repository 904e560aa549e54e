import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { type Client, listSessionPages, type Plan } from "@aiwhisperer/client";
import { CommandFailure } from "../kit/command-failure.ts";
import { readPlanFile } from "./read-plan-file.ts";

const PAGE = 100;
/** A plan that was started before this many sessions were used is named by its id. */
const MAX_PAGES = 5;

/**
 * The id of a plan that a person names: itself, or the file that it was started from; then it is the newest
 * one that was started with what the file has now. Rejects with a `CommandFailure` where there is none, and
 * as `listSessions` and `getPlan` do.
 */
export async function findPlan(client: Client, name: string, cwd: string): Promise<string> {
  const path = resolve(cwd, name);
  if (!existsSync(path)) return name;
  const planId = await findNewest(client, await readPlanFile(path));
  if (planId !== undefined) return planId;
  throw new CommandFailure(
    `${path}: no plan has been started with what this file has now. Name the plan's id.`,
  );
}

async function findNewest({ rpc }: Client, wanted: Plan): Promise<string | undefined> {
  let pages = 0;
  for await (const { sessions } of listSessionPages(rpc, { limit: PAGE })) {
    // Sessions of a plan's tasks have its id as well, beside their own.
    const plans = sessions.filter(({ sessionId, planId }) => planId === sessionId);
    for (const { sessionId: planId } of plans) {
      const { plan } = await rpc.getPlan({ planId });
      if (isDeepStrictEqual(plan, wanted)) return planId;
    }
    pages += 1;
    if (pages === MAX_PAGES) return undefined;
  }
  return undefined;
}
