import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { ToolDisplayKind } from "@aiwhisperer/protocol";
import { describe, expect, it, vi } from "vitest";
import { checkArgumentsOf } from "./support/check-arguments-of.ts";
import { createWorkspaceFolder, type WorkspaceFolder } from "./workspace-folder.ts";

/**
 * Runs a command. Returns its output up to the line that says that it is ready, and its `outcome`.
 */
async function runUntil(workspace: WorkspaceFolder, command: string, line: string, args: object = {}) {
  const abort = new AbortController();
  const ready = Promise.withResolvers<string>();
  let text = "";
  const onText = (piece: string): void => {
    text += piece;
    if (text.includes(line)) ready.resolve(text);
  };
  const outcome = workspace.call("run_command", { command, ...args }, { signal: abort.signal, onText });
  outcome.catch(ready.reject);
  return { text: await ready.promise, outcome, abort };
}

/** The process ids that a command has printed as `pid=…`. */
function pidsIn(text: string): readonly number[] {
  return [...text.matchAll(/pid=(\d+)/g)].map(([, pid]) => Number(pid));
}

/** Whether it runs; what has ended and only waits to be collected does not. */
async function isRunning(pid: number): Promise<boolean> {
  const status = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => ") X");
  return !/\) [ZX]/.test(status);
}

async function runningOf(pids: readonly number[]): Promise<readonly number[]> {
  const running = await Promise.all(pids.map(async (pid) => ((await isRunning(pid)) ? [pid] : [])));
  return running.flat();
}

