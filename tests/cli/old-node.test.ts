import { execFileSync } from "node:child_process";
import { copyFile, mkdir, symlink } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { runCli, startCli } from "./cli-process.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const LAUNCHER = fileURLToPath(new URL("../../packages/cli/bin/aiwhisperer.cjs", import.meta.url));

/** A Node of this machine that cannot run the program by itself. */
function findOldNode(): string | undefined {
  for (const path of ["/usr/bin/node", "/usr/local/bin/node", process.env.npm_node_execpath ?? ""]) {
    const version = versionOf(path);
    if (version !== undefined && version < 22) return path;
  }
  return undefined;
}

function versionOf(path: string): number | undefined {
  try {
    return Number(/^v(\d+)/.exec(execFileSync(path, ["--version"], { encoding: "utf8" }))?.[1]);
  } catch {
    // There is no Node at that place.
    return undefined;
  }
}

const oldNode = findOldNode();

describe.skipIf(oldNode === undefined)(
  "the launcher under an old Node (skipped where the machine has none older than 22)",
  () => {
    const command = [oldNode ?? "", LAUNCHER] as const;

    it("hands over to the project's own Node, with arguments, output and exit code", async () => {
      expect(await runCli(["--version"], { command })).toMatchObject({ code: 0, stderr: "" });
      expect(await runCli(["serve", "--port", "x"], { command })).toMatchObject({
        code: 1,
        stderr: '--port: "x" is not a whole number from 0 to 65535\n',
      });
    });

    it("passes a signal on, and ends as the program does", async () => {
      const dataDir = await temporaryFolder();
      const cli = startCli(["serve", "--trust-local", "--port", "0", "--data-dir", dataDir], { command });
      await cli.waitFor(/listens on/);
      cli.kill("SIGTERM");
      expect(await cli.ended).toMatchObject({ code: 0, signal: null });
    });

    it("says what is needed where the project has brought no Node along", async () => {
      const folder = await temporaryFolder();
      await mkdir(join(folder, "bin"));
      await copyFile(LAUNCHER, join(folder, "bin/aiwhisperer.cjs"));
      const result = await runCli(["serve"], {
        command: [oldNode ?? "", join(folder, "bin/aiwhisperer.cjs")],
      });
      expect(result).toMatchObject({ code: 1, stdout: "" });
      expect(result.stderr).toContain("aiwhisperer needs Node 22.18 or later; this is Node");
      expect(result.stderr).toContain("https://nodejs.org");
    });
  },
);

describe("the launcher under a current Node", () => {
  it("runs the program in its own process, also through a link", async () => {
    const folder = await temporaryFolder();
    await symlink(LAUNCHER, join(folder, "aiwhisperer"));
    const result = await runCli(["--version"], { command: [process.execPath, join(folder, "aiwhisperer")] });
    expect(result).toMatchObject({ code: 0, stderr: "" });
  });
});
