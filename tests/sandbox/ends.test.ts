import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it, onTestFinished, vi } from "vitest";
import { placesOf } from "./support/places-of.ts";
import { processesWith } from "./support/processes.ts";
import {
  createSandboxedFolder,
  describeInSandbox,
  type SandboxedFolder,
} from "./support/sandboxed-folder.ts";

/**
 * Starts a process that runs a command in the sandbox so many times at once; it writes `begun` before, and
 * the output.
 */
function startProcess({ root, home }: SandboxedFolder, command: string, count: number) {
  const source = (name: string): string =>
    JSON.stringify(fileURLToPath(new URL(`../../packages/engine/src/${name}.ts`, import.meta.url)));
  const script = `
    import { createWorkspaceTools } from ${source("tool/workspace/workspace-tools")};
    import { findSandbox } from ${source("sandbox/find-sandbox")};
    import { DEFAULT_SANDBOX_LIMITS as limits } from ${source("sandbox/sandbox")};
    const places = ${JSON.stringify(placesOf(root, home))};
    const programs = await findSandbox({ places, limits, network: false });
    const tools = await createWorkspaceTools({ root: places.workspace, programs });
    const { signal } = new AbortController();
    const progress = ({ text }) => process.stdout.write(text);
    process.stdout.write("begun ");
    const call = { sessionId: "s", toolCallId: "c", signal, progress };
    for (let n = 0; n < ${count}; n += 1) tools.at(-1).run({ command: ${JSON.stringify(command)} }, call);`;
  const args = ["--input-type=module", "-e", script];
  return spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
}

/** A number that no other process has in its command line. */
let nextMark = 1_000_000 + process.pid * 100;

describeInSandbox("the processes of a command in the sandbox", () => {
  it("end when its call is cancelled, also those that ignore SIGTERM or have left the group", async () => {
    const workspace = await createSandboxedFolder({ commandKillGraceMs: 50 });
    const mark = nextMark++;
    const command = `trap '' TERM; setsid sleep ${mark} & (trap '' TERM; sleep ${mark}) & nohup sleep ${mark} & echo ready; while :; do sleep ${mark}; done`;
    const abort = new AbortController();
    const ready = Promise.withResolvers<void>();
    const outcome = workspace.call(
      "run_command",
      { command },
      { signal: abort.signal, onText: () => ready.resolve() },
    );
    await ready.promise;
    await vi.waitFor(() => expect(processesWith(`sleep\0${mark}`)).toHaveLength(4));
    abort.abort(new Error("cancelled"));
    await expect(outcome).rejects.toThrow("cancelled");
    expect(processesWith(`${mark}`)).toEqual([]);
  });

  it("have the time to end by themselves", async () => {
    const workspace = await createSandboxedFolder({ commandKillGraceMs: 10_000 });
    const command = "trap 'touch cleaned-up; exit 7' TERM; echo ready; while :; do sleep 0.01; done";
    const abort = new AbortController();
    const ready = Promise.withResolvers<void>();
    const outcome = workspace.call(
      "run_command",
      { command },
      { signal: abort.signal, onText: () => ready.resolve() },
    );
    await ready.promise;
    abort.abort(new Error("cancelled"));
    await expect(outcome).rejects.toThrow("cancelled");
    expect(existsSync(join(workspace.root, "cleaned-up"))).toBe(true);
  });

  it("end at the time limit", async () => {
    const workspace = await createSandboxedFolder({ commandKillGraceMs: 50 });
    const mark = nextMark++;
    const args = { command: `echo asked; sleep ${mark} & sleep ${mark}`, timeoutMs: 5_000 };
    expect(await workspace.result("run_command", args)).toMatch(
      /^asked\n\(Ended after 5,000 ms, its time limit\./,
    );
    expect(processesWith(`${mark}`)).toEqual([]);
  });

  it("do not stay behind when it has ended, daemons neither", async () => {
    const workspace = await createSandboxedFolder();
    const mark = nextMark++;
    const command = `sleep ${mark} & setsid sh -c 'trap "touch asked; exit" TERM; touch up; while :; do sleep 0.01; done' 2> /dev/null & while [ ! -e up ]; do sleep 0.01; done`;
    expect(await workspace.result("run_command", { command })).toBe(
      "(Exit code 0. Processes that it left in the background were ended.)",
    );
    expect(processesWith(`${mark}`)).toEqual([]);
    expect(existsSync(join(workspace.root, "asked"))).toBe(true);
  });

  it.each(["SIGKILL", "SIGTERM"] as const)("end with the server's process (%s)", async (signal) => {
    const workspace = await createSandboxedFolder();
    const mark = nextMark++;
    const command = `trap '' TERM; setsid sleep ${mark} & nohup sleep ${mark} & echo ready; while :; do sleep ${mark}; done`;
    const server = startProcess(workspace, command, 1);
    onTestFinished(() => void server.kill("SIGKILL"));
    await new Promise((resolve) => server.stdout.once("data", resolve));
    await vi.waitFor(() => expect(processesWith(`sleep\0${mark}`)).toHaveLength(3));
    server.kill(signal);
    await vi.waitFor(() => expect(processesWith(`sleep\0${mark}`)).toEqual([]), { timeout: 10_000 });
  });

  it("leave nothing behind when the server is killed while sandboxes are being made", async () => {
    const workspace = await createSandboxedFolder();
    const mark = nextMark++;
    for (let delayMs = 0; delayMs < 60; delayMs += 6) {
      const server = startProcess(workspace, `trap '' TERM; setsid sleep ${mark} & sleep ${mark}`, 4);
      await new Promise((resolve) => server.stdout.once("data", resolve));
      await new Promise((resolve) => setTimeout(resolve, delayMs));
      server.kill("SIGKILL");
      await vi.waitFor(() => expect(processesWith(`${mark}`)).toEqual([]), { timeout: 10_000 });
    }
  });
});
