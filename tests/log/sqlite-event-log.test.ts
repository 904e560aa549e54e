import { copyFile, readFile, rename, stat, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { copyStoredLog } from "../../packages/engine/src/log/sqlite/sqlite-backup.ts";
import { SqliteEventLog } from "../../packages/engine/src/log/sqlite/sqlite-event-log.ts";
import type { SqliteLogOptions } from "../../packages/engine/src/log/sqlite/sqlite-file.ts";
import { answerOf, appendOf, chunkText, everything, readAll, recordOf } from "./sample.ts";
import { createTemporaryFolder, type TemporaryFolder } from "./temporary-folder.ts";

let folder: TemporaryFolder;
let path: string;
let opened: SqliteEventLog[];

beforeEach(async () => {
  folder = await createTemporaryFolder();
  path = join(folder.path, "data", "log.sqlite");
  opened = [];
});

afterEach(async () => {
  for (const log of opened) {
    await log.close();
  }
  await folder.remove();
});

async function open(options: Partial<SqliteLogOptions> = {}): Promise<SqliteEventLog> {
  const log = await SqliteEventLog.open({ path, ...options });
  opened.push(log);
  return log;
}

/** Runs SQL on the file as another program would. */
function onFile<T>(work: (db: DatabaseSync) => T, file = path): T {
  const db = new DatabaseSync(file);
  try {
    return work(db);
  } finally {
    db.close();
  }
}

/** Takes back what schema 7 added. */
const BEFORE_DAMAGE = `
  DROP TABLE damaged_journal;
  DROP TABLE damaged_sessions;
  ALTER TABLE sessions DROP COLUMN last_sequence;
  ALTER TABLE sessions DROP COLUMN checksum;
  ALTER TABLE sessions DROP COLUMN usage_checksum;
  ALTER TABLE user_usage DROP COLUMN checksum;
  ALTER TABLE step_states DROP COLUMN place;
  ALTER TABLE answers DROP COLUMN checksum;
  ALTER TABLE events DROP COLUMN place;
  ALTER TABLE journal DROP COLUMN keys;
`;

function countOf(table: "events" | "doomed" | "journal" | "damaged_journal"): number {
  return onFile((db) => Number(db.prepare(`SELECT count(*) AS count FROM ${table}`).get()?.count));
}

/** So many events of session s1 at once become a row. */
const ROW = Array.from({ length: 32 }, () => "a");

/** Commits so many rows of session s1. */
async function storeRows(log: SqliteEventLog, rows: number): Promise<void> {
  for (let row = 0; row < rows; row += 1) {
    await log.commit([appendOf("s1", 1 + row * ROW.length, ROW)]);
  }
}

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

describe("checksums of rows", () => {
  it("come with schema 7; a file of schema 6 is read as before", async () => {
    const log = await open();
    await log.commit([{ ...appendOf("s1", 1, ["a"]), answers: [answerOf("k1")] }]);
    await log.close();
    onFile((db) => db.exec(`${BEFORE_DAMAGE} PRAGMA user_version = 6`));
    const next = await open();
    expect(await readAll(next, "s1")).toHaveLength(1);
    expect(await next.findAnswer("local", "k1")).toEqual(answerOf("k1"));
    expect(next.damage).toEqual([]);
  });

  it("notice last events that are missing, also where nothing of them is left", async () => {
    const log = await open();
    await log.commit([appendOf("s1", 1, ROW), appendOf("s2", 1, ROW)]);
    await log.close();
    onFile((db) => db.exec("DELETE FROM events WHERE session = 1"));
    const next = await open();
    expect(await next.findSession("s1")).toMatchObject({ isUnreadable: true });
    await expect(readAll(next, "s1")).rejects.toMatchObject({ code: "damaged", sessionId: "s1" });
    await expect(next.commit([appendOf("s1", 2, ["b"])])).rejects.toMatchObject({ code: "damaged" });
    expect(await readAll(next, "s2")).toHaveLength(ROW.length);
  });

  it("notice a changed place of a step state, and changed usage", async () => {
    const log = await open();
    const stepStates = [{ sequence: 1, text: "{}" }];
    for (const id of ["s1", "s2"]) await log.commit([{ ...appendOf(id, 1, ROW), stepStates }]);
    const usage = { userId: "local", sessionId: "s2", day: 5, tokens: 3, microDollars: 4 };
    await log.addUsage([usage, { ...usage, userId: "ann" }]);
    await log.close();
    onFile((db) =>
      db.exec(`
        UPDATE step_states SET sequence = 2 WHERE session = 1;
        UPDATE sessions SET used_tokens = 1 WHERE session_id = 's2';
        UPDATE user_usage SET tokens = 1 WHERE user_id = 'local';
      `),
    );
    const next = await open();
    await expect(next.readStepStates("s1", 0, everything)).rejects.toMatchObject({ code: "damaged" });
    expect(await next.findSession("s1")).toMatchObject({ sequence: ROW.length });
    await expect(next.findSession("s2")).rejects.toMatchObject({ code: "damaged", sessionId: "s2" });
    expect(await next.usageOfUser("local", 5)).toEqual({ tokens: 0, microDollars: 0 });
    expect(await next.usageOfUser("ann", 5)).toEqual({ tokens: 3, microDollars: 4 });
    expect(next.damage).toEqual([expect.stringContaining("usage of user local")]);
    await next.addUsage([usage]);
    expect(await next.usageOfUser("local", 5)).toEqual({ tokens: 3, microDollars: 4 });
  });

  it("keep the events of a session whose key a damaged list of deletions has", async () => {
    const log = await open();
    for (const id of ["s1", "s2"]) await log.commit([appendOf(id, 1, ROW)]);
    onFile((db) => db.exec("INSERT INTO doomed (key) VALUES (1)"));
    await log.deleteSession("s2");
    expect(await readAll(log, "s1")).toHaveLength(ROW.length);
  });

  it("are not needed for the numbers that the file assigns: those follow from its content", async () => {
    const log = await open();
    await log.commit([{ ...appendOf("s1", 1, ROW), answers: [answerOf("k1")] }]);
    await log.close();
    onFile((db) => db.exec("UPDATE sqlite_sequence SET seq = 9000000000"));
    const next = await open();
    await next.commit([{ ...appendOf("s2", 1, ["a"]), answers: [answerOf("k2")] }]);
    expect(await next.findAnswer("local", "k1")).toEqual(answerOf("k1"));
  });

  it("notice a changed record, answer or place of events", async () => {
    const log = await open();
    for (const id of ["s1", "s2", "s3"])
      await log.commit([{ ...appendOf(id, 1, ROW), answers: [answerOf(id)] }]);
    await log.close();
    onFile((db) =>
      db.exec(`
        UPDATE sessions SET title = 'other' WHERE session_id = 's1';
        UPDATE events SET count = 5 WHERE session = 2;
        UPDATE answers SET result = '{}' WHERE key = 's1';
      `),
    );
    const next = await open();
    await expect(next.findSession("s1")).rejects.toMatchObject({ code: "damaged", sessionId: "s1" });
    expect(await next.findSession("s2")).toMatchObject({ isUnreadable: true });
    await expect(next.findAnswer("local", "s1")).rejects.toMatchObject({ code: "damaged" });
    expect(await readAll(next, "s3")).toHaveLength(ROW.length);
    expect(await next.findAnswer("local", "s3")).toEqual(answerOf("s3"));
  });
});

describe("a write-ahead file", () => {
  it("with frames of a commit that was rolled back is not damaged", async () => {
    const log = await open({ maxBytes: 8 * 1024 * 1024 });
    await log.commit([appendOf("s1", 1, ["a"])]);
    const large = appendOf(
      "s2",
      1,
      Array.from({ length: 64 }, () => "x".repeat(200_000)),
    );
    await expect(log.commit([large])).rejects.toMatchObject({ code: "full" });
    await log.commit([appendOf("s1", 2, ["b"])]);
    const killed = join(folder.path, "killed.sqlite");
    const frames = (await readFile(`${path}-wal`)).length / 4120;
    for (const suffix of ["", "-wal"]) await writeFile(killed + suffix, await readFile(path + suffix));
    const next = await SqliteEventLog.open({ path: killed });
    expect(frames).toBeGreaterThan(500);
    expect(next.damage).toEqual([]);
    expect(await readAll(next, "s1")).toHaveLength(2);
    await next.close();
  });
});

describe("the journal of a stored log", () => {
  it("has the few events of each session in one row a commit, until they make a row of their own", async () => {
    const log = await open();
    await log.commit([appendOf("s1", 1, ["a"]), appendOf("s2", 1, ["b"])]);
    expect([countOf("journal"), countOf("events")]).toEqual([1, 0]);
    await log.commit([appendOf("s1", 2, ROW)]);
    expect([countOf("journal"), countOf("events")]).toEqual([1, 1]);
    expect(await readAll(log, "s1", 5)).toHaveLength(33);
    expect(await readAll(log, "s2")).toHaveLength(1);
    await log.commit([appendOf("s1", 34, ["c"])]);
    expect((await readAll(log, "s1", 5)).map(({ sequence }) => sequence)).toEqual(
      Array.from({ length: 34 }, (_, index) => index + 1),
    );
    expect(await log.findSession("s1")).toMatchObject({ sequence: 34 });
  });

  it("is empty once the log was closed", async () => {
    const log = await open();
    await log.commit([appendOf("s1", 1, ["a"])]);
    await log.close();
    expect([countOf("journal"), countOf("events")]).toEqual([0, 1]);
  });

  it("is read again after a crash: what became rows meanwhile is not stored twice", async () => {
    const log = await open();
    await log.commit([appendOf("s1", 1, ["a"]), appendOf("s2", 1, ["b"])]);
    await log.commit([appendOf("s1", 2, ROW), appendOf("s2", 2, ["c"])]);
    await log.commit([appendOf("s1", 34, ["d"]), appendOf("s3", 1, ["e"])]);
    await log.deleteSession("s3");
    const crashed = [await readAll(log, "s1"), await readAll(log, "s2")];
    const next = await open();
    expect([countOf("journal"), countOf("events")]).toEqual([0, 3]);
    expect([await readAll(next, "s1"), await readAll(next, "s2")]).toEqual(crashed);
    expect(await readAll(next, "s3")).toEqual([]);
    await next.commit([appendOf("s1", 35, ["f"])]);
    expect(await next.findSession("s1")).toMatchObject({ sequence: 35 });
  });

  it("stays small: a session that brings nothing more does not keep it from being cut", async () => {
    const log = await open({ synchronous: "normal" });
    await log.commit([appendOf("quiet", 1, ["a"])]);
    for (let sequence = 1; sequence <= 1200; sequence += 1) {
      await log.commit([appendOf("s1", sequence, ["b"])]);
    }
    expect(countOf("journal")).toBeLessThan(150);
    expect(await readAll(log, "quiet")).toHaveLength(1);
    expect(await readAll(log, "s1")).toHaveLength(1200);
  });

  it("sets a damaged row aside, reports its sessions as unreadable and serves the others", async () => {
    const log = await open();
    await log.commit([appendOf("s1", 1, ["a"])]);
    await log.commit([appendOf("s2", 1, ["q"])]);
    onFile((db) => db.exec(`UPDATE journal SET text = replace(text, '"a"', '"b"')`));
    const next = await open();
    expect(next.damage).toEqual([expect.stringContaining("set aside")]);
    expect(countOf("damaged_journal")).toBe(1);
    expect(await next.findSession("s1")).toMatchObject({ isUnreadable: true });
    await expect(next.read("s1", 0, { maxEvents: 9, maxLength: 99 })).rejects.toMatchObject({
      code: "damaged",
    });
    expect((await next.listSessions({ limit: 9 })).sessions).toMatchObject([
      { sessionId: "s1", isUnreadable: true },
      { sessionId: "s2", sequence: 1 },
    ]);
    expect(await readAll(next, "s2")).toHaveLength(1);
  });
});
