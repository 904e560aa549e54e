import { cp, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, it } from "vitest";
import { hasGrownHere } from "../../packages/cli/src/trust/grown-folder.ts";
import { runCli, startCli } from "../cli/cli-process.ts";
import { temporaryFolder } from "../cli/temporary-folder.ts";

const HOUR = 3_600_000;

/** A data folder with one session, as a server has left it. */
async function dataFolderWithSession(): Promise<string> {
  const cwd = await temporaryFolder();
  const env = { XDG_STATE_HOME: await temporaryFolder() };
  const cli = startCli(["serve", "--port", "0"], { cwd, env });
  const [, port] = await cli.waitFor(/127\.0\.0\.1:(\d+)/);
  expect(await runCli(["chat", "--url", `127.0.0.1:${port}`, "echo kept"], { env })).toMatchObject({
    code: 0,
  });
  cli.kill("SIGTERM");
  await cli.ended;
  return join(cwd, ".aiwhisperer");
}

/** The times of a file as an operating system would report them. */
const times = (bornMs: number, changedMs: number) => async () => ({ bornMs, changedMs });

describe("a data folder of an earlier version, which has no id", () => {
  it("is recognised by a log that was written here, over an hour or more", async () => {
    const folder = await dataFolderWithSession();
    const now = Date.now();
    expect(await hasGrownHere(folder, times(now - 2 * HOUR, now))).toBe(true);
    expect(await hasGrownHere(folder)).toBe(false);
  });

  it.each([
    ["came by a clone or a copy: its sessions are older than the file", HOUR / 60, 3 * HOUR],
    ["claims sessions of a time after its last change", -3 * HOUR, -2 * HOUR],
    ["was written at once", -60_000, 0],
    ["has an unknown birth", Number.NEGATIVE_INFINITY, 0],
  ])("is not recognised where the log %s", async (_, born, changed) => {
    const folder = await dataFolderWithSession();
    const now = Date.now();
    expect(await hasGrownHere(folder, times(now + born, now + changed))).toBe(false);
  });

  it("is not recognised where the log is missing, no log, or one whose table would run something", async () => {
    const folder = await dataFolderWithSession();
    const log = join(folder, "log.sqlite");
    const grown = times(Date.now() - 2 * HOUR, Date.now());
    await rm(log);
    expect(await hasGrownHere(folder, grown)).toBe(false);
    await writeFile(log, "no database");
    expect(await hasGrownHere(folder, grown)).toBe(false);
    await rm(log);
    const db = new DatabaseSync(log);
    db.exec(
      "CREATE VIEW sessions AS WITH RECURSIVE endless(n) AS (SELECT 1 UNION ALL SELECT n FROM endless) SELECT n AS created_at, n AS updated_at FROM endless",
    );
    db.close();
    expect(await hasGrownHere(folder, grown)).toBe(false);
  });

  it("is not recognised, and not served, as a copy", async () => {
    const folder = await dataFolderWithSession();
    const copy = join(await temporaryFolder(), "copy");
    await cp(folder, copy, { recursive: true });
    await rename(folder, `${folder}-moved`);
    expect(await hasGrownHere(copy)).toBe(false);
    const { code, stderr } = await runCli(["serve", "--port", "0"], {
      cwd: await withDataFolder(copy),
      env: { XDG_STATE_HOME: await temporaryFolder() },
    });
    expect(code).toBe(1);
    expect(stderr).toContain("The data folder");
  });
});

async function withDataFolder(folder: string): Promise<string> {
  const cwd = await temporaryFolder();
  await rename(folder, join(cwd, ".aiwhisperer"));
  return cwd;
}
