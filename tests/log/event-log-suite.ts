import { stat } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { EventLog } from "../../packages/engine/src/log/event-log.ts";
import { SqliteEventLog } from "../../packages/engine/src/log/sqlite/sqlite-event-log.ts";
import { answerOf, appendOf, chunkText, everything, readAll, recordOf } from "./sample.ts";
import { createTemporaryFolder, type TemporaryFolder } from "./temporary-folder.ts";

/** Makes a new, empty log; the folder is its own. */
export type CreateLog = (folder: string, options: { readonly maxAnswers?: number }) => Promise<EventLog>;

/** The rules of `EventLog`, to be held by every implementation. */
export function eventLogSuite(name: string, create: CreateLog): void {
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

    describe("events", () => {
      it("come back in order, with their text unchanged", async () => {
        const chunks = ["", "é", "\u{1f600}", "line\nbreak", "\u2028", "\0", "x".repeat(5000)];
        await log.commit([appendOf("s1", 1, chunks)]);
        const events = await log.read("s1", 0, everything);
        expect(events).toEqual(
          chunks.map((chunk, index) => ({ sequence: index + 1, text: chunkText("s1", index + 1, chunk) })),
        );
      });

      it("of several appends of one session in one commit follow each other", async () => {
        await log.commit([appendOf("s1", 1, ["a", "b"]), appendOf("s2", 1, ["x"]), appendOf("s1", 3, ["c"])]);
        expect((await readAll(log, "s1")).map((event) => event.sequence)).toEqual([1, 2, 3]);
        expect((await readAll(log, "s2")).map((event) => event.text)).toEqual([chunkText("s2", 1, "x")]);
      });

      it("are read from any sequence on, also from the middle of a commit", async () => {
        await log.commit([appendOf("s1", 1, ["a", "b", "c"])]);
        await log.commit([appendOf("s1", 4, ["d", "e"])]);
        for (const afterSequence of [0, 1, 2, 3, 4, 5, 6, 1000]) {
          const sequences = (await log.read("s1", afterSequence, everything)).map((event) => event.sequence);
          expect(sequences).toEqual([1, 2, 3, 4, 5].filter((sequence) => sequence > afterSequence));
        }
      });

      it("are read in slices by number and by length, never less than one", async () => {
        await log.commit([appendOf("s1", 1, ["a".repeat(1000), "b", "c"])]);
        const length = chunkText("s1", 2, "b").length;
        const read = async (afterSequence: number, maxEvents: number, maxLength: number) =>
          (await log.read("s1", afterSequence, { maxEvents, maxLength })).map((event) => event.sequence);
        expect(await read(0, 2, 1_000_000)).toEqual([1, 2]);
        expect(await read(0, 10, 1)).toEqual([1]);
        expect(await read(1, 10, 2 * length - 1)).toEqual([2]);
        expect(await read(1, 10, 2 * length)).toEqual([2, 3]);
      });

      it("of a session with ten thousand small appends are all there", async () => {
        for (let first = 1; first <= 10_000; first += 100) {
          const appends = Array.from({ length: 100 }, (_, index) =>
            appendOf("s1", first + index, [`${first + index}`]),
          );
          await log.commit(appends);
        }
        const events = await readAll(log, "s1", 777);
        expect(events.map((event) => event.sequence)).toEqual(
          Array.from({ length: 10_000 }, (_, index) => index + 1),
        );
        expect(events.at(-1)?.text).toBe(chunkText("s1", 10_000, "10000"));
      });

      it("of an unknown session are none", async () => {
        expect(await log.read("absent", 0, everything)).toEqual([]);
      });
    });

    describe("the provider state of a step", () => {
      const stateAt = (sequence: number, text = `{"of":${sequence}}`) => ({ sequence, text });

      it("comes back with the sequence of its event, in order and in slices, and is in no event", async () => {
        const stepStates = [stateAt(1), stateAt(3)];
        await log.commit([{ ...appendOf("s1", 1, ["a", "b", "c"]), stepStates }]);
        await log.commit([{ ...appendOf("s1", 4, ["d"]), stepStates: [stateAt(4)] }]);
        expect(await log.readStepStates("s1", 0, everything)).toEqual([stateAt(1), stateAt(3), stateAt(4)]);
        expect(await log.readStepStates("s1", 1, { ...everything, maxEvents: 1 })).toEqual([stateAt(3)]);
        expect(await log.readStepStates("s1", 0, { ...everything, maxLength: 1 })).toEqual([stateAt(1)]);
        expect(await log.readStepStates("s1", 4, everything)).toEqual([]);
        expect(await log.readStepStates("s2", 0, everything)).toEqual([]);
        expect(JSON.stringify(await readAll(log, "s1"))).not.toContain("of");
      });

      it("refuses a commit as invalid when it is of no event of its append, or twice of one", async () => {
        for (const stepStates of [[stateAt(2)], [stateAt(0)], [stateAt(1), stateAt(1)]]) {
          const append = { ...appendOf("s1", 1, ["a"]), stepStates };
          await expect(log.commit([append])).rejects.toMatchObject({ code: "invalid", sessionId: "s1" });
        }
        expect(await log.findSession("s1")).toBeUndefined();
      });

      it("is not stored when its commit is refused", async () => {
        await log.commit([appendOf("s1", 1, ["a"])]);
        const refused = [{ ...appendOf("s1", 2, ["b"]), stepStates: [stateAt(2)] }, appendOf("s2", 9, ["x"])];
        await expect(log.commit(refused)).rejects.toMatchObject({ code: "conflict" });
        expect(await log.readStepStates("s1", 0, everything)).toEqual([]);
      });

      it("goes with its session, and not to one of the same id that begins later", async () => {
        await log.commit([{ ...appendOf("s1", 1, ["a"]), stepStates: [stateAt(1)] }]);
        await log.deleteSession("s1");
        expect(await log.readStepStates("s1", 0, everything)).toEqual([]);
        await log.commit([appendOf("s1", 1, ["a"])]);
        expect(await log.readStepStates("s1", 0, everything)).toEqual([]);
      });

      it("goes into a backup", async () => {
        await log.commit([{ ...appendOf("s1", 1, ["a"]), stepStates: [stateAt(1)] }]);
        const path = join(folder.path, "copy.sqlite");
        await log.backup(path);
        const copy = await SqliteEventLog.open({ path });
        expect(await copy.readStepStates("s1", 0, everything)).toEqual([stateAt(1)]);
        await copy.close();
      });
    });

    describe("a commit", () => {
      it("is refused as a whole when one append does not continue its session", async () => {
        await log.commit([appendOf("s1", 1, ["a"])]);
        const appends = [appendOf("s2", 1, ["x"]), appendOf("s1", 3, ["c"])];
        await expect(log.commit(appends)).rejects.toMatchObject({ code: "conflict", sessionId: "s1" });
        await expect(log.commit([appendOf("s1", 1, ["again"])])).rejects.toMatchObject({ code: "conflict" });
        expect(await log.findSession("s2")).toBeUndefined();
        expect(await readAll(log, "s1")).toHaveLength(1);
      });

      it("leaves the log usable after it was refused", async () => {
        await log.commit([appendOf("s1", 1, ["a"])]);
        await expect(log.commit([appendOf("s1", 2, ["b"]), appendOf("s1", 2, ["b"])])).rejects.toMatchObject({
          code: "conflict",
        });
        await log.commit([appendOf("s1", 2, ["b"])]);
        expect((await log.findSession("s1"))?.sequence).toBe(2);
      });

      it("is refused as invalid without the record of a new session", async () => {
        const append = { sessionId: "s1", firstSequence: 1, events: ["{}"] };
        await expect(log.commit([append])).rejects.toMatchObject({ code: "invalid", sessionId: "s1" });
        const foreign = { ...append, record: recordOf("s2") };
        await expect(log.commit([foreign])).rejects.toMatchObject({ code: "invalid", sessionId: "s1" });
      });

      it("is refused as invalid with an event that is empty or has a line break", async () => {
        for (const text of ["", "{\n}"]) {
          const append = { ...appendOf("s1", 1, ["a"]), events: [text] };
          await expect(log.commit([append])).rejects.toMatchObject({ code: "invalid", sessionId: "s1" });
        }
      });

      it("of nothing does nothing", async () => {
        await log.commit([]);
        expect((await log.stats()).sessions).toBe(0);
      });
    });

    describe("a session's record", () => {
      it("comes back whole, with the sequence of the last event", async () => {
        const record = recordOf("s1", {
          title: "Hello",
          userId: "ada",
          status: 4,
          hasOpenTurn: true,
          params: '{"a":1}',
        });
        await log.commit([{ sessionId: "s1", firstSequence: 1, events: ["{}", "{}"], record }]);
        expect(await log.findSession("s1")).toEqual({ ...record, sequence: 2 });
      });

      it("is replaced by the last one given, and kept where none is", async () => {
        const changed = recordOf("s1", { status: 2 });
        await log.commit([
          appendOf("s1", 1, ["a"]),
          { sessionId: "s1", firstSequence: 2, events: [], record: recordOf("s1", { status: 4 }) },
          { sessionId: "s1", firstSequence: 2, events: [], record: changed },
          appendOf("s1", 2, ["b"]),
        ]);
        await log.commit([appendOf("s1", 3, ["c"])]);
        expect(await log.findSession("s1")).toEqual({ ...changed, sequence: 3 });
      });

      it("can come before any event", async () => {
        await log.commit([{ sessionId: "s1", firstSequence: 1, events: [], record: recordOf("s1") }]);
        expect((await log.findSession("s1"))?.sequence).toBe(0);
        await log.commit([appendOf("s1", 1, ["a"])]);
        expect((await log.findSession("s1"))?.sequence).toBe(1);
      });

      it("lists the sessions that have an open turn", async () => {
        const record = (id: string, hasOpenTurn: boolean) => recordOf(id, { hasOpenTurn });
        const appends = ["s1", "s2", "s3"].map((id) => ({
          ...appendOf(id, 1, ["a"]),
          record: record(id, id !== "s2"),
        }));
        await log.commit(appends);
        await log.commit([{ sessionId: "s1", firstSequence: 2, events: [], record: record("s1", false) }]);
        expect(await log.openSessions()).toEqual([{ ...record("s3", true), sequence: 1 }]);
      });
    });

    describe("the list of sessions", () => {
      beforeEach(async () => {
        const times: readonly (readonly [string, string, number])[] = [
          ["s1", "ada", 100],
          ["s2", "ada", 300],
          ["s3", "bob", 200],
          ["s4", "ada", 200],
          ["s5", "ada", 200],
        ];
        await log.commit(
          times.map(([id, userId, updatedAt]) => ({
            sessionId: id,
            firstSequence: 1,
            events: ["{}"],
            record: recordOf(id, { userId, updatedAt }),
          })),
        );
      });

      it("has the newest first, then by id", async () => {
        const { sessions, nextCursor } = await log.listSessions({ limit: 10 });
        expect(sessions.map((session) => session.sessionId)).toEqual(["s2", "s3", "s4", "s5", "s1"]);
        expect(nextCursor).toBeUndefined();
        expect(sessions[0]).toEqual({ ...recordOf("s2", { userId: "ada", updatedAt: 300 }), sequence: 1 });
      });

      it("continues page by page, for one user alone on request", async () => {
        const pages: string[][] = [];
        let cursor: string | undefined;
        do {
          const page = await log.listSessions({
            userId: "ada",
            limit: 2,
            ...(cursor === undefined ? {} : { cursor }),
          });
          pages.push(page.sessions.map((session) => session.sessionId));
          cursor = page.nextCursor;
        } while (cursor !== undefined);
        expect(pages).toEqual([
          ["s2", "s4"],
          ["s5", "s1"],
        ]);
      });

      it("lists, for a user, the sessions that others share, page by page", async () => {
        const share = (sessionId: string, ...sharedWith: string[]) =>
          log.commit([{ sessionId, firstSequence: 2, events: [], sharedWith }]);
        const listOf = async (sharedWith: string, limit = 10) => {
          const ids: string[] = [];
          let cursor: string | undefined;
          do {
            const place = cursor === undefined ? {} : { cursor };
            const page = await log.listSessions({ sharedWith, limit, ...place });
            expect(page.sessions.length).toBeLessThanOrEqual(limit);
            ids.push(...page.sessions.map((session) => session.sessionId));
            cursor = page.nextCursor;
          } while (cursor !== undefined);
          return ids;
        };
        expect(await listOf("bob")).toEqual([]);
        for (const id of ["s1", "s2", "s4", "s5"]) await share(id, "bob", "eve", "ada");
        for (const limit of [1, 2, 3, 10])
          expect(await listOf("bob", limit)).toEqual(["s2", "s4", "s5", "s1"]);
        expect(await listOf("ada")).toEqual([]);
        const { sessions } = await log.listSessions({ sharedWith: "bob", limit: 1 });
        expect(sessions).toEqual([{ ...recordOf("s2", { userId: "ada", updatedAt: 300 }), sequence: 1 }]);
        // Appends that say nothing of it change nothing; the order is that of the last use.
        const record = recordOf("s1", { userId: "ada", updatedAt: 400 });
        await log.commit([{ sessionId: "s1", firstSequence: 2, events: ["{}"], record }]);
        await share("s4", "eve", "eve");
        await log.deleteSession("s5");
        expect(await listOf("bob")).toEqual(["s1", "s2"]);
        expect(await listOf("eve")).toEqual(["s1", "s2", "s4"]);
      });

      it("shares nothing by a commit that is refused", async () => {
        const appends = [
          { sessionId: "s1", firstSequence: 2, events: [], sharedWith: ["bob"] },
          { sessionId: "s2", firstSequence: 9, events: ["{}"] },
        ];
        await expect(log.commit(appends)).rejects.toMatchObject({ code: "conflict" });
        expect((await log.listSessions({ sharedWith: "bob", limit: 1 })).sessions).toEqual([]);
      });

      it("copies into a backup who shares sessions", async () => {
        await log.commit([{ sessionId: "s1", firstSequence: 2, events: [], sharedWith: ["bob"] }]);
        const path = join(folder.path, "copy.sqlite");
        await log.backup(path);
        const copy = await SqliteEventLog.open({ path });
        const { sessions } = await copy.listSessions({ sharedWith: "bob", limit: 10 });
        await copy.close();
        expect(sessions.map(({ sessionId }) => sessionId)).toEqual(["s1"]);
      });

      it("refuses a cursor that it did not give out", async () => {
        for (const cursor of ["", "x", "bnVsbA", "WzEsMl0", "WyIxIiwiczEiXQ"]) {
          await expect(log.listSessions({ limit: 2, cursor })).rejects.toMatchObject({ code: "bad_cursor" });
        }
      });
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
