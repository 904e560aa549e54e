import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { EventLog } from "../../packages/engine/src/log/event-log.ts";
import { unpackTexts } from "../../packages/engine/src/log/event-text.ts";
import { SqliteEventLog } from "../../packages/engine/src/log/sqlite/sqlite-event-log.ts";
import { type CreateLog, logUpkeepSuite } from "./log-upkeep-suite.ts";
import { appendOf, chunkText, everything, readAll, recordOf } from "./sample.ts";
import { createTemporaryFolder, type TemporaryFolder } from "./temporary-folder.ts";

/** The rules of `EventLog`, to be held by every implementation. */
export function eventLogSuite(name: string, create: CreateLog): void {
  logUpkeepSuite(name, create);
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

      it("are read packed as well, the same ones, from any sequence on", async () => {
        await log.commit([appendOf("s1", 1, ["a", "b", "c"])]);
        await log.commit([appendOf("s1", 4, ["d", "e"])]);
        for (const afterSequence of [0, 1, 3, 4, 5, 1000]) {
          const packed = await log.readPacked("s1", afterSequence, everything);
          const events = packed.flatMap(({ firstSequence, count, text }) => {
            const texts = unpackTexts(text);
            expect(texts).toHaveLength(count);
            return texts.map((each, index) => ({ sequence: firstSequence + index, text: each }));
          });
          expect(events).toEqual(await log.read("s1", afterSequence, everything));
        }
        expect(await log.readPacked("absent", 0, everything)).toEqual([]);
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
  });
}
