import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createClient, type SessionHandle, ToolDecision } from "@aiwhisperer/client";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { runCli } from "../cli/cli-process.ts";
import { type SpawnOptions, startServing } from "../cli/spawn-server.ts";
import { processesWith } from "./support/processes.ts";
import { describeInSandbox, makeFolder, makeSystemFolder } from "./support/sandboxed-folder.ts";

/** Starts a server whose workspace is a folder of its own, with a home folder and a state folder. */
async function startConfined(args: readonly string[] = [], { env = {}, ...options }: SpawnOptions = {}) {
  const base = await makeFolder();
  const [workspace, home] = [join(base, "work"), join(base, "home")];
  await mkdir(workspace);
  await mkdir(join(home, ".ssh"), { recursive: true });
  await writeFile(join(home, ".ssh/id_ed25519"), "a secret");
  const server = await startServing(["--workspace", workspace, ...args], {
    cwd: workspace,
    env: { HOME: home, ...env },
    ...options,
  });
  return { ...server, workspace, home };
}

/** Has a command run by the model. Returns its result. */
async function runCommand(url: string, command: string, env: Readonly<Record<string, string>> = {}) {
  const { stdout } = await runCli(["chat", "--url", url, "--approve", "all", `run ${command}`], { env });
  return stdout;
}

async function startChat(wsUrl: string): Promise<SessionHandle> {
  const client = createClient({ url: wsUrl });
  onTestFinished(() => client.close());
  return await client.startSession({});
}

