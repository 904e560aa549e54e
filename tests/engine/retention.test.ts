import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Engine, type EngineLimits, SqliteEventLog } from "@aiwhisperer/engine";
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

async function start(limits: Partial<EngineLimits>) {
  const log = await SqliteEventLog.open({ path: join(folder, "log.sqlite") });
  const clock = new ManualClock();
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
  await engine.start();
  await clock.timerOf(HOUR);
  const talk = async (message: string): Promise<string> => {
    const session = await engine.startSession({ ownerId: "local", userLabel: "ann", params: {} });
    await session.send({ message, delivery: Delivery.Queue });
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
  return { log, clock, talk, sessions, sweep };
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
