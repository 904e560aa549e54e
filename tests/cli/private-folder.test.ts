import { existsSync } from "node:fs";
import { chmod, mkdir, stat, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { runCli } from "./cli-process.ts";
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

  it("that is made by a start is for its user alone", async () => {
    const { dataDir } = await startServing();
    expect((await stat(dataDir)).mode & 0o777).toBe(0o700);
  });
});
