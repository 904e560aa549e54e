import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { SqliteEventLog } from "../../packages/engine/src/log/sqlite/sqlite-event-log.ts";
import { repairStoredLog } from "../../packages/engine/src/log/sqlite/sqlite-repair.ts";
import { answerOf, appendOf, readAll } from "./sample.ts";
import { createTemporaryFolder, type TemporaryFolder } from "./temporary-folder.ts";

const PAGE = 4096;
const SESSIONS = 6;

/**
 * Place of the free list's first page in the header, section 1.3 of https://www.sqlite.org/fileformat2.html.
 */
const FREE_LIST_AT = 32;

let folder: TemporaryFolder;
let path: string;
beforeEach(async () => {
  folder = await createTemporaryFolder();
  path = join(folder.path, "log.sqlite");
});
afterEach(() => folder.remove());

const open = () => SqliteEventLog.open({ path });
const chunks = (count: number) => Array.from({ length: count }, (_, at) => `${at} ${"word ".repeat(12)}`);

/** Sessions with answers, notes and snapshots; as many pages of others are free. */
async function fill(): Promise<void> {
  const log = await open();
  for (let index = 0; index < SESSIONS; index += 1) {
    const sessionId = `s${index}`;
    await log.commit([{ ...appendOf(sessionId, 1, chunks(40)), answers: [answerOf(`k${index}`)] }]);
    await log.writeNote(`note ${index}`, "text");
    const part = { version: 1, firstSequence: 1, lastSequence: 40, lastChecksum: 1 };
    await log.writeSnapshotPart(sessionId, { ...part, text: "x".repeat(3_000) });
    await log.commit([appendOf(`deleted-${index}`, 1, chunks(400))]);
  }
  for (let index = 0; index < SESSIONS; index += 1) await log.deleteSession(`deleted-${index}`);
  await log.close();
}

function rootOf(name: string): number {
  const db = new DatabaseSync(path);
  const row = db.prepare("SELECT rootpage FROM sqlite_schema WHERE name = ?").get(name);
  db.close();
  return Number(row?.rootpage);
}

function change(edit: (bytes: Buffer) => void): void {
  const bytes = readFileSync(path);
  edit(bytes);
  writeFileSync(path, bytes);
}

/** Every session is read whole, one is written, one is begun, one is deleted. */
async function expectAtWork(log: SqliteEventLog): Promise<void> {
  for (let index = 0; index < SESSIONS; index += 1) {
    expect(await readAll(log, `s${index}`)).toHaveLength(40);
    expect(await log.findAnswer("local", `k${index}`)).toEqual(answerOf(`k${index}`));
  }
  expect(await log.openSessions()).toEqual([]);
  await log.commit([appendOf("s1", 41, ["more"])]);
  for (let index = 0; index < 20; index += 1) await log.commit([appendOf(`new-${index}`, 1, chunks(60))]);
  expect(await log.deleteSession("new-0")).toBe(true);
}

describe("a damaged page of a table that the log is whole without", () => {
  it.each([
    "meta",
    "doomed",
    "journal",
    "damaged_sessions",
    "sqlite_sequence",
    "sessions_open",
    "notes",
    "snapshot_parts",
    "snapshot_parts_by_session",
  ])("harms no session: %s", async (name) => {
    await fill();
    const root = rootOf(name);
    change((bytes) => bytes.fill(0xee, (root - 1) * PAGE, (root - 1) * PAGE + 40));
    const damaged = readFileSync(path);
    const log = await open();
    expect(log.damage.length).toBeGreaterThan(0);
    await expectAtWork(log);
    await log.close();
    const again = await open();
    expect(await readAll(again, "s1")).toHaveLength(41);
    expect(await readAll(again, "new-19")).toHaveLength(60);
    await again.commit([appendOf("newer", 1, ["first"])]);
    await again.close();

    writeFileSync(path, damaged);
    expect(await repairStoredLog(path, 1, () => undefined)).toMatchObject({ damage: [], sessions: [] });
    const repaired = readFileSync(path);
    expect(await repairStoredLog(path, 2, () => undefined)).toMatchObject({ found: [], damage: [] });
    expect(readFileSync(path).length).toBe(repaired.length);
    const mended = await open();
    await expectAtWork(mended);
    await mended.close();
  });

  it("leaves the sessions of damaged journal rows marked", async () => {
    await fill();
    const log = await open();
    await log.commit([appendOf("s2", 41, ["last words"])]);
    const killed = [readFileSync(path), readFileSync(`${path}-wal`)] as const;
    await log.close();
    writeFileSync(path, killed[0]);
    writeFileSync(`${path}-wal`, killed[1]);
    const db = new DatabaseSync(path);
    db.exec("UPDATE journal SET text = replace(text, 'last', 'lost')");
    db.close();
    await (await open()).close();
    const root = rootOf("damaged_sessions");
    change((bytes) => bytes.fill(0xee, (root - 1) * PAGE, (root - 1) * PAGE + 40));
    const marked = await open();
    await expect(readAll(marked, "s2")).rejects.toMatchObject({ code: "damaged" });
    expect(await readAll(marked, "s1")).toHaveLength(40);
    await marked.close();
  });
});

it.each(["meta", "doomed", "journal", "damaged_sessions"])(
  "a process that ended after it removed the damaged table %s leaves a log that is opened",
  async (name) => {
    await fill();
    const db = new DatabaseSync(path);
    db.exec(`DROP TABLE ${name}`);
    db.close();
    const log = await open();
    await expectAtWork(log);
    await log.close();
  },
);

it("a list of free pages that names a page in use is dropped, so that the page is not overwritten", async () => {
  await fill();
  const db = new DatabaseSync(path);
  const used = db.prepare("SELECT pageno FROM dbstat WHERE name = 'events' AND pagetype = 'leaf'").all();
  db.close();
  expect(used.length).toBeGreaterThan(2);
  const whole = readFileSync(path);
  for (const { pageno } of used) {
    writeFileSync(path, whole);
    change((bytes) => {
      const trunk = bytes.readUInt32BE(FREE_LIST_AT);
      const leaves = bytes.readUInt32BE((trunk - 1) * PAGE + 4);
      expect(leaves).toBeGreaterThan(2);
      for (let leaf = 0; leaf < leaves; leaf += 1)
        bytes.writeUInt32BE(Number(pageno), (trunk - 1) * PAGE + 8 + 4 * leaf);
    });
    const log = await open();
    expect(log.damage.length).toBeGreaterThan(0);
    await expectAtWork(log);
    await log.close();
    const again = await open();
    for (let index = 0; index < SESSIONS; index += 1)
      expect(await readAll(again, `s${index}`)).toHaveLength(index === 1 ? 41 : 40);
    await again.close();
  }
});
