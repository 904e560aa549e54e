import { findSandbox } from "../../../packages/engine/src/sandbox/find-sandbox.ts";
import { DEFAULT_SANDBOX_LIMITS } from "../../../packages/engine/src/sandbox/sandbox.ts";
import { createWorkspaceTools } from "../../../packages/engine/src/tool/workspace/workspace-tools.ts";
import { placesOf } from "./places-of.ts";

// Runs a command in the sandbox of a workspace with a hidden folder, and prints its result or the error.
const [root = "", hidden = "", command = ""] = process.argv.slice(2);

async function run(): Promise<string> {
  const places = { ...placesOf(root, "/nonexistent"), hidden: [hidden].filter(Boolean) };
  const programs = await findSandbox({ places, limits: DEFAULT_SANDBOX_LIMITS, network: false });
  const tools = await createWorkspaceTools({ root, exclude: [], programs });
  const call = { toolCallId: "a", sessionId: "b", signal: new AbortController().signal, progress() {} };
  const outcome = await tools.find(({ name }) => name === "run_command")?.run({ command }, call as never);
  return String(outcome?.result);
}

process.stdout.write(`${await run().catch((error: Error) => error.message)}\n`);
process.exit();