describeInSandbox("a server with a sandbox", () => {
  it("says at its start, in the list of tools and in the question what confines commands", async () => {
    const { cli, wsUrl, url } = await startConfined();
    expect(cli.stdout).toMatch(/^ {2}commands run in a sandbox \(bubblewrap\), without the network$/m);
    const client = createClient({ url: wsUrl });
    onTestFinished(() => client.close());
    const session = await client.startSession({});
    const { tools } = await client.rpc.listTools({});
    const confinement = {
      sandbox: "bubblewrap",
      network: false,
      summary: expect.stringMatching(/^Confined by/),
    };
    expect(tools.find(({ name }) => name === "run_command")).toMatchObject({ confinement });
    expect(tools.find(({ name }) => name === "read_file")).not.toHaveProperty("confinement");
    await session.send("run echo said");
    await vi.waitFor(() => expect(session.state.pendingApprovals).toHaveLength(1));
    const [call] = session.state.pendingApprovals;
    expect(call?.approval).toMatchObject({ confinement });
    const admin = await fetch(`${url}/admin/api/server`);
    expect(await admin.json()).toMatchObject({ confinement });
  });

  it("keeps commands from its data, its token, its keys, its variables and its port", async (context) => {
    const state = await makeSystemFolder("/var", context);
    const env = { XDG_STATE_HOME: state, OPENAI_API_KEY: "sk-a-secret" };
    const { url, dataDir, home } = await startConfined([], { env, asksForToken: true });
    const [record = ""] = await readdir(join(state, "aiwhisperer/servers"));
    expect(await readFile(join(state, "aiwhisperer/servers", record), "utf8")).toContain("token");
    const look = (command: string): Promise<string> => runCommand(url, command, env);
    expect(await look(`grep -r token ${state} ${dataDir}`)).not.toContain(":{");
    expect(await look(`cat ${home}/.ssh/id_ed25519`)).not.toContain("a secret");
    expect(await look(`cat ${state}/aiwhisperer/servers/${record}`)).toContain("No such file");
    expect(await look("cat /proc/*/environ")).not.toContain("sk-a-secret");
    const fetching = `"${process.execPath}" -e 'fetch("${url}/healthz").then(() => console.log("reached"), (e) => console.log(e.cause.code))'`;
    expect(await look(fetching)).toContain("ECONNREFUSED");
  });

  it("hides its data folder in the workspace", async () => {
    const base = await makeFolder();
    const cli = await startServing(["--workspace", base, "--data-dir", join(base, "deep/data")]);
    expect(existsSync(join(base, "deep/data/log.sqlite"))).toBe(true);
    expect(await runCommand(cli.url, "ls deep/data; mv deep shallow; ls shallow")).not.toContain(
      "log.sqlite",
    );
    expect(existsSync(join(base, "deep/data/log.sqlite"))).toBe(true);
  });

  it("keeps commands from the scripts of MCP servers and the modules of plug-ins in its workspace", async () => {
    const base = await makeFolder();
    const [workspace, home] = [join(base, "work"), join(base, "home")];
    await mkdir(join(workspace, "tools"), { recursive: true });
    await mkdir(home);
    const files: Readonly<Record<string, string>> = {
      "tools/server.mjs": 'import "./part.mjs";\n',
      "tools/part.mjs": 'process.stdin.resume().on("end", () => process.exit());\n',
      "plugin.mjs": 'import { name } from "./name.mjs";\nexport const plugin = { name, register() {} };\n',
      "name.mjs": 'export const name = "mine";\n',
      "mcp.json": JSON.stringify({
        mcpServers: { own: { command: process.execPath, args: [join(workspace, "tools/server.mjs")] } },
      }),
    };
    for (const [name, text] of Object.entries(files)) await writeFile(join(workspace, name), text);
    const args = ["--mcp-config", join(workspace, "mcp.json"), "--plugin", join(workspace, "plugin.mjs")];
    const { url } = await startServing(["--workspace", workspace, ...args], {
      cwd: workspace,
      env: { HOME: home },
    });
    await runCommand(
      url,
      `for f in ${Object.keys(files).join(" ")}; do echo evil >> $f; done; mv tools old; mkdir tools; echo evil > tools/server.mjs`,
    );
    for (const [name, text] of Object.entries(files)) {
      expect([name, await readFile(join(workspace, name), "utf8")]).toEqual([name, text]);
    }
  });

  it("keeps commands from its own program where that is in the workspace", async () => {
    const own = join(import.meta.dirname, "../..");
    const base = await makeFolder();
    const { url } = await startServing(["--workspace", own], { env: { HOME: base } });
    const names = ["packages", "packages/cli/src", "packages/engine", "node_modules", "node_modules/.bin"];
    const text = await runCommand(
      url,
      `for f in ${names.join(" ")}; do touch $f/sandbox-test && rm $f/sandbox-test && echo made $f; done; (: >> package.json) && echo changed; echo end`,
    );
    expect(text).toContain("end");
    expect(text).not.toMatch(/^(?:> )?(?:made|changed)/m);
  });

  it("does not do without a sandbox because of what is in the workspace", async () => {
    const base = await makeFolder();
    const modules = Array.from({ length: 2_100 }, (_, index) => join(base, ".git/modules", String(index)));
    for (const each of modules) await mkdir(each, { recursive: true });
    const { code, stderr } = await runCli([
      "serve",
      ...["--port", "0", "--workspace", base, "--data-dir", await makeFolder(), "--command-sandbox", "auto"],
    ]);
    expect(code).toBe(1);
    expect(stderr).toContain("Commands cannot be confined. There are more than 2000 folders");
  });

  it("leaves no process of a command when it is killed", async () => {
    const { cli, wsUrl } = await startConfined();
    const mark = 3_000_000 + process.pid;
    const session = await startChat(wsUrl);
    await session.send(`run setsid sleep ${mark} & nohup sleep ${mark} & sleep ${mark}`);
    await vi.waitFor(() => expect(session.state.pendingApprovals).toHaveLength(1));
    await session.decide(session.state.pendingApprovals[0]!.toolCallId, ToolDecision.AllowOnce);
    await vi.waitFor(() => expect(processesWith(`sleep\0${mark}`)).toHaveLength(3), { timeout: 10_000 });
    cli.kill("SIGKILL");
    await vi.waitFor(() => expect(processesWith(`sleep\0${mark}`)).toEqual([]), { timeout: 10_000 });
  });

  it("lets commands use the network, and other folders, if options allow it", async (context) => {
    const folder = await makeSystemFolder("/var", context);
    const { cli, url } = await startConfined(["--command-network", "allow", "--command-writable", folder]);
    expect(cli.stdout).toContain("commands run in a sandbox (bubblewrap), with the network");
    await runCommand(url, `touch ${folder}/made`);
    expect(existsSync(join(folder, "made"))).toBe(true);
  });
});

describe("a server without a sandbox", () => {
  it("warns at its start and says so in the question when the sandbox is off", async () => {
    const { cli, wsUrl } = await startConfined(["--command-sandbox", "off"]);
    const warning =
      "commands WARNING: not confined: they can do all that this user can. The sandbox is off (--command-sandbox off).";
    expect(cli.stdout).toContain(warning);
    const session = await startChat(wsUrl);
    await session.send("run echo said");
    await vi.waitFor(() => expect(session.state.pendingApprovals).toHaveLength(1));
    expect(session.state.pendingApprovals[0]?.approval?.confinement).toEqual({
      network: true,
      summary:
        "Not confined: it can do all that the server's user can. The sandbox is off (--command-sandbox off).",
    });
  });

  it("does not start where one is required and cannot be had", async () => {
    const dataDir = await makeFolder();
    const args = [
      "serve",
      "--port",
      "0",
      "--command-sandbox",
      "required",
      "--workspace",
      "/",
      "--data-dir",
      dataDir,
    ];
    const { code, stderr } = await runCli(args);
    expect(code).toBe(1);
    expect(stderr).toContain("Commands cannot be confined, and --command-sandbox required asks for it.");
  });
});
