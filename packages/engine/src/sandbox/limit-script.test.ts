import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { limitLines, shellLimits } from "./limit-script.ts";
import { DEFAULT_SANDBOX_LIMITS } from "./sandbox.ts";

const SHELLS = ["/bin/sh", "/bin/dash", "/bin/bash", "/bin/busybox"].filter((path) => existsSync(path));

/** Runs a script as `/bin/sh` would, where that is the shell. */
const run = (shell: string, lines: readonly string[]): string =>
  spawnSync(shell, ["-c", lines.join("\n")], { argv0: "sh", encoding: "utf8" }).stdout;

/** The soft limit that a line of `/proc/self/limits` has. */
function limitOf(text: string, name: string): string | undefined {
  return new RegExp(`^${name} {2,}(\\S+)`, "m").exec(text)?.[1];
}

describe.each(SHELLS)("limits that %s sets", (shell) => {
  it.skipIf(!existsSync("/proc/self/limits"))("hold for what it starts", () => {
    const limits = {
      maxProgramFileMebibytes: 3,
      maxProgramMebibytes: 900,
      maxProgramProcesses: 5_000,
      maxCommandCpuSeconds: 7,
    };
    const text = run(shell, [...limitLines(limits), "cat /proc/self/limits"]);
    expect(limitOf(text, "Max file size")).toBe(String(3 * 1_048_576));
    expect(limitOf(text, "Max data size")).toBe(String(900 * 1_048_576));
    expect(limitOf(text, "Max processes")).toBe("5000");
    expect(limitOf(text, "Max cpu time")).toBe("7");
    expect(limitOf(text, "Max core file size")).toBe("0");
  });

  it.skipIf(!existsSync("/proc/self/limits"))("leave a limit that is lower already", () => {
    const limits = limitLines({ maxProgramFileMebibytes: 3 });
    const text = run(shell, ["ulimit -f 2", ...limits, "cat /proc/self/limits"]);
    expect(Number(limitOf(text, "Max file size"))).toBe(1_024);
  });
});

it("counts no processes where those of the user's other programs would count", () => {
  expect(shellLimits({ limits: DEFAULT_SANDBOX_LIMITS, hasOwnProcesses: false })).toEqual({
    maxProgramFileMebibytes: 4_096,
  });
});
