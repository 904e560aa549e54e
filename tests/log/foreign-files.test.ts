import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { SqliteEventLog } from "../../packages/engine/src/log/sqlite/sqlite-event-log.ts";
import { repairStoredLog } from "../../packages/engine/src/log/sqlite/sqlite-repair.ts";
import { appendOf, readAll } from "./sample.ts";
import { createTemporaryFolder, type TemporaryFolder } from "./temporary-folder.ts";

let folder: TemporaryFolder;
let path: string;
beforeEach(async () => {
  folder = await createTemporaryFolder();
  path = join(folder.path, "log.sqlite");
});
afterEach(() => folder.remove());

/** Stores a session in a log, and returns the write-ahead file as it was before the log was closed. */
async function store(file: string, sessionId: string): Promise<Buffer> {
  const log = await SqliteEventLog.open({ path: file });
  await log.commit([appendOf(sessionId, 1, ["one", "two", "x".repeat(20_000)])]);
  const writeAhead = readFileSync(`${file}-wal`);
  await log.close();
  return writeAhead;
}

const open = () => SqliteEventLog.open({ path });

async function expectWhole(...sessionIds: readonly string[]): Promise<void> {
  const log = await open();
  expect(log.damage).toEqual([]);
  for (const sessionId of sessionIds) expect(await readAll(log, sessionId)).toHaveLength(3);
  await log.close();
}

describe("a write-ahead file that is not the log's own", () => {
  it.each(["of another log", "of an earlier opening"])(
    "%s is refused, and a repair sets it aside",
    async (whose) => {
      const earlier = await store(path, "s1");
      await store(path, "s2");
      const other = await store(join(folder.path, "other.sqlite"), "s9");
      const before = readFileSync(path);
      const foreign = whose === "of another log" ? other : earlier;
      writeFileSync(`${path}-wal`, foreign);
      await expect(open()).rejects.toMatchObject({
        code: "damaged",
        message: expect.stringContaining("repair"),
      });
      expect(readFileSync(path)).toEqual(before);
      expect(readFileSync(`${path}-wal`)).toEqual(foreign);
      const report = await repairStoredLog(path, 7, () => undefined);
      expect(report).toMatchObject({ damage: [], sessions: [], sessionCount: 2 });
      expect(report.found).toEqual([expect.stringContaining("set-aside-7")]);
      expect(readFileSync(`${path}-wal.set-aside-7`)).toEqual(foreign);
      expect(readFileSync(`${report.backupPath}-wal`)).toEqual(foreign);
      await expectWhole("s1", "s2");
    },
  );

  it("but the one of a log whose backup was restored is refused", async () => {
    const log = await open();
    await log.commit([appendOf("s1", 1, ["one", "two", "three"])]);
    const copy = join(folder.path, "copy.sqlite");
    await log.backup(copy);
    await log.commit([appendOf("s2", 1, ["x".repeat(20_000)])]);
    const foreign = readFileSync(`${path}-wal`);
    await log.close();
    writeFileSync(path, readFileSync(copy));
    writeFileSync(`${path}-wal`, foreign);
    await expect(open()).rejects.toMatchObject({ code: "damaged" });
    rmSync(`${path}-wal`);
    await expectWhole("s1");
  });

  it("is distinguished from its own, also where that was folded into the log already", async () => {
    await store(path, "s1");
    const own = await store(path, "s2");
    writeFileSync(`${path}-wal`, own);
    await expectWhole("s1", "s2");
  });
});

describe("an empty or missing log", () => {
  it.each(["empty", "missing"])(
    "that is %s beside a write-ahead file with data is refused",
    async (state) => {
      const writeAhead = await store(path, "s1");
      if (state === "empty") writeFileSync(path, "");
      else rmSync(path);
      writeFileSync(`${path}-wal`, writeAhead);
      await expect(open()).rejects.toMatchObject({
        code: "damaged",
        message: expect.stringContaining(state),
      });
      expect(readFileSync(`${path}-wal`)).toEqual(writeAhead);
      expect(existsSync(path) ? statSync(path).size : 0).toBe(0);
    },
  );

  it("that was a log before is refused, also by a repair", async () => {
    await store(path, "s1");
    await store(path, "s2");
    writeFileSync(path, "");
    await expect(open()).rejects.toMatchObject({ code: "damaged" });
    await expect(repairStoredLog(path, 7, () => undefined)).rejects.toMatchObject({ code: "damaged" });
    expect(statSync(path).size).toBe(0);
    rmSync(path);
    await (await open()).close();
  });
});
