import { readFile } from "node:fs/promises";
import type { Plan } from "@aiwhisperer/client";
import { errorMessage } from "@aiwhisperer/protocol";
import { CommandFailure } from "../kit/command-failure.ts";

/**
 * Reads a plan from its file; whether it is a plan is for its validator to say. Rejects with a
 * `CommandFailure` where it is no JSON object.
 */
export async function readPlanFile(path: string): Promise<Plan> {
  const json = parseJson(path, await readText(path));
  if (typeof json === "object" && json !== null && !Array.isArray(json)) return json as Plan;
  throw new CommandFailure(`${path}: a plan is one JSON object with a name and tasks.`);
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    throw new CommandFailure(`${path}: the plan cannot be read (${errorMessage(error)}).`, { cause: error });
  }
}

function parseJson(path: string, text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch (error) {
    throw new CommandFailure(`${path}: the plan is not JSON (${errorMessage(error)}).`, { cause: error });
  }
}
