import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { findSandbox } from "../../packages/engine/src/sandbox/find-sandbox.ts";
import {
  DEFAULT_SANDBOX_LIMITS,
  type SandboxLimits,
  type SandboxPlaces,
} from "../../packages/engine/src/sandbox/sandbox.ts";
import { parseMcpConfig } from "../../packages/engine/src/tool/mcp/config/parse-mcp-config.ts";
import { startMcp } from "../tools/support/mcp-rig.ts";
import { placesOf } from "./support/places-of.ts";
import { processesWith } from "./support/processes.ts";
import { describeInSandbox, makeFolder } from "./support/sandboxed-folder.ts";

const SERVER = join(import.meta.dirname, "support/probe-server.ts");

/** Places in which the server's own program can be read, also in a clone below a folder that is hidden. */
function probePlaces(root: string, home: string): SandboxPlaces {
  return { ...placesOf(root, home), readable: [join(import.meta.dirname, "..")] };
}

/** Starts the server that runs commands, by an entry with that sandbox. */
async function startProbe(sandbox: unknown, limits: Partial<SandboxLimits> = {}) {
  const base = await makeFolder();
  const [root, home] = [join(base, "work"), join(base, "home")];
  await mkdir(join(home, ".ssh"), { recursive: true });
  await mkdir(root);
  await writeFile(join(home, ".ssh/id"), "a secret");
  const programs = await findSandbox({
    places: probePlaces(root, home),
    limits: { ...DEFAULT_SANDBOX_LIMITS, ...limits },
    network: false,
  });
  const entry = { command: process.execPath, args: [SERVER], sandbox };
  const rig = startMcp({ probe: entry }, { programs, environment: { ...process.env, HOME: home } });
  await rig.until("ready");
  const run = async (command: string): Promise<string> =>
    String((await rig.call("probe.run", { command })).result);
  return { rig, root, home, run };
}

describeInSandbox("an MCP server in the sandbox", () => {
  it("writes in the workspace only, sees no keys and no other processes, and has no network", async () => {
    const { root, home, run } = await startProbe(true);
    expect(await run("pwd; touch made; echo x > /etc/sandbox-test || true")).toMatch(
      new RegExp(`^${root}\n.*ead-only file system`, "s"),
    );
    expect(existsSync(join(root, "made"))).toBe(true);
    expect(await run(`cat ${home}/.ssh/id; cat /proc/*/cmdline`)).not.toMatch(/a secret|vitest/);
    expect(await run("grep -c : /proc/net/dev")).toBe("1\n");
  });

  it("reaches the network when its entry allows that", async () => {
    const { run } = await startProbe({ network: true });
    const server = createServer((socket) => socket.end());
    onTestFinished(() => void server.close());
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as { readonly port: number };
    const script = `require("net").connect(${port}, () => { console.log("reached"); process.exit(); })`;
    expect(await run(`"${process.execPath}" -e '${script}'`)).toBe("reached\n");
  });

  it("is listed with what confines it, as one outside of the sandbox is", async () => {
    const { rig } = await startProbe(true);
    expect(rig.tool("probe.run").confinement).toEqual({
      sandbox: "bubblewrap",
      network: false,
      summary:
        "Confined by bubblewrap: it changes files in the workspace only, sees no keys, home folder or other processes, and has no network.",
    });
    const { rig: open } = await startProbe(undefined);
    expect(open.tool("probe.run").confinement).toMatchObject({
      network: true,
      summary: expect.stringMatching(/^Not confined: .*`sandbox: true` in the entry/),
    });
  });

  it("ends with all that it has started", async () => {
    const { rig, run } = await startProbe(true);
    const mark = 2_000_000 + process.pid;
    await run(`setsid sleep ${mark} > /dev/null 2>&1 & nohup sleep ${mark} > /dev/null 2>&1 &`);
    await vi.waitFor(() => expect(processesWith(`sleep\0${mark}`)).toHaveLength(2));
    await rig.servers.close();
    await vi.waitFor(() => expect(processesWith(`sleep\0${mark}`)).toEqual([]));
  });

  it("is ended when it exceeds a limit, and started again", async () => {
    const { rig, run } = await startProbe(true, { maxProgramProcesses: 64 });
    const from = rig.statuses.length;
    void run("n=0; while [ $n -lt 200 ]; do sleep 60 & n=$((n + 1)); done; wait");
    if (process.getuid?.() !== 0) return;
    expect(await rig.until("failed", from)).toMatchObject({
      reason: expect.stringContaining("limit maxProgramProcesses"),
    });
  });
});

describe("an MCP server that asks for a sandbox", () => {
  it("does not start where there is none", async () => {
    const programs = { reason: "There is none for this test." };
    const entry = { command: process.execPath, args: [SERVER], sandbox: true };
    const rig = startMcp({ probe: entry }, { programs });
    expect(await rig.until("failed")).toMatchObject({
      reason: expect.stringContaining("its entry asks for a sandbox. There is none for this test."),
    });
  });

  it.each([["yes"], [1], [{ network: "yes" }], [[]]])(
    "is refused when the entry is unclear: %j",
    (sandbox) => {
      const text = JSON.stringify({ mcpServers: { probe: { command: "node", sandbox } } });
      expect(parseMcpConfig(text, {})).toMatchObject([
        { kind: "invalid", problems: [expect.stringContaining("sandbox")] },
      ]);
    },
  );
});
