import { copyFile, readFile, rename, stat, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, it } from "vitest";
import { copyStoredLog } from "../../packages/engine/src/log/sqlite/sqlite-backup.ts";
import { answerOf, appendOf, chunkText, everything, readAll, recordOf } from "./sample.ts";
import { BEFORE_DAMAGE, countOf, folder, onFile, open, path, storeRows } from "./sqlite-rig.ts";

describe("opening a stored log", () => {
  it("makes folder and file for this user alone", async () => {
    const log = await open();
    await log.commit([appendOf("s1", 1, ["a"])]);
    expect((await stat(join(folder.path, "data"))).mode & 0o777).toBe(0o700);
    for (const file of [path, `${path}-wal`, `${path}-shm`]) {
      expect((await stat(file)).mode & 0o777).toBe(0o600);
    }
  });

  it("finds everything that was committed", async () => {
    const first = await open();
    const record = recordOf("s1", { hasOpenTurn: true });
    await first.commit([{ ...appendOf("s1", 1, ["a", "b"]), record, answers: [answerOf("k1")] }]);
    await first.close();
    const second = await open();
    expect(await readAll(second, "s1")).toHaveLength(2);
    expect(await second.openSessions()).toEqual([{ ...record, sequence: 2 }]);
    expect(await second.findAnswer("local", "k1")).toEqual(answerOf("k1"));
    await second.commit([appendOf("s1", 3, ["c"])]);
  });

  it("keeps what users and sessions have used", async () => {
    const first = await open();
    await first.commit([appendOf("s1", 1, ["a"])]);
    await first.addUsage([{ userId: "local", sessionId: "s1", day: 20_000, tokens: 10, microDollars: 3 }]);
    await first.close();
    const second = await open();
    expect(await second.usageOfSession("s1")).toEqual({ tokens: 10, microDollars: 3 });
    expect(await second.usageOfUser("local", 20_000)).toEqual({ tokens: 10, microDollars: 3 });
  });

  it("brings a file from before usage was kept up to date", async () => {
    const first = await open();
    await first.commit([appendOf("s1", 1, ["a"])]);
    await first.close();
    onFile((db) =>
      db.exec(`${BEFORE_DAMAGE}
        ALTER TABLE sessions DROP COLUMN used_tokens;
        ALTER TABLE sessions DROP COLUMN used_micro_dollars;
        DROP TABLE user_usage;
        DROP TABLE journal;
        DROP TABLE shares;
        DROP TABLE step_states;
        PRAGMA user_version = 2;
      `),
    );
    const second = await open();
    expect(await second.usageOfSession("s1")).toEqual({ tokens: 0, microDollars: 0 });
    await second.addUsage([{ userId: "local", sessionId: "s1", day: 20_000, tokens: 10, microDollars: 3 }]);
    expect(await second.usageOfSession("s1")).toEqual({ tokens: 10, microDollars: 3 });
    expect(await readAll(second, "s1")).toHaveLength(1);
  });

  it("brings a file from before shared sessions were listed up to date, whatever is stored of a session", async () => {
    const first = await open();
    const params = (shared: object) => JSON.stringify({ userLabel: "a", model: "demo", params: {}, shared });
    const stored: Readonly<Record<string, string>> = {
      s1: params({ bob: 0, "eve's": 1 }),
      s2: params({ bob: 1 }),
      s3: JSON.stringify({ userLabel: "a", model: "demo", params: {} }),
      s4: '{"shared": {"bob"',
    };
    await first.commit(
      Object.entries(stored).map(([id, text]) => ({
        ...appendOf(id, 1, ["a"]),
        record: recordOf(id, { params: text }),
      })),
    );
    await first.close();
    onFile((db) =>
      db.exec(
        `${BEFORE_DAMAGE} DROP TABLE shares; DROP TABLE journal; DROP TABLE step_states; PRAGMA user_version = 3`,
      ),
    );
    const second = await open();
    const listOf = async (sharedWith: string) =>
      (await second.listSessions({ sharedWith, limit: 10 })).sessions.map(({ sessionId }) => sessionId);
    expect(await listOf("bob")).toEqual(["s1", "s2"]);
    expect(await listOf("eve's")).toEqual(["s1"]);
    expect(await second.findSession("s4")).toMatchObject({ sequence: 1 });
  });

  it("brings a file from before provider states were stored up to date, with its events", async () => {
    const first = await open();
    await first.commit([appendOf("s1", 1, ["a"])]);
    await first.close();
    onFile((db) => db.exec(`${BEFORE_DAMAGE} DROP TABLE step_states; PRAGMA user_version = 5`));
    const second = await open();
    expect(await readAll(second, "s1")).toHaveLength(1);
    expect(await second.readStepStates("s1", 0, everything)).toEqual([]);
    const state = { sequence: 2, text: '{"a":1}' };
    await second.commit([{ ...appendOf("s1", 2, ["b"]), stepStates: [state] }]);
    expect(await second.readStepStates("s1", 0, everything)).toEqual([state]);
  });

  it("finds a provider state that is not as it was written damaged, and names the session", async () => {
    const first = await open();
    const stepStates = [{ sequence: 1, text: '{"a":1}' }];
    await first.commit([{ ...appendOf("s1", 1, ["a"]), stepStates }]);
    await first.close();
    onFile((db) => db.exec("UPDATE step_states SET text = '{}'"));
    const second = await open();
    await expect(second.readStepStates("s1", 0, everything)).rejects.toMatchObject({
      code: "damaged",
      sessionId: "s1",
    });
    expect(await readAll(second, "s1")).toHaveLength(1);
  });

  it("removes the provider states of a deleted session from the file", async () => {
    const log = await open();
    const texts = Array.from({ length: 600 }, (_, index) => `${index}`);
    const stepStates = texts.map((text, index) => ({ sequence: index + 1, text }));
    await log.commit([{ ...appendOf("s1", 1, texts), stepStates }]);
    await log.deleteSession("s1");
    expect(onFile((db) => db.prepare("SELECT count(*) AS count FROM step_states").get())).toEqual({
      count: 0,
    });
  });

  it("finds what is shared with a user by an index", async () => {
    const log = await open();
    await log.commit([{ ...appendOf("s1", 1, ["a"]), sharedWith: ["bob"] }]);
    const plan = onFile((db) =>
      db.prepare("EXPLAIN QUERY PLAN SELECT session FROM shares WHERE user_id = 'bob'").all(),
    );
    expect(JSON.stringify(plan)).toContain("shares_by_user");
  });

  it("refuses a file of a newer schema and leaves it as it is", async () => {
    await (await open()).close();
    onFile((db) => db.exec("PRAGMA user_version = 99"));
    const before = await readFile(path);
    await expect(open()).rejects.toMatchObject({
      code: "newer_schema",
      message: expect.stringContaining("schema 99"),
    });
    expect((await readFile(path)).equals(before)).toBe(true);
  });

  it("refuses a database of another program", async () => {
    await (await open()).close();
    const other = join(folder.path, "data", "other.sqlite");
    onFile((db) => db.exec("CREATE TABLE notes (text)"), other);
    await expect(open({ path: other })).rejects.toMatchObject({ code: "damaged" });
    expect(onFile((db) => db.prepare("PRAGMA journal_mode").get(), other)).toEqual({
      journal_mode: "delete",
    });
  });

  it("refuses a file that is no database, or was cut short, or lacks a table", async () => {
    const log = await open();
    await log.commit([appendOf("s1", 1, ["x".repeat(50_000)])]);
    await log.close();
    const cut = `${path}.cut`;
    await copyFile(path, cut);
    await truncate(cut, 8192);
    await expect(open({ path: cut })).rejects.toMatchObject({ code: "damaged" });
    onFile((db) => db.exec("DROP TABLE answers"));
    await expect(open()).rejects.toMatchObject({
      code: "damaged",
      message: expect.stringContaining("answers"),
    });
    await writeFile(path, "not a database at all, but long enough to look like a header".repeat(100));
    await expect(open()).rejects.toMatchObject({
      code: "damaged",
      message: expect.stringContaining("backup"),
    });
  });

  it("takes the log over: the owner before can write nothing any more", async () => {
    const deposed = await open();
    await deposed.commit([appendOf("s1", 1, ["a"])]);
    const owner = await open();
    await owner.commit([appendOf("s1", 2, ["b"])]);
    await expect(deposed.commit([appendOf("s1", 2, ["lost"])])).rejects.toMatchObject({ code: "fenced" });
    await expect(deposed.deleteSession("s1")).rejects.toMatchObject({ code: "fenced" });
    await expect(deposed.deleteAnswersBefore(1)).rejects.toMatchObject({ code: "fenced" });
    await expect(deposed.probe()).rejects.toMatchObject({ code: "fenced" });
    expect((await readAll(owner, "s1")).map((event) => event.text)).toEqual([
      chunkText("s1", 1, "a"),
      chunkText("s1", 2, "b"),
    ]);
  });
});

