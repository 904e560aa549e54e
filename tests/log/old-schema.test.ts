import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { gunzipSync } from "node:zlib";
import { afterEach, beforeEach, expect, it } from "vitest";
import { SqliteEventLog } from "../../packages/engine/src/log/sqlite/sqlite-event-log.ts";
import { answerOf, appendOf, everything, readAll } from "./sample.ts";
import { createTemporaryFolder, type TemporaryFolder } from "./temporary-folder.ts";

let folder: TemporaryFolder;
let path: string;

/**
 * A log that the last version with schema 6 left when it was killed: two sessions, last events in the
 * journal, all of it in the write-ahead file.
 */
beforeEach(async () => {
  folder = await createTemporaryFolder();
  path = join(folder.path, "log.sqlite");
  for (const [suffix, name] of [
    ["", "sqlite"],
    ["-wal", "wal"],
  ] as const) {
    const packed = readFileSync(new URL(`fixtures/schema-6.${name}.gz`, import.meta.url));
    writeFileSync(path + suffix, gunzipSync(packed));
  }
});
afterEach(() => folder.remove());

it("a log of schema 6 that was killed is read whole and continued", async () => {
  const log = await SqliteEventLog.open({ path });
  expect(log.damage).toEqual([]);
  expect(await readAll(log, "old-1")).toHaveLength(40);
  expect(await log.readStepStates("old-1", 0, everything)).toEqual([{ sequence: 40, text: '{"a":1}' }]);
  expect(await log.findAnswer("local", "k1")).toEqual(answerOf("k1"));
  expect(await log.usageOfUser("local", 20_000)).toEqual({ tokens: 7, microDollars: 9 });
  expect((await log.listSessions({ sharedWith: "ann", limit: 9 })).sessions).toMatchObject([
    { sessionId: "old-1" },
  ]);
  expect(await log.openSessions()).toMatchObject([{ sessionId: "old-2", title: "Open", sequence: 3 }]);
  await log.commit([appendOf("old-2", 4, ["d"])]);
  await log.addUsage([{ userId: "local", sessionId: "old-1", day: 20_000, tokens: 1, microDollars: 1 }]);
  expect(await log.usageOfSession("old-1")).toEqual({ tokens: 8, microDollars: 10 });
  await log.close();
  const again = await SqliteEventLog.open({ path });
  expect((await readAll(again, "old-2")).map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4]);
  await again.close();
});

it("rows of a log of schema 6 get checksums when they are written again", async () => {
  const log = await SqliteEventLog.open({ path });
  await log.commit([{ ...appendOf("old-2", 4, ["d"]), record: appendOf("old-2", 1, []).record ?? never() }]);
  await log.close();
  const db = new DatabaseSync(path);
  const rows = db.prepare("SELECT session_id, checksum, last_sequence FROM sessions ORDER BY key").all();
  db.close();
  expect(rows).toMatchObject([
    { session_id: "old-1", checksum: null, last_sequence: null },
    { session_id: "old-2", checksum: expect.any(Number), last_sequence: 4 },
  ]);
});

function never(): never {
  throw new Error("the first append of a session has a record");
}
