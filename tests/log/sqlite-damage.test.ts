import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { SqliteEventLog } from "../../packages/engine/src/log/sqlite/sqlite-event-log.ts";
import { answerOf, appendOf, everything, readAll } from "./sample.ts";
import { BEFORE_DAMAGE, countOf, folder, onFile, open, path, ROW } from "./sqlite-rig.ts";

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
