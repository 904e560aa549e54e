import { readFileSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createWorkspaceTools, type ToolSource } from "@aiwhisperer/engine";
import { ToolDecision, TurnStatus } from "@aiwhisperer/protocol";
import { afterEach, beforeEach, expect, it } from "vitest";
import { RawClient, type WireMessage } from "../support/raw-client.ts";
import { startTestServer, type TestServer } from "../support/server.ts";

let folder: string;
let server: TestServer;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "aiwhisperer-cancel-"));
  const tools = await createWorkspaceTools({ root: folder });
  const source: ToolSource = { name: "built-in", list: () => tools.map((tool) => ({ tool })) };
  server = await startTestServer({ engine: { tools: [source] } });
});
afterEach(async () => {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

// biome-ignore lint/suspicious/noExplicitAny: whole messages of any shape are looked into here.
const paramsOf = (message: WireMessage | undefined): any => message?.params;

/**
 * A process that has ended counts as gone, also while it is not collected: that is for the system's first
 * process to do.
 */
function isRunning(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    return false;
  }
}

it("ends a turn at once that is cancelled while a command runs, and the command with everything that it started", async () => {
  const client = await RawClient.connect(server.wsUrl);
  const { result } = await client.call("startSession", { userId: "ann" });
  const { sessionId } = result as { sessionId: string };
  const message = "run sleep 1000 & echo $! > pid; echo begun; wait";
  client.send({ jsonrpc: "2.0", id: "send", method: "sendUserMessage", params: { sessionId, message } });
  const asked = (await client.until(({ method }) => method === "ToolApprovalRequestNotification")).at(-1);
  const { toolCallId } = paramsOf(asked);
  client.send({
    jsonrpc: "2.0",
    id: "decide",
    method: "decideToolCall",
    params: { sessionId, toolCallId, decision: ToolDecision.AllowOnce },
  });
  await client.until((told) => paramsOf(told)?.text?.includes("begun") === true);
  const pid = Number(await readFile(join(folder, "pid"), "utf8"));
  expect(isRunning(pid)).toBe(true);
  client.send({ jsonrpc: "2.0", id: "cancel", method: "cancelTurn", params: { sessionId } });
  const rest = await client.until((told) => paramsOf(told)?.status === TurnStatus.Cancelled);
  expect(rest.map(({ method }) => method)).toContain("ToolResultNotification");
  await expect.poll(() => isRunning(pid)).toBe(false);
});