describe("a stored log in trouble", () => {
  it("fails as full, keeps what it has, and continues once there is space", async () => {
    const log = await open({ maxBytes: 400_000 });
    await log.commit([appendOf("old", 1, ["x".repeat(200_000)])]);
    await log.commit([appendOf("s1", 1, ["a"])]);
    const large = appendOf("s1", 2, ["y".repeat(200_000)]);
    await expect(log.commit([large, appendOf("s2", 1, ["z"])])).rejects.toMatchObject({ code: "full" });
    expect(await log.findSession("s2")).toBeUndefined();
    expect((await log.findSession("s1"))?.sequence).toBe(1);
    await log.commit([appendOf("s1", 2, ["small"])]);
    await log.deleteSession("old");
    await log.commit([appendOf("s1", 3, ["y".repeat(200_000)])]);
    expect(await readAll(log, "s1")).toHaveLength(3);
  });

  it("fails as locked while another process writes, and continues afterwards", async () => {
    const log = await open({ busyTimeoutMs: 1 });
    await log.commit([appendOf("s1", 1, ["a"])]);
    const other = new DatabaseSync(path);
    other.exec("BEGIN IMMEDIATE");
    await expect(log.commit([appendOf("s1", 2, ["b"])])).rejects.toMatchObject({ code: "locked" });
    await expect(log.probe()).rejects.toMatchObject({ code: "locked" });
    expect(await readAll(log, "s1")).toHaveLength(1);
    other.close();
    await log.commit([appendOf("s1", 2, ["b"])]);
    expect(await readAll(log, "s1")).toHaveLength(2);
  });

  it("refuses to write to a file that is not in its place, and continues when it is back", async () => {
    const log = await open();
    await log.commit([appendOf("s1", 1, ["a"])]);
    await rename(path, `${path}.away`);
    await expect(log.commit([appendOf("s1", 2, ["b"])])).rejects.toMatchObject({ code: "io" });
    await expect(log.probe()).rejects.toMatchObject({ code: "io" });
    await writeFile(path, "");
    await expect(log.probe()).rejects.toMatchObject({ code: "io" });
    await rename(`${path}.away`, path);
    await log.commit([appendOf("s1", 2, ["b"])]);
  });

  it("reports values that it cannot store, and stores nothing of that commit", async () => {
    const log = await open();
    const record = recordOf("s1", { updatedAt: 1.5 });
    const appends = [appendOf("s2", 1, ["x"]), { ...appendOf("s1", 1, ["a"]), record }];
    await expect(log.commit(appends)).rejects.toMatchObject({ code: "invalid" });
    expect((await log.stats()).sessions).toBe(0);
  });

  it("reports damage that a read meets", async () => {
    const log = await open();
    for (let first = 1; first <= 200; first += 1) {
      await log.commit([appendOf("s1", first, ["x".repeat(3000)])]);
    }
    await log.close();
    const bytes = await readFile(path);
    await writeFile(path, bytes.fill(0xff, 81_920, bytes.length - 4096));
    const reopened = await open();
    await expect(readAll(reopened, "s1")).rejects.toMatchObject({ code: "damaged" });
  });
});

