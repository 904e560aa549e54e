import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { Engine, type EngineEvent, type EngineLimits, SqliteEventLog } from "@aiwhisperer/engine";
import { Delivery } from "@aiwhisperer/protocol";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { EventRecorder } from "../support/event-recorder.ts";
import { ManualClock } from "../support/manual-clock.ts";
import { finished, hang, ScriptedModel, said } from "../support/scripted-model.ts";

const HOUR = 3_600_000;

let folder: string;
let engine: Engine;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "aiwhisperer-retention-"));
});
afterEach(async () => {
  await engine.close();
  await rm(folder, { recursive: true, force: true });
});

async function start(limits: Partial<EngineLimits>, nowMs?: number) {
  const log = await SqliteEventLog.open({ path: join(folder, "log.sqlite") });
  const clock = new ManualClock();
  if (nowMs !== undefined) clock.jump(nowMs - clock.now());
  const model = new ScriptedModel(async function* (request) {
    const last = request.messages.at(-1);
    if (last?.role === "user" && last.text === "hang") await hang(request);
    yield said("x".repeat(20_000));
    yield finished;
  });
  engine = new Engine({
    log,
    models: model.catalog,
    clock,
    limits: { retentionIntervalMs: HOUR, ...limits },
  });
  const recorder = new EventRecorder();
  engine.delegates.register(recorder);
  const announced: EngineEvent[] = [];
  engine.delegates.register({
    name: "deletions",
    events: ["session_deleted", "clock_jumped"],
    handle: (event) => void announced.push(event),
  });
  const events = (name: EngineEvent["name"]) => announced.filter((event) => event.name === name);
  await engine.start();
  await clock.timerOf(HOUR);
  const talk = async (message: string): Promise<string> => {
    const session = await engine.startSession({ ownerId: "local", userLabel: "ann", params: {} });
    await session.conversation.send({ message, delivery: Delivery.Queue });
    if (message !== "hang") await recorder.turnsEnded(recorder.endings.length + 1);
    return session.sessionId;
  };
  const sessions = async () =>
    (await log.listSessions({ limit: 100 })).sessions.map(({ sessionId }) => sessionId);
  /** Lets the time pass to the next look, and waits until that is over. */
  const sweep = async (): Promise<void> => {
    clock.advance(HOUR);
    await clock.timerOf(HOUR);
  };
  return { log, clock, talk, sessions, sweep, events };
}

describe("retention", () => {
  it("keeps sessions for ever by default", async () => {
    const { clock, talk, sessions, sweep } = await start({});
    const sessionId = await talk("hi");
    clock.advance(1_000 * HOUR);
    await sweep();
    expect(await sessions()).toEqual([sessionId]);
  });

  it("deletes sessions that were unused for too long, but none with an open turn", async () => {
    const { talk, sessions, sweep } = await start({ maxSessionAgeMs: 10 * HOUR });
    const old = await talk("hi");
    const busy = await talk("hang");
    for (let hour = 0; hour < 6; hour += 1) await sweep();
    const recent = await talk("hi");
    expect((await sessions()).sort()).toEqual([old, busy, recent].sort());
    for (let hour = 0; hour < 5; hour += 1) await sweep();
    expect((await sessions()).sort()).toEqual([busy, recent].sort());
    await expect(engine.describe("local", old)).rejects.toMatchObject({ code: "session_not_found" });
  });

  it("deletes the sessions used longest ago while there is too much", async () => {
    const { clock, log, talk, sessions, sweep } = await start({ maxStoredBytes: 300_000 });
    const all: string[] = [];
    for (let count = 0; count < 20; count += 1) {
      all.push(await talk("hi"));
      clock.advance(1);
    }
    await sweep();
    const kept = await sessions();
    expect(kept.length).toBeGreaterThan(2);
    expect(kept.length).toBeLessThan(20);
    expect(kept).toEqual(all.slice(-kept.length).reverse());
    expect((await log.stats()).usedBytes).toBeLessThanOrEqual(300_000);
  });

  it("forgets the answers of idempotency keys after their time", async () => {
    const { log, sweep } = await start({ idempotencyKeepMs: 2 * HOUR });
    const request = { ownerId: "local", key: "k", method: "startSession", params: {} };
    await engine.once(request, async (keep) => {
      await engine.startSession({ ownerId: "local", userLabel: "ann", params: {} }, keep);
      return {};
    });
    await sweep();
    expect(await log.findAnswer("local", "k")).toBeDefined();
    await sweep();
    await sweep();
    expect(await log.findAnswer("local", "k")).toBeUndefined();
  });
});

