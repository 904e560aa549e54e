import { copyFileSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { SqliteEventLog } from "@aiwhisperer/engine";
import { beforeEach, describe, expect, it } from "vitest";
import { changeRow, overwriteRoot } from "../chaos/support/harm-session.ts";
import { storeSessions } from "../chaos/support/stored-sessions.ts";
import { appendOf } from "../log/sample.ts";
import { runCli } from "./cli-process.ts";
import { startServing } from "./spawn-server.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const PAGE = 4096;

let dataDir: string;
let path: string;
beforeEach(async () => {
  dataDir = await temporaryFolder();
  path = join(dataDir, "log.sqlite");
});

const run = (command: "check" | "repair") => runCli([command, "--data-dir", dataDir]);
/** Without the lock, which every command that uses the folder leaves there. */
const filesOf = () =>
  readdirSync(dataDir)
    .filter((name) => name !== "owner.lock")
    .toSorted();

/** Changes one byte of a file. */
function flip(file: string, at: number): void {
  const bytes = readFileSync(file);
  bytes[at] = (bytes[at] ?? 0) ^ 0x10;
  writeFileSync(file, bytes);
}

/** Leaves a log as a killed process does: every commit is in the write-ahead file. */
async function storeKilled(): Promise<void> {
  const folder = await temporaryFolder();
  const log = await SqliteEventLog.open({ path: join(folder, "log.sqlite") });
  for (let index = 1; index <= 8; index += 1) {
    await log.commit([appendOf(`s${index}`, 1, [`${index}`.repeat(3_000)])]);
  }
  for (const suffix of ["", "-wal"]) copyFileSync(join(folder, `log.sqlite${suffix}`), path + suffix);
  await log.close();
}

/** A byte of the only entry that the index of session ids has for a session. */
function placeInIndex(sessionId: string): number {
  const bytes = readFileSync(path);
  for (let page = PAGE; page < bytes.length; page += PAGE) {
    const at = bytes.subarray(page, page + PAGE).indexOf(sessionId);
    // 10: a leaf of an index. The one of ids begins its entries with them.
    if (bytes[page] === 10 && at > 0 && bytes[page + at - 1] !== undefined) return page + at;
  }
  throw new Error(`no index has ${sessionId}`);
}

describe("aiwhisperer check", () => {
  it("finds no damage in a log that has none, and leaves nothing behind", async () => {
    await storeSessions(dataDir, { sessions: 3, eventsEach: 600 });
    const before = filesOf();
    const { code, stdout, stderr } = await run("check");
    expect({ code, stdout }).toEqual({ code: 0, stdout: "No damage in 3 sessions.\n" });
    expect(stderr).toMatch(/Copying log\.sqlite \([\d.]+ MiB\)\.\n.*\nReading sessions: 0 of 3\.\n/);
    expect(filesOf()).toEqual(before);
  });

  it("names the sessions that are unreadable, exits with 3 and changes nothing", async () => {
    await storeSessions(dataDir, { sessions: 3, eventsEach: 600 });
    changeRow(
      { path, sessionId: "stored-2", sequence: 300 },
      "SET text = replace(text, 'word 300', 'w0rd 300')",
    );
    const before = readFileSync(path);
    const { code, stdout } = await run("check");
    expect(code).toBe(3);
    expect(stdout).toBe(
      "Unreadable session: stored-2\n" +
        "1 of 3 sessions are unreadable: run `aiwhisperer repair`, or restore a backup.\n",
    );
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  it("and repair refuse while a server runs, and name it; they copy nothing", async () => {
    const server = await startServing();
    const before = readdirSync(server.dataDir).toSorted();
    for (const command of ["check", "repair"]) {
      const { code, stdout, stderr } = await runCli([command, "--data-dir", server.dataDir]);
      expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
      expect(stderr).toContain(`process ${server.cli.pid}, ${server.url}`);
      expect(stderr).toContain("stop that server first");
    }
    expect(readdirSync(server.dataDir).toSorted()).toEqual(before);
  });

  it("and repair exit with 1 where there is no log, and make none", async () => {
    for (const command of ["check", "repair"] as const) {
      const { code, stdout, stderr } = await run(command);
      expect({ code, stdout, stderr }).toEqual({
        code: 1,
        stdout: "",
        stderr: `There is no event log at ${path}.\n`,
      });
    }
    expect(filesOf()).toEqual([]);
  });
});

describe("aiwhisperer repair", () => {
  it.each([
    { bytes: 1, left: "No damage in 8 sessions.", exitCode: 0 },
    { bytes: 40, left: "Unreadable session: s4\n1 of 8 sessions are unreadable", exitCode: 3 },
  ])(
    "keeps what is behind a frame of the write-ahead file with $bytes wrong bytes, and a copy of the log",
    async (harm) => {
      await storeKilled();
      const at = readFileSync(`${path}-wal`).indexOf("4".repeat(100));
      for (let index = 0; index < harm.bytes; index += 1) flip(`${path}-wal`, at + index);
      const before = [readFileSync(path), readFileSync(`${path}-wal`)];
      expect(await run("check")).toMatchObject({
        code: 3,
        stdout: expect.stringContaining("write-ahead file"),
      });
      const { code, stdout } = await run("repair");
      const [, backup = ""] = /^The log from before the repair is (.*)\.\n/.exec(stdout) ?? [];
      expect([readFileSync(backup), readFileSync(`${backup}-wal`)]).toEqual(before);
      expect(stdout).toContain("Found: The write-ahead file was damaged");
      expect(stdout).toContain(harm.left);
      expect(code).toBe(harm.exitCode);
    },
  );

  it.each([
    ["an entry", () => flip(path, placeInIndex("stored-7"))],
    ["a whole page", () => overwriteRoot(path, "sqlite_autoindex_sessions_1")],
  ])("rebuilds an index of sessions that has %s damaged, after which nothing is", async (_, harm) => {
    await storeSessions(dataDir, { sessions: 30, eventsEach: 10 });
    harm();
    expect(await run("check")).toMatchObject({ code: 3, stdout: expect.stringContaining("Damage: ") });
    const { code, stdout } = await run("repair");
    expect(stdout).toMatch(/Found: The indexes of the table sessions were damaged/);
    expect(stdout).toContain("No damage in 30 sessions.");
    expect(code).toBe(0);
    expect(await run("check")).toMatchObject({ code: 0, stdout: "No damage in 30 sessions.\n" });
  });

  it.each([
    ["header", 3],
    ["page size", 16],
    ["schema", 1_900],
  ])("restores a first page whose %s is damaged from its copy", async (_, at) => {
    await storeSessions(dataDir, { sessions: 30, eventsEach: 10 });
    await (await SqliteEventLog.open({ path })).close();
    await storeSessions(dataDir, { sessions: 0, eventsEach: 5 });
    flip(path, at);
    const { code, stdout } = await run("repair");
    expect(stdout).toContain("Found: The first page was damaged: its copy was put in its place.");
    expect(stdout).toContain("No damage in 30 sessions.");
    expect(code).toBe(0);
    expect(await run("check")).toMatchObject({ code: 0, stdout: "No damage in 30 sessions.\n" });
  });

  it("says what to do when the log cannot be opened, and has copied it all the same", async () => {
    await storeSessions(dataDir, { sessions: 3, eventsEach: 10 });
    rmSync(`${path}.first-page`, { force: true });
    flip(path, 3);
    const damaged = readFileSync(path);
    const { code, stdout, stderr } = await run("repair");
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    const [, backup = ""] = /restore a backup\. A copy of it is (\S+)\. /.exec(stderr) ?? [];
    expect(readFileSync(backup)).toEqual(damaged);
    const start = await runCli(["serve", "--port", "0", "--data-dir", dataDir]);
    expect(start).toMatchObject({ code: 1, stderr: expect.stringContaining("aiwhisperer repair") });
    expect(existsSync(path)).toBe(true);
  });
});

describe("aiwhisperer serve on a damaged log", () => {
  it("names the damage and the command, serves the rest, and shows it in readiness and metrics", async () => {
    await storeSessions(dataDir, { sessions: 30, eventsEach: 10 });
    flip(path, placeInIndex("stored-7"));
    const { url, cli } = await startServing(["--data-dir", dataDir]);
    expect(cli.stderr).toContain("run `aiwhisperer check`");
    expect(await (await fetch(`${url}/readyz`)).json()).toMatchObject({
      status: "ok",
      checks: { log: "ok", integrity: "damaged" },
    });
    expect(await (await fetch(`${url}/metrics`)).text()).toMatch(/^aiwhisperer_log_damaged_parts [1-9]/m);
    const exported = await runCli(["export", "stored-7", "--url", url]);
    expect(exported.stdout.trimEnd().split("\n")).toHaveLength(11);
  });
});
