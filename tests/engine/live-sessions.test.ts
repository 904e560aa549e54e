import { Engine, type EngineFault, MemoryEventLog, type Session } from "@aiwhisperer/engine";
import { Delivery, SessionStatus, TurnStatus } from "@aiwhisperer/protocol";
import { describe, expect, it } from "vitest";
import { EventRecorder } from "../support/event-recorder.ts";
import { ManualClock } from "../support/manual-clock.ts";
import { finished, hang, ScriptedModel, said } from "../support/scripted-model.ts";

it("describes the sessions in memory, most recently used first, without their texts", async () => {
  const clock = new ManualClock();
  const createdAt = clock.now();
  const model = new ScriptedModel(async function* (request) {
    yield said("s3cr3t answer");
    await hang(request);
  });
  const engine = new Engine({ log: new MemoryEventLog(), models: model.catalog, clock });
  await engine.start();
  const params = { context: "s3cr3t context", metadata: { name: "s3cr3t" } };
  const first = await engine.startSession({ ownerId: "ann", userLabel: "s3cr3t label", params });
  const idle = await engine.startSession({ ownerId: "ben", userLabel: "ben", params: {} });
  clock.advance(1_000);
  await engine.session("ann", first.sessionId);
  const running = await first.conversation.send({ message: "s3cr3t message", delivery: Delivery.Queue });
  const queued = await first.conversation.send({ message: "s3cr3t too", delivery: Delivery.Queue });
  const about = { status: SessionStatus.Active, model: model.id, createdAt, pendingApprovals: 0 };
  const live = engine.liveSessions();
  expect(live).toEqual([
    {
      ...about,
      sessionId: first.sessionId,
      ownerId: "ann",
      updatedAt: createdAt + 1_000,
      openTurns: [
        { turnId: running.turnId, status: TurnStatus.Running },
        { turnId: queued.turnId, status: TurnStatus.Queued },
      ],
    },
    { ...about, sessionId: idle.sessionId, ownerId: "ben", updatedAt: createdAt, openTurns: [] },
  ]);
  expect(JSON.stringify(live)).not.toContain("s3cr3t");
  await engine.close();
});

describe("a session that is let go to make room for others", () => {
  async function start(): Promise<{
    engine: Engine;
    recorder: EventRecorder;
    held: Session;
    send: () => Promise<unknown>;
  }> {
    const model = new ScriptedModel(async function* () {
      yield said("answer");
      yield finished;
    });
    const engine = new Engine({
      log: new MemoryEventLog(),
      models: model.catalog,
      limits: { maxLiveSessions: 1 },
    });
    const recorder = new EventRecorder();
    engine.delegates.register(recorder);
    await engine.start();
    const { sessionId } = await engine.startSession({ ownerId: "ann", userLabel: "ann", params: {} });
    const held = await engine.session("ann", sessionId);
    await engine.startSession({ ownerId: "ben", userLabel: "ben", params: {} });
    expect(engine.liveSessions().map((live) => live.ownerId)).toEqual(["ben"]);
    const send = () => held.conversation.send({ message: "go", delivery: Delivery.Queue });
    return { engine, recorder, held, send };
  }

  it("is the same object for every caller, as long as one refers to it", async () => {
    const { engine, recorder, held, send } = await start();
    const asked = engine.session("ann", held.sessionId);
    await send();
    expect(await asked).toBe(held);
    await recorder.turnsEnded();
    expect(await engine.session("ann", held.sessionId)).toBe(held);
    expect(recorder.told.filter(({ name }) => name === "engine_error_occurred")).toEqual([]);
    await engine.close();
  });

  it("is in memory again when it begins a turn", async () => {
    const { engine, recorder, send } = await start();
    await send();
    expect(engine.liveSessions().map((live) => live.ownerId)).toContain("ann");
    await recorder.turnsEnded();
    await engine.close();
  });
});

it("does not bring a deleted session back, whenever it was asked for", async () => {
  const model = new ScriptedModel(async function* () {
    yield finished;
  });
  const engine = new Engine({ log: new MemoryEventLog(), models: model.catalog });
  await engine.start();
  for (let later = 0; later < 40; later += 1) {
    const { sessionId } = await engine.startSession({ ownerId: "ann", userLabel: "ann", params: {} });
    const deleted = engine.deleteSession("ann", sessionId);
    for (let turn = 0; turn < later; turn += 1) await Promise.resolve();
    const asked = engine.session("ann", sessionId).then(
      () => "found",
      ({ code }: EngineFault) => code,
    );
    await deleted;
    expect(["found", "session_not_found"]).toContain(await asked);
    expect(engine.liveSessions()).toEqual([]);
    await expect(engine.session("ann", sessionId)).rejects.toMatchObject({ code: "session_not_found" });
  }
  await engine.close();
});
