import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createClient, ToolDecision } from "@aiwhisperer/client";
import { describe, expect, it, onTestFinished } from "vitest";
import type { AuditEntry } from "../../examples/audit-log/gen/audit.ts";
import { audit } from "../../examples/audit-log/gen/audit.ts";
import { startServing } from "./spawn-server.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const PLUGIN = fileURLToPath(new URL("../../examples/audit-log/audit-log.ts", import.meta.url));

/** A server with the example plug-in and an empty workspace, and a client of it. */
async function open() {
  const folder = await temporaryFolder();
  const file = join(folder, "audit.jsonl");
  const args = ["--plugin", PLUGIN, "--workspace", folder];
  const { cli, wsUrl } = await startServing(args, { env: { AUDIT_LOG: file } });
  const client = createClient({ url: wsUrl });
  onTestFinished(() => client.close());
  return { cli, client, session: await client.startSession(), file };
}

const readLines = async (file: string): Promise<readonly AuditEntry[]> =>
  (await readFile(file, "utf8"))
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));

describe("the example plug-in", () => {
  it("writes what tools did, who allowed it and how turns ended, and shows it to clients and to the model", async () => {
    const { cli, client, session, file } = await open();
    const asked = new Promise<string>((resolve) => {
      session.on("ToolApprovalRequestNotification", ({ toolCallId }) => resolve(toolCallId));
    });
    const sent = session.send("write hello.txt: Hello");
    await session.decide(await asked, ToolDecision.AllowOnce);
    await sent.result;
    const { entries } = await client.use(audit).rpc.tail({ sessionId: session.sessionId });
    expect(entries.map(({ event, details }) => [event, details])).toMatchObject([
      ["ai_loop.session_started", {}],
      ["ai_loop.tool_call.identified", { tool: "write_file", effect: "Write" }],
      ["ai_loop.tool_call.approval_resolved", { decision: "AllowOnce", decidedBy: "local" }],
      ["ai_loop.tool_call.result_processed", { isError: false }],
      ["ai_loop.turn.status_changed", { status: "Completed" }],
    ]);
    const answer = await session.send('call audit_tail {"lines": 4}').result;
    expect(answer.text).toContain("approval_resolved");
    client.close();
    cli.kill("SIGTERM");
    expect((await cli.ended).code).toBe(0);
    const written = await readLines(file);
    expect(written.slice(0, entries.length)).toEqual(entries);
  });

  it("refuses a forbidden command before anybody is asked", async () => {
    const { session, file } = await open();
    const requests: unknown[] = [];
    session.on("ToolApprovalRequestNotification", (request) => requests.push(request));
    const { text } = await session.send("run sudo reboot").result;
    expect(text).toMatch(/This command is forbidden here\./);
    expect(requests).toEqual([]);
    const lines = await readLines(file);
    expect(lines.map(({ event }) => event)).not.toContain("ai_loop.tool_call.approval_resolved");
  });
});