describe("the ages of sessions, when the clock of the machine jumps", () => {
  const YEAR = 8_766 * HOUR;

  /** Sessions of which one is used at every hour, the first one five hours ago. */
  async function startAged() {
    const rig = await start({ maxSessionAgeMs: 10 * HOUR });
    for (let hour = 0; hour < 5; hour += 1) {
      await rig.talk("hi");
      await rig.sweep();
    }
    return { ...rig, all: (await rig.sessions()).sort() };
  }

  it.each([10 * YEAR, 3 * HOUR, -3 * HOUR])(
    "by %i ms between two looks: none is deleted for it, and each one when its time has passed",
    async (jump) => {
      const { clock, all, sessions, sweep, events } = await startAged();
      clock.jump(jump);
      await sweep();
      expect((await sessions()).sort()).toEqual(all);
      expect(events("clock_jumped")).toHaveLength(1);
      for (let hour = 0; hour < 3; hour += 1) await sweep();
      expect((await sessions()).sort()).toEqual(all);
      for (let hour = 0; hour < 20; hour += 1) await sweep();
      expect(await sessions()).toEqual([]);
      const told = all.map((sessionId) =>
        expect.objectContaining({ sessionId, userId: "local", reason: "age" }),
      );
      expect(events("session_deleted")).toHaveLength(all.length);
      expect(events("session_deleted")).toEqual(expect.arrayContaining(told));
    },
  );

  it("back by years: none is deleted before the clock has come to its time again", async () => {
    const { clock, all, sessions, sweep } = await startAged();
    clock.jump(-10 * YEAR);
    for (let hour = 0; hour < 24; hour += 1) await sweep();
    expect((await sessions()).sort()).toEqual(all);
    clock.jump(10 * YEAR);
    for (let hour = 0; hour < 12; hour += 1) await sweep();
    expect(await sessions()).toEqual([]);
  });

  it("there and back, with sessions used in between: none is deleted before its time", async () => {
    const { clock, talk, all, sessions, sweep } = await startAged();
    clock.jump(-50 * YEAR);
    await sweep();
    const between = await talk("hi");
    await sweep();
    clock.jump(50 * YEAR);
    for (let hour = 0; hour < 2; hour += 1) await sweep();
    expect((await sessions()).sort()).toEqual([...all, between].sort());
    for (let hour = 0; hour < 20; hour += 1) await sweep();
    expect(await sessions()).toEqual([]);
  });

  it.each([10 * YEAR, -3 * HOUR])("by %i ms across a restart: an hour of it counts at most", async (jump) => {
    const first = await startAged();
    await engine.close();
    const { clock, sessions, sweep } = await start({ maxSessionAgeMs: 10 * HOUR }, first.clock.now() + jump);
    expect((await sessions()).sort()).toEqual(first.all);
    for (let hour = 0; hour < 3; hour += 1) await sweep();
    expect((await sessions()).sort()).toEqual(first.all);
    for (let hour = 0; hour < 20; hour += 1) await sweep();
    expect(await sessions()).toEqual([]);
    expect(clock.now()).toBeGreaterThan(0);
  });

  it("where the note of the last look is gone or harmed, too", async () => {
    const first = await startAged();
    await engine.close();
    const db = new DatabaseSync(join(folder, "log.sqlite"));
    db.exec("UPDATE notes SET text = replace(text, '1', '0')");
    db.close();
    const { sessions } = await start({ maxSessionAgeMs: 10 * HOUR }, first.clock.now() + YEAR);
    expect((await sessions()).sort()).toEqual(first.all);
  });

  it("keeps answers of idempotency keys for their time, whatever the clock says", async () => {
    const { clock, log, sweep } = await start({ idempotencyKeepMs: 3 * HOUR });
    await engine.once({ ownerId: "local", key: "k", method: "startSession", params: {} }, async (keep) => {
      await engine.startSession({ ownerId: "local", userLabel: "ann", params: {} }, keep);
      return {};
    });
    clock.jump(YEAR);
    await sweep();
    expect(await log.findAnswer("local", "k")).toBeDefined();
    for (let hour = 0; hour < 3; hour += 1) await sweep();
    expect(await log.findAnswer("local", "k")).toBeUndefined();
  });
});

describe("a deletion by a person", () => {
  it("is announced as one", async () => {
    const { talk, events } = await start({});
    const sessionId = await talk("hi");
    await engine.deleteSession("local", sessionId);
    expect(events("session_deleted")).toEqual([
      { name: "session_deleted", userId: "local", sessionId, reason: "request" },
    ]);
  });
});
