import { readFile, realpath, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { GetPlanResponse } from "@aiwhisperer/protocol";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runCli, startCli } from "./cli-process.ts";
import { type SpawnedServer, spawnServer, startServing } from "./spawn-server.ts";
import { makeTemporaryFolder, temporaryFolder } from "./temporary-folder.ts";

/** The configuration of a server from npm, as a process. */
function fromNpm(name: string, ...args: readonly string[]) {
  const entry = createRequire(import.meta.url).resolve(`@modelcontextprotocol/${name}/dist/index.js`);
  return { command: process.execPath, args: [entry, ...args] };
}

async function configOf(config: unknown): Promise<string> {
  const file = join(await temporaryFolder(), "mcp.json");
  await writeFile(file, typeof config === "string" ? config : JSON.stringify(config));
  return file;
}

describe("aiwhisperer serve --mcp-config", () => {
  it("offers the tools of a server under its name once it is connected, and does not wait for that", async () => {
    const everything = fromNpm("server-everything", "stdio");
    const file = await configOf({ mcpServers: { everything, unused: { disabled: true } } });
    const { cli, url } = await startServing(["--mcp-config", file, "--log-level", "info"]);
    expect(cli.stdout).toMatch(/^ {2}mcp {6}everything; they are connected to in the background$/m);
    await cli.waitFor(/"state":"ready"/, "stderr");
    const chat = startCli(["chat", "--url", url, "--interactive", "--approve", "all"]);
    chat.write('call everything.echo {"message": "over there"}\n');
    await chat.waitFor(/● everything\.echo over there … Echo: over there\n/);
    chat.end("/tools\n/mcp\n");
    await chat.ended;
    expect(chat.stdout).toMatch(/^ {2}everything\.echo .*mcp:everything( {2}\S.*)?$/m);
    expect(chat.stdout).toMatch(/^ {2}everything +ready +tools: \d+, since \d{4}-/m);
    expect(chat.stdout).toMatch(/^ {2}unused +disabled +tools: 0, since /m);
  });

  it("starts with the entries that can be used, and says what is wrong with the others", async () => {
    const files = { command: "x", port: 1, disabled: true };
    const good = { command: process.execPath, args: ["-e", ""], portt: 1 };
    const file = await configOf({ mcpServers: { odd: {}, files, good } });
    const { cli } = await startServing(["--mcp-config", file, "--log-level", "info"]);
    expect(cli.stdout).toMatch(/^ {2}mcp {6}good; they are connected to in the background$/m);
    expect(cli.stderr).toMatch(/"name":"odd","problems":\["mcpServers\.odd: needs either a command/);
    expect(cli.stderr).toMatch(/"warnings":\["mcpServers\.good\.portt: is unknown and has no effect"\]/);
  });

  it("refuses a file that is no JSON, with the place, or is not there", async () => {
    const broken = await runCli(["serve", "--port", "0", "--mcp-config", await configOf('{\n  "a" 1}')]);
    expect(broken).toMatchObject({ code: 1, stdout: "" });
    expect(broken.stderr).toMatch(/mcp\.json: this is no JSON at line 2 column 7/);
    const missing = await runCli(["serve", "--port", "0", "--mcp-config", "/nowhere.json"]);
    expect(missing.stderr).toMatch(/^\/nowhere\.json: the MCP servers cannot be read \(ENOENT/);
  });
});

describe("servers from npm under aiwhisperer serve", () => {
  let server: SpawnedServer;
  let folder: string;
  beforeAll(async () => {
    folder = await realpath(await makeTemporaryFolder());
    const everything = fromNpm("server-everything", "stdio");
    const filesystem = fromNpm("server-filesystem", folder);
    const file = join(folder, "mcp.json");
    await writeFile(file, JSON.stringify({ mcpServers: { everything, filesystem } }));
    server = await spawnServer(["--mcp-config", file, "--log-level", "info"]);
    for (const name of ["everything", "filesystem"]) {
      await server.cli.waitFor(new RegExp(`"name":"${name}","state":"ready"`), "stderr");
    }
  });
  afterAll(async () => {
    await server.stop();
    await rm(folder, { recursive: true });
  });

  const chat = (tool: string, args: object) =>
    runCli(["chat", "--url", server.url, "--approve", "all", `call ${tool} ${JSON.stringify(args)}`]);

  it("work through a chat: what they gave is the answer, what they did is done", async () => {
    const echo = await chat("everything.echo", { message: "hi" });
    expect(echo).toMatchObject({ code: 0, stderr: "● everything.echo hi … Echo: hi\n" });
    expect(echo.stdout).toContain("Echo: hi");
    const path = join(folder, "chat.txt");
    const written = await chat("filesystem.write_file", { path, content: "by a chat" });
    expect(written.code).toBe(0);
    expect(await readFile(path, "utf8")).toBe("by a chat");
    expect((await chat("filesystem.read_text_file", { path })).stdout).toContain("by a chat");
  });

  it("work through a plan, each in a task of its own", async () => {
    const path = join(folder, "plan.txt");
    const task = (id: string, tool: string, args: object, dependsOn: readonly string[] = []) => {
      const instructions = `call ${tool} ${JSON.stringify(args)}`;
      return { id, kind: "ai_interaction", instructions, dependsOn };
    };
    const tasks = [
      task("write", "filesystem.write_file", { path, content: "by a plan" }),
      task("read", "filesystem.read_text_file", { path }, ["write"]),
      task("sum", "everything.get-sum", { a: 2, b: 40 }),
    ];
    const file = join(folder, "plan.json");
    await writeFile(file, JSON.stringify({ name: "servers", tasks }));
    const run = await runCli(["plan", "run", "--approve", "all", file, "--url", server.url]);
    expect(run.code).toBe(0);
    expect(await readFile(path, "utf8")).toBe("by a plan");
    const { stdout } = await runCli(["plan", "status", "--json", file, "--url", server.url]);
    const results = (JSON.parse(stdout) as GetPlanResponse).tasks.map(({ taskId, result }) => [
      taskId,
      result,
    ]);
    expect(Object.fromEntries(results)).toMatchObject({
      read: expect.stringContaining("by a plan"),
      sum: expect.stringContaining("42"),
    });
  });
});
