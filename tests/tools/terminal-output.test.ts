import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createClient } from "@aiwhisperer/client";
import { createWorkspaceTools, type StepPart, type ToolSource } from "@aiwhisperer/engine";
import { ToolDecision } from "@aiwhisperer/protocol";
import { expect, it, onTestFinished } from "vitest";
import { finished, ScriptedModel, said } from "../support/scripted-model.ts";
import { startTestServer } from "../support/server.ts";

const command = String.raw`printf '\033[32mok\033[0m\r\n10%%\r20%%\r\033[K30%%\n\033]0;title\007\033[?25lend\033[1'`;

const call: StepPart = {
  type: "toolCall",
  call: { toolCallId: "call-1", toolName: "run_command", arguments: { command } },
};

it("gives a person the colours of a command's output, and its model the plain text, both without what was overwritten", async () => {
  const folder = await mkdtemp(join(tmpdir(), "aiwhisperer-output-"));
  const tools = await createWorkspaceTools({ root: folder });
  const source: ToolSource = { name: "built-in", list: () => tools.map((tool) => ({ tool })) };
  const model = new ScriptedModel(async function* (_request, step) {
    yield step === 1 ? call : said("Done.");
    yield step === 1 ? { ...finished, reason: "tool_calls" } : finished;
  });
  const server = await startTestServer({ models: model.catalog, engine: { tools: [source] } });
  const client = createClient({ url: server.wsUrl });
  onTestFinished(async () => {
    client.close();
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const session = await client.startSession();
  session.on("ToolApprovalRequestNotification", ({ toolCallId }) => {
    void session.decide(toolCallId, ToolDecision.AllowOnce);
  });
  await session.send("go").result;

  const [shown] = session.state.toolCalls;
  expect(shown?.result?.result).toBe("\u001b[32mok\u001b[0m\n30%\nend\n(Exit code 0.)");
  const [result] = model.requests[1]?.messages.filter(({ role }) => role === "tool") ?? [];
  expect(result).toMatchObject({ result: "ok\n30%\nend\n(Exit code 0.)", isError: false });
});