describe("run_command", () => {
  it("returns output, errors in their order among it, and the exit code", async () => {
    const workspace = await createWorkspaceFolder();
    const command = "echo one; echo two >&2; echo three; exit 3";
    expect(await workspace.call("run_command", { command })).toEqual({
      result: "one\ntwo\nthree\n(Exit code 3.)",
      isError: true,
    });
    expect(await workspace.call("run_command", { command: "printf done" })).toEqual({
      result: "done\n(Exit code 0.)",
      isError: false,
    });
  });

  it("shows the command before it runs, and where", async () => {
    const workspace = await createWorkspaceFolder();
    expect(await workspace.preview("run_command", { command: "rm -rf build" })).toEqual({
      kind: ToolDisplayKind.Command,
      text: "rm -rf build",
    });
    await workspace.file("a/file");
    expect(await workspace.preview("run_command", { command: "ls", cwd: "a" })).toMatchObject({ title: "a" });
  });

  it("takes no folder for a Git repository whose settings are ordinary files of the workspace", async () => {
    const workspace = await createWorkspaceFolder();
    const settings = "[core]\n\tbare = false\n\tworktree = .\n\tfsmonitor = touch ran; false\n";
    await workspace.file("HEAD", "ref: refs/heads/main\n");
    await workspace.file("config", settings);
    await workspace.file("objects/a");
    await workspace.file("refs/a");
    const text = await workspace.result("run_command", { command: "git status" });
    expect(text).toContain("safe.bareRepository");
    expect(existsSync(join(workspace.root, "ran"))).toBe(false);
  });

  it("runs in the workspace folder, or in one of it", async () => {
    const workspace = await createWorkspaceFolder();
    await workspace.file("sub/a.txt");
    const { root } = workspace;
    expect(await workspace.result("run_command", { command: "pwd" })).toBe(`${root}\n(Exit code 0.)`);
    expect(await workspace.result("run_command", { command: "pwd; ls", cwd: "sub" })).toBe(
      `${root}/sub\na.txt\n(Exit code 0.)`,
    );
    await expect(workspace.call("run_command", { command: "ls", cwd: "sub/a.txt" })).rejects.toThrow(
      /^sub\/a\.txt is no folder/,
    );
  });

  it("takes quotes, ends of line and a last comment as the shell does", async () => {
    const workspace = await createWorkspaceFolder();
    const command = `echo "it's" 'a "test"'\necho $((1 + 1)) \\$0 # end`;
    expect(await workspace.result("run_command", { command })).toBe(`it's a "test"\n2 $0\n(Exit code 0.)`);
  });

  it("passes no input to a command", async () => {
    const workspace = await createWorkspaceFolder();
    expect(await workspace.result("run_command", { command: "cat; echo end" })).toBe("end\n(Exit code 0.)");
  });

  it("passes no secrets of the server to a command", async () => {
    const environment = {
      PATH: process.env.PATH,
      LANG: "C",
      OPENAI_API_KEY: "sk-1",
      AIWHISPERER_TOKEN: "t",
    };
    const workspace = await createWorkspaceFolder({ environment });
    const text = await workspace.result("run_command", { command: "env | sort" });
    const names = text.split("\n").flatMap((line) => /^(\w+)=/.exec(line)?.[1] ?? []);
    const own = /^(?:PWD|SHLVL|_|OLDPWD|GIT_CONFIG_\w+)$/;
    expect(names.filter((name) => !own.test(name))).toEqual(["LANG", "PATH"]);
  });

  it("reports its output while it runs", async () => {
    const workspace = await createWorkspaceFolder();
    const command = "echo first; while [ ! -e go ]; do sleep 0.01; done; echo second";
    const { text, outcome } = await runUntil(workspace, command, "first");
    expect(text).toBe("first\n");
    await workspace.file("go");
    expect((await outcome).result).toBe("first\nsecond\n(Exit code 0.)");
  });

  it("keeps the beginning and the end of a long output", async () => {
    const workspace = await createWorkspaceFolder({ maxWorkspaceOutputLength: 1_000 });
    const text = await workspace.result("run_command", { command: "echo start; seq 100000; echo end" });
    expect(text).toMatch(/^start\n1\n2\n/);
    expect(text).toMatch(
      /… [\d,]+ of 588,905 characters left out here; to see them, send the output to a file/,
    );
    expect(text).toMatch(/\n100000\nend\n\(Exit code 0\.\)$/);
    expect(text.length).toBeLessThan(1_200);
  });

  it("ends a command whose output has no end", async () => {
    const workspace = await createWorkspaceFolder({ maxCommandBytes: 1_000_000 });
    const outcome = await workspace.call("run_command", { command: "yes" });
    expect(outcome.isError).toBe(true);
    expect(outcome.result).toMatch(/\(Ended because its output passed 1,000,000 bytes\./);
  });

  it("shows bytes that are no UTF-8 as such, and characters that come in parts as a whole", async () => {
    const workspace = await createWorkspaceFolder();
    const command = "printf '\\342\\202'; sleep 0.05; printf '\\254 \\377'";
    expect(await workspace.result("run_command", { command })).toBe("€ \ufffd\n(Exit code 0.)");
  });

  it("says that a signal ended a command", async () => {
    const workspace = await createWorkspaceFolder();
    expect(await workspace.call("run_command", { command: "kill -KILL $$" })).toEqual({
      result: "(Ended by SIGKILL.)",
      isError: true,
    });
  });

  it.each([
    [{ command: "echo \0" }, "A command cannot have a NUL character."],
    [{ command: `: ${"x".repeat(200_000)}` }, /could not be started \(E2BIG\)\. The command is too long/],
  ])("says why a command cannot be started", async (args, reason) => {
    const workspace = await createWorkspaceFolder();
    await expect(workspace.call("run_command", args)).rejects.toThrow(reason);
  });

  it("takes no longer time than the longest that is allowed", async () => {
    const workspace = await createWorkspaceFolder({ maxCommandTimeoutMs: 5_000 });
    const { inputSchema, timeoutMs } = workspace.tool("run_command");
    expect(await checkArgumentsOf(inputSchema, { command: "ls", timeoutMs: 5_000 })).toBeUndefined();
    expect(await checkArgumentsOf(inputSchema, { command: "ls", timeoutMs: 5_001 })).toMatch(/5000/);
    expect(timeoutMs).toBeGreaterThan(5_000);
  });

  it("starts nothing when its call has been cancelled", async () => {
    const workspace = await createWorkspaceFolder();
    const signal = AbortSignal.abort(new Error("cancelled"));
    await expect(workspace.call("run_command", { command: "touch a" }, { signal })).rejects.toThrow(
      "cancelled",
    );
    expect(existsSync(join(workspace.root, "a"))).toBe(false);
  });
});

describe("the processes of a command", () => {
  /**
   * A shell that ignores SIGTERM, with a child and a grandchild that do so too; all of them tell who they
   * are.
   */
  const STUBBORN = `
    trap '' TERM
    (trap '' TERM; echo pid=$(exec sh -c 'echo $PPID'); (echo pid=$(exec sh -c 'echo $PPID'); while :; do sleep 1; done) & while :; do sleep 1; done) &
    echo pid=$$
    while [ ! -e never ]; do sleep 1; done`;

  it("are ended when its call is cancelled, also those that ignore SIGTERM", async () => {
    const workspace = await createWorkspaceFolder({ commandKillGraceMs: 50 });
    const told = Promise.withResolvers<string>();
    const abort = new AbortController();
    let text = "";
    const onText = (piece: string): void => {
      text += piece;
      if (pidsIn(text).length === 3) told.resolve(text);
    };
    const outcome = workspace.call("run_command", { command: STUBBORN }, { signal: abort.signal, onText });
    const pids = pidsIn(await told.promise);
    expect(await runningOf(pids)).toEqual(pids);
    abort.abort(new Error("cancelled"));
    await expect(outcome).rejects.toThrow("cancelled");
    expect(await runningOf(pids)).toEqual([]);
  });

  it("are ended at the time limit, and what it put out is given", async () => {
    const workspace = await createWorkspaceFolder({ commandKillGraceMs: 50 });
    const command = "sleep 1000 & echo pid=$! pid=$$; sleep 1000";
    const { text, outcome } = await runUntil(workspace, command, "\n", { timeoutMs: 1_000 });
    const { result, isError } = await outcome;
    expect(isError).toBe(true);
    expect(result).toBe(
      `${text}(Ended after 1,000 ms, its time limit. Ask for a longer timeoutMs, up to 600,000, or for less.)`,
    );
    expect(await runningOf(pidsIn(text))).toEqual([]);
  });

  it("are ended after the usual time when its call asks for none", async () => {
    const workspace = await createWorkspaceFolder({ commandTimeoutMs: 100 });
    const { result } = await workspace.call("run_command", { command: "sleep 1000" });
    expect(result).toMatch(/^\(Ended after 100 ms, its time limit\./);
  });

  it("have the time to end by themselves", async () => {
    const workspace = await createWorkspaceFolder({ commandKillGraceMs: 10_000 });
    const command = "trap 'touch cleaned-up; exit 7' TERM; echo ready; while :; do sleep 0.01; done";
    const { abort, outcome } = await runUntil(workspace, command, "ready");
    abort.abort(new Error("cancelled"));
    await expect(outcome).rejects.toThrow("cancelled");
    expect(existsSync(join(workspace.root, "cleaned-up"))).toBe(true);
  });

  it("do not stay behind in the background when it has ended", async () => {
    const workspace = await createWorkspaceFolder();
    const text = await workspace.result("run_command", { command: "sleep 1000 & echo pid=$!" });
    expect(text).toMatch(/\(Exit code 0\. Processes that it left in the background were ended\.\)$/);
    const pids = pidsIn(text);
    expect(pids).toHaveLength(1);
    expect(await runningOf(pids)).toEqual([]);
  });

  it("are killed when the server's process ends", async () => {
    const workspace = await createWorkspaceFolder();
    const tools = fileURLToPath(
      new URL("../../packages/engine/src/tool/workspace/workspace-tools.ts", import.meta.url),
    );
    const script = `
      import { createWorkspaceTools } from ${JSON.stringify(tools)};
      const tools = await createWorkspaceTools({ root: ${JSON.stringify(workspace.root)} });
      const command = "trap '' TERM; echo pid=$$; while :; do sleep 1; done";
      const { signal } = new AbortController();
      const progress = ({ text }) => process.stdout.write(text, () => process.exit());
      await tools.at(-1).run({ command }, { sessionId: "s", toolCallId: "c", signal, progress });`;
    const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "-e", script]);
    const pids = pidsIn(stdout);
    expect(pids).toHaveLength(1);
    await vi.waitFor(async () => expect(await runningOf(pids)).toEqual([]));
  });

  it("are not waited for once they have left its group", async () => {
    const workspace = await createWorkspaceFolder();
    const command =
      "setsid sh -c 'echo pid=$$; touch left; exec sleep 1000' & while [ ! -e left ]; do sleep 0.01; done";
    const text = await workspace.result("run_command", { command });
    const [pid] = pidsIn(text);
    expect(await runningOf([pid!])).toEqual([pid]);
    process.kill(pid!);
    expect(text).toMatch(/\(Exit code 0\.\)$/);
  });
});
