import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { runCli } from "./cli-process.ts";
import { startServing } from "./spawn-server.ts";
import { temporaryFolder } from "./temporary-folder.ts";

/** An MCP server with a tool that never answers, in the form of the stdio transport. */
const HANGING = `
const answers = {
  initialize: ({ protocolVersion }) => ({
    protocolVersion, capabilities: { tools: {} }, serverInfo: { name: "hanging", version: "1" },
  }),
  "tools/list": () => ({
    tools: [{ name: "wait", inputSchema: { type: "object" }, annotations: { readOnlyHint: true } }],
  }),
  ping: () => ({}),
};
require("node:readline").createInterface({ input: process.stdin }).on("line", (line) => {
  const { id, method, params } = JSON.parse(line);
  const result = answers[method]?.(params);
  if (result) console.log(JSON.stringify({ jsonrpc: "2.0", id, result }));
});`;

it("holds the bounds of the workspace's tools that its options give", async () => {
  const workspace = await temporaryFolder();
  await writeFile(join(workspace, "three.txt"), "one\ntwo\nthree\n");
  const bounds = ["--max-read-lines", "2", "--command-timeout-ms", "200"];
  const { url } = await startServing(["--workspace", workspace, ...bounds]);
  const read = await runCli(["chat", "--url", url, "read three.txt"]);
  expect(read.stdout).toContain("one\ntwo\n… lines 1–2 of 3; continue with startLine 3.");
  const slow = await runCli(["chat", "--url", url, "--approve", "all", "run sleep 1000"]);
  expect(slow.stdout).toContain("Ended after 200 ms, its time limit.");
});

it("holds the bounds of MCP servers that its options give", async () => {
  const mcpServers = { slow: { command: process.execPath, args: ["-e", HANGING], trustHints: true } };
  const file = join(await temporaryFolder(), "mcp.json");
  await writeFile(file, JSON.stringify({ mcpServers }));
  const options = ["--mcp-config", file, "--log-level", "info", "--mcp-call-timeout-ms", "300"];
  const { cli, url } = await startServing(options);
  await cli.waitFor(/"name":"slow","state":"ready"/, "stderr");
  const { code, stdout } = await runCli(["chat", "--url", url, "call slow.wait {}"]);
  expect(code).toBe(0);
  expect(stdout).toContain("slow.wait took longer than 0.3 s and was ended.");
});
