import { stat } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { EventLog } from "../../packages/engine/src/log/event-log.ts";
import { SqliteEventLog } from "../../packages/engine/src/log/sqlite/sqlite-event-log.ts";
import { answerOf, appendOf, chunkText, everything, readAll, recordOf } from "./sample.ts";
import { createTemporaryFolder, type TemporaryFolder } from "./temporary-folder.ts";

/** Makes a new, empty log; the folder is its own. */
export type CreateLog = (folder: string, options: { readonly maxAnswers?: number }) => Promise<EventLog>;

/** The rules of `EventLog` for answers, accounts, deletions, copies and the log as a whole. */
export function logUpkeepSuite(name: string, create: CreateLog): void {
  describe(name, () => {
    let folder: TemporaryFolder;
    let log: EventLog;

    beforeEach(async () => {
      folder = await createTemporaryFolder();
      log = await create(folder.path, { maxAnswers: 3 });
    });

    afterEach(async () => {
      await log.close();
      await folder.remove();
    });

    describe("an answer", () => {
      it("is found by user and key once the events it acknowledges are stored", async () => {
        const answer = answerOf("k1", { userId: "ada" });
        await log.commit([{ ...appendOf("s1", 1, ["a"]), answers: [answer] }]);
        expect(await log.findAnswer("ada", "k1")).toEqual(answer);
        expect(await log.findAnswer("bob", "k1")).toBeUndefined();
        expect(await log.findAnswer("ada", "k2")).toBeUndefined();
      });

      it("is not stored when its commit is refused", async () => {
        const refused = [
          { ...appendOf("s1", 1, ["a"]), answers: [answerOf("k1")] },
          appendOf("s2", 2, ["x"]),
        ];
        await expect(log.commit(refused)).rejects.toMatchObject({ code: "conflict", sessionId: "s2" });
        expect(await log.findAnswer("local", "k1")).toBeUndefined();
      });

      it("is never replaced: a second one for its key refuses the commit", async () => {
        await log.commit([{ ...appendOf("s1", 1, ["a"]), answers: [answerOf("k1")] }]);
        const second = { ...appendOf("s1", 2, ["b"]), answers: [answerOf("k1", { digest: "d2" })] };
        await expect(log.commit([second])).rejects.toMatchObject({ code: "conflict", sessionId: "s1" });
        const twice = { ...appendOf("s1", 2, ["b"]), answers: [answerOf("k2"), answerOf("k2")] };
        await expect(log.commit([twice])).rejects.toMatchObject({ code: "conflict", sessionId: "s1" });
        expect((await log.findAnswer("local", "k1"))?.digest).toBe("d1");
        expect(await readAll(log, "s1")).toHaveLength(1);
      });

      it("goes when it is older than asked for", async () => {
        const answers = [
          answerOf("k1", { at: 1000 }),
          answerOf("k2", { at: 2000 }),
          answerOf("k3", { at: 3000 }),
        ];
        await log.commit([{ ...appendOf("s1", 1, ["a"]), answers }]);
        expect(await log.deleteAnswersBefore(2000)).toBe(1);
        expect(await log.findAnswer("local", "k1")).toBeUndefined();
        expect(await log.findAnswer("local", "k2")).toEqual(answers[1]);
      });

      it("goes when too many newer ones are kept", async () => {
        await log.commit([{ ...appendOf("s1", 1, ["a"]), answers: [answerOf("k1"), answerOf("k2")] }]);
        await log.commit([{ ...appendOf("s1", 2, ["b"]), answers: [answerOf("k3"), answerOf("k4")] }]);
        const kept = await Promise.all(["k1", "k2", "k3", "k4"].map((key) => log.findAnswer("local", key)));
        expect(kept.map((answer) => answer?.key)).toEqual([undefined, "k2", "k3", "k4"]);
      });
    });

    describe("a deleted session", () => {
      it("is gone with its events, and nothing else is", async () => {
        await log.commit([appendOf("s1", 1, ["a", "b"]), appendOf("s2", 1, ["x"])]);
        expect(await log.deleteSession("s1")).toBe(true);
        expect(await log.deleteSession("s1")).toBe(false);
        expect(await log.findSession("s1")).toBeUndefined();
        expect(await readAll(log, "s1")).toEqual([]);
        expect(await readAll(log, "s2")).toHaveLength(1);
      });

      it("cannot be continued, and can be begun anew", async () => {
        await log.commit([appendOf("s1", 1, ["a", "b"])]);
        await log.deleteSession("s1");
        await expect(log.commit([appendOf("s1", 3, ["c"])])).rejects.toMatchObject({
          code: "conflict",
          sessionId: "s1",
        });
        await log.commit([appendOf("s1", 1, ["new"])]);
        expect(await readAll(log, "s1")).toEqual([{ sequence: 1, text: chunkText("s1", 1, "new") }]);
      });
    });

    describe("a backup", () => {
      it("is a log of its own with everything in it", async () => {
        await log.commit([
          { ...appendOf("s1", 1, ["a", "b"]), answers: [answerOf("k1")] },
          appendOf("s2", 1, ["x"]),
        ]);
        const path = join(folder.path, "copy.sqlite");
        await log.backup(path);
        await log.commit([appendOf("s1", 3, ["after"])]);
        const copy = await SqliteEventLog.open({ path });
        expect((await readAll(copy, "s1")).map((event) => event.sequence)).toEqual([1, 2]);
        expect(await readAll(copy, "s2")).toHaveLength(1);
        expect(await copy.findAnswer("local", "k1")).toEqual(answerOf("k1"));
        await copy.close();
      });

      it("is a file for this user alone", async () => {
        const path = join(folder.path, "copy.sqlite");
        await log.backup(path);
        expect((await stat(path)).mode & 0o777).toBe(0o600);
      });

      it("never replaces a file", async () => {
        const path = join(folder.path, "copy.sqlite");
        await log.backup(path);
        await expect(log.backup(path)).rejects.toMatchObject({ code: "io" });
      });
    });

    describe("accounts", () => {
      const ofAnn = { userId: "ann", sessionId: "s1", day: 20_000, tokens: 10, microDollars: 3 };
      const nothing = { tokens: 0, microDollars: 0 };
      const sessionOf = (userId: string, sessionId: string) => ({
        ...appendOf(sessionId, 1, ["a"]),
        record: recordOf(sessionId, { userId }),
      });

      beforeEach(async () => {
        await log.commit([sessionOf("ann", "s1"), sessionOf("ann", "s2"), sessionOf("ben", "s3")]);
      });

      it("count the sessions of one user, deleted ones no more", async () => {
        expect(await Promise.all(["ann", "ben", "absent"].map((user) => log.countSessions(user)))).toEqual([
          2, 1, 0,
        ]);
        await log.deleteSession("s1");
        expect(await log.countSessions("ann")).toBe(1);
      });

      it("add up what a session has used, and its user on a day", async () => {
        await log.addUsage([ofAnn, { ...ofAnn, sessionId: "s2", tokens: 5, microDollars: 0 }]);
        await log.addUsage([ofAnn]);
        expect(await log.usageOfSession("s1")).toEqual({ tokens: 20, microDollars: 6 });
        expect(await log.usageOfSession("s2")).toEqual({ tokens: 5, microDollars: 0 });
        expect(await log.usageOfUser("ann", 20_000)).toEqual({ tokens: 25, microDollars: 6 });
        expect(await log.usageOfUser("ben", 20_000)).toEqual(nothing);
        expect(await log.usageOfSession("s3")).toEqual(nothing);
      });

      it("begin anew with each day of a user, and never with an earlier one", async () => {
        await log.addUsage([ofAnn, { ...ofAnn, day: 20_001, tokens: 1 }, { ...ofAnn, tokens: 100 }]);
        expect(await log.usageOfUser("ann", 20_001)).toEqual({ tokens: 1, microDollars: 3 });
        expect(await log.usageOfUser("ann", 20_000)).toEqual(nothing);
        expect(await log.usageOfUser("ann", 20_002)).toEqual(nothing);
        expect(await log.usageOfSession("s1")).toEqual({ tokens: 111, microDollars: 9 });
      });

      it("begin anew with a day long before the newest one: the clock was ahead when that was counted", async () => {
        await log.addUsage([{ ...ofAnn, day: 23_652 }, ofAnn]);
        expect(await log.usageOfUser("ann", 23_652)).toEqual(nothing);
        expect(await log.usageOfUser("ann", 20_000)).toEqual({ tokens: 10, microDollars: 3 });
      });

      it("keep what a user has used when the session is deleted, and of the session nothing", async () => {
        await log.addUsage([ofAnn]);
        await log.deleteSession("s1");
        await log.addUsage([ofAnn]);
        expect(await log.usageOfUser("ann", 20_000)).toEqual({ tokens: 20, microDollars: 6 });
        expect(await log.usageOfSession("s1")).toEqual(nothing);
        await log.commit([sessionOf("ann", "s1")]);
        expect(await log.usageOfSession("s1")).toEqual(nothing);
      });

      it("are left alone by what else changes of a session", async () => {
        await log.addUsage([ofAnn]);
        const record = recordOf("s1", { userId: "ann", title: "new" });
        await log.commit([{ ...appendOf("s1", 2, ["b"]), record }]);
        expect(await log.usageOfSession("s1")).toEqual({ tokens: 10, microDollars: 3 });
      });

      it("hold sums far above what 32 bits do", async () => {
        const large = { ...ofAnn, tokens: 2 ** 52, microDollars: 2 ** 51 };
        await log.addUsage([large, { ...ofAnn, microDollars: 1 }]);
        expect(await log.usageOfUser("ann", 20_000)).toEqual({
          tokens: 2 ** 52 + 10,
          microDollars: 2 ** 51 + 1,
        });
      });
    });

    it("counts its sessions and grows with its events", async () => {
      await log.commit([appendOf("s1", 1, ["a"]), appendOf("s2", 1, ["a"])]);
      const before = await log.stats();
      await log.commit([appendOf("s1", 2, ["x".repeat(100_000)])]);
      const after = await log.stats();
      expect([before.sessions, after.sessions]).toEqual([2, 2]);
      expect(after.bytes - before.bytes).toBeGreaterThanOrEqual(100_000);
    });

    it("takes a probe while it can be written", async () => {
      await expect(log.probe()).resolves.toBeUndefined();
    });

    it("fails every call as closed once it is closed, and closes twice", async () => {
      await log.close();
      await log.close();
      const calls = [
        log.commit([appendOf("s1", 1, ["a"])]),
        log.read("s1", 0, everything),
        log.readStepStates("s1", 0, everything),
        log.findSession("s1"),
        log.listSessions({ limit: 1 }),
        log.openSessions(),
        log.findAnswer("local", "k1"),
        log.deleteAnswersBefore(0),
        log.deleteSession("s1"),
        log.backup(join(folder.path, "copy.sqlite")),
        log.countSessions("ann"),
        log.addUsage([{ userId: "ann", sessionId: "s1", day: 1, tokens: 1, microDollars: 1 }]),
        log.usageOfUser("ann", 1),
        log.usageOfSession("s1"),
        log.stats(),
        log.probe(),
      ];
      for (const call of await Promise.allSettled(calls)) {
        expect(call).toMatchObject({ status: "rejected", reason: { name: "LogFault", code: "closed" } });
      }
    });
  });
}
