import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createClient } from "@aiwhisperer/client";
import { createWorkspaceTools, type StepPart, type ToolSource } from "@aiwhisperer/engine";
import { ToolDecision } from "@aiwhisperer/protocol";
import { expect, it, onTestFinished } from "vitest";
import { finished, ScriptedModel, said } from "../support/scripted-model.ts";
import { startTestServer } from "../support/server.ts";

const command = String.raw`printf '\033[32mok\033[0m\r\n10%%\r20%%\r\033[K30%%\n\033]0;title\007\033[?25lend\033[1'`;

/** The folder's tools behind a real server and client, with a model that makes one call. */
async function callOnce(toolName: string, args: object, content?: string) {
  const folder = await mkdtemp(join(tmpdir(), "aiwhisperer-output-"));
  if (content !== undefined) await writeFile(join(folder, "a.txt"), content);
  const tools = await createWorkspaceTools({ root: folder });
  const source: ToolSource = { name: "built-in", list: () => tools.map((tool) => ({ tool })) };
  const call: StepPart = { type: "toolCall", call: { toolCallId: "call-1", toolName, arguments: args } };
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
  const [read] = model.requests[1]?.messages.filter(({ role }) => role === "tool") ?? [];
  return { shown, read };
}

it("shows a person the colours of a command's output, and its model the plain text, both without what was overwritten", async () => {
  const { shown, read } = await callOnce("run_command", { command });
  expect(shown?.result?.result).toBe("\u001b[32mok\u001b[0m\n30%\nend\n(Exit code 0.)");
  expect(read).toMatchObject({ result: "ok\n30%\nend\n(Exit code 0.)", isError: false });
});

it("leaves the content of a file as it is, so that a change can name it", async () => {
  const content = "\u001b[32mok\u001b[0m 10%\r20%\n";
  const { read } = await callOnce("read_file", { path: "a.txt" }, content);
  expect(read).toMatchObject({ result: content, isError: false });
});
