import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { chmod, mkdir, stat, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { revealHidden } from "@aiwhisperer/protocol";
import { describe, expect, it } from "vitest";
import { runCli, startCli } from "./cli-process.ts";
import { startServing } from "./spawn-server.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const serve = (dataDir: string) => runCli(["serve", "--port", "0", "--data-dir", dataDir]);

describe("a data folder", () => {
  it("that other users can enter is refused with the command that fixes it", async () => {
    for (const mode of [0o755, 0o770, 0o701]) {
      const dataDir = join(await temporaryFolder(), "data");
      await mkdir(dataDir);
      await chmod(dataDir, mode);
      const { code, stdout, stderr } = await serve(dataDir);
      expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
      expect(stderr).toContain(`Run: chmod 700 ${dataDir}`);
      expect(existsSync(join(dataDir, "log.sqlite"))).toBe(false);
    }
  });

  it("that is a symbolic link or a file is refused", async () => {
    const folder = await temporaryFolder();
    const target = join(folder, "target");
    await mkdir(target, { mode: 0o700 });
    const link = join(folder, "link");
    await symlink(target, link);
    expect((await serve(link)).stderr).toContain("is a symbolic link");
    const file = join(folder, "file");
    await writeFile(file, "");
    expect((await serve(file)).stderr).toContain("is not a folder");
  });

  it.runIf(existsSync("/bin/bash") || process.env.CI)(
    "whose name has characters of a shell or of a terminal is named without them, and the command does as it says (needs bash)",
    async () => {
      const cwd = await temporaryFolder();
      const name = "x;touch pwned;\u001b[2J\u202e'$(touch pwned)";
      const dataDir = join(cwd, name, "data");
      await mkdir(dataDir, { recursive: true });
      await chmod(dataDir, 0o755);
      const { stderr } = await serve(dataDir);
      expect(stderr).toContain("⟨U+001B⟩[2J⟨U+202E⟩");
      expect(revealHidden(stderr)).toBe(stderr);
      const [, command = ""] = /Run: (.*)\n/.exec(stderr) ?? [];
      await promisify(execFile)("/bin/bash", ["-c", command], { cwd });
      expect((await stat(dataDir)).mode & 0o777).toBe(0o700);
      expect(existsSync(join(cwd, "pwned"))).toBe(false);
      const cli = startCli(["serve", "--port", "0", "--trust-local"], {
        cwd: join(cwd, name),
        env: { XDG_STATE_HOME: await temporaryFolder() },
      });
      await cli.waitFor(/listens on/);
      expect(revealHidden(cli.stdout)).toBe(cli.stdout);
    },
  );

  it("that is made by a start is for its user alone", async () => {
    const { dataDir } = await startServing();
    expect((await stat(dataDir)).mode & 0o777).toBe(0o700);
  });
});
