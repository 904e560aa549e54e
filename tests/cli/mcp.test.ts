import { writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { runCli, startCli } from "./cli-process.ts";
import { startServing } from "./spawn-server.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const EVERYTHING = createRequire(import.meta.url).resolve(
  "@modelcontextprotocol/server-everything/dist/index.js",
);

async function configOf(config: unknown): Promise<string> {
  const file = join(await temporaryFolder(), "mcp.json");
  await writeFile(file, typeof config === "string" ? config : JSON.stringify(config));
  return file;
}

describe("aiwhisperer serve --mcp-config", () => {
  it("offers the tools of a server under its name once it stands, and does not wait for that", async () => {
    const server = { command: process.execPath, args: [EVERYTHING, "stdio"] };
    const file = await configOf({ mcpServers: { everything: server, unused: { disabled: true } } });
    const { cli, url } = await startServing(["--mcp-config", file, "--log-level", "info"]);
    expect(cli.stdout).toMatch(/^ {2}mcp {6}everything; they are connected to in the background$/m);
    await cli.waitFor(/"state":"ready"/, "stderr");
    const chat = startCli(["chat", "--url", url, "--interactive", "--approve", "all"]);
    chat.write('call everything.echo {"message": "over there"}\n');
    await chat.waitFor(/● everything\.echo over there … Echo: over there\n/);
    chat.end("/tools\n");
    await chat.ended;
    expect(chat.stdout).toMatch(/^ {2}everything\.echo .*mcp:everything$/m);
  });

  it("says what is wrong with the file, each fault with its place", async () => {
    const file = await configOf({ mcpServers: { "a b": {}, files: { command: "x", port: 1 } } });
    const { code, stdout, stderr } = await runCli(["serve", "--port", "0", "--mcp-config", file]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    const lines = stderr.trimEnd().split("\n");
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatch(`${file}: mcpServers.a b: `);
    expect(lines[1]).toMatch(`${file}: mcpServers.files.port: `);
    const broken = await runCli(["serve", "--port", "0", "--mcp-config", await configOf("{")]);
    expect(broken.stderr).toMatch(/mcp\.json: this is no JSON/);
    const missing = await runCli(["serve", "--port", "0", "--mcp-config", "/nowhere.json"]);
    expect(missing.stderr).toMatch(/^\/nowhere\.json: the MCP servers cannot be read \(ENOENT/);
  });
});