describe("a stored log at work", () => {
  it("does not keep the file busy after a read that stopped early", async () => {
    const log = await open();
    for (let first = 1; first <= 20; first += 1) {
      await log.commit([appendOf("s1", first, ["x".repeat(30_000)])]);
    }
    expect(await log.read("s1", 0, { ...everything, maxEvents: 1 })).toHaveLength(1);
    await log.commit([appendOf("s1", 21, ["y"])]);
    const checkpoint = onFile((db) => db.prepare("PRAGMA wal_checkpoint(TRUNCATE)").get());
    expect(checkpoint).toMatchObject({ busy: 0 });
  });

  it("removes the events of a deleted session from the file, however many", async () => {
    const log = await open();
    await storeRows(log, 1200);
    await log.deleteSession("s1");
    expect(countOf("events")).toBe(0);
    expect(countOf("doomed")).toBe(0);
  });

  it("finishes with the next deletion what a close left over", async () => {
    const first = await open();
    await storeRows(first, 1200);
    const deletion = first.deleteSession("s1");
    await first.close();
    expect(await deletion).toBe(true);
    expect(countOf("events")).toBeGreaterThan(0);
    const second = await open();
    expect(await second.findSession("s1")).toBeUndefined();
    await second.commit([appendOf("s1", 1, ["new"])]);
    expect(await second.deleteSession("absent")).toBe(false);
    await second.close();
    expect(countOf("events")).toBe(1);
  });

  it("makes a consistent backup while commits go on", async () => {
    const log = await open({ synchronous: "normal" });
    await log.commit([
      appendOf("big", 1, ["x".repeat(8_000_000)]),
      appendOf("s1", 1, ["a"]),
      appendOf("s2", 1, ["a"]),
    ]);
    const copyPath = join(folder.path, "copy.sqlite");
    let isDone = false;
    const backup = log.backup(copyPath).finally(() => {
      isDone = true;
    });
    let sequence = 1;
    while (!isDone) {
      sequence += 1;
      await log.commit([appendOf("s1", sequence, ["b"]), appendOf("s2", sequence, ["b"])]);
      await new Promise(setImmediate);
    }
    await backup;
    expect(sequence).toBeGreaterThan(1);
    expect(onFile((db) => db.prepare("PRAGMA integrity_check").get(), copyPath)).toEqual({
      integrity_check: "ok",
    });
    const copy = await open({ path: copyPath });
    const [ofFirst, ofSecond] = [await readAll(copy, "s1"), await readAll(copy, "s2")];
    expect(ofFirst.length).toBe(ofSecond.length);
    expect(ofFirst.length).toBeLessThanOrEqual(sequence);
  });

  it("finishes a backup though it is closed meanwhile", async () => {
    const log = await open();
    await log.commit([appendOf("big", 1, ["x".repeat(8_000_000)])]);
    const copyPath = join(folder.path, "copy.sqlite");
    const backup = log.backup(copyPath);
    await log.close();
    await backup;
    const copy = await open({ path: copyPath });
    expect(await readAll(copy, "big")).toHaveLength(1);
  });

  it("leaves no part of a backup that failed", async () => {
    const log = await open();
    await log.commit([appendOf("s1", 1, ["a"])]);
    await log.close();
    onFile((db) => db.exec("PRAGMA user_version = 99"));
    const copyPath = join(folder.path, "copy.sqlite");
    await expect(copyStoredLog(path, copyPath)).rejects.toMatchObject({ code: "newer_schema" });
    await truncate(path, 4096);
    await expect(copyStoredLog(path, copyPath)).rejects.toMatchObject({ code: "damaged" });
    for (const file of [copyPath, `${copyPath}.unfinished`]) {
      await expect(stat(file)).rejects.toMatchObject({ code: "ENOENT" });
    }
  });

  it("keeps its owner when its file is copied", async () => {
    const log = await open();
    await log.commit([appendOf("s1", 1, ["a"])]);
    await copyStoredLog(path, join(folder.path, "copy.sqlite"));
    await expect(log.commit([appendOf("s1", 2, ["b"])])).resolves.toBeUndefined();
  });
});
