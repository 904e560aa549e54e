import { Engine, MemoryEventLog } from "@aiwhisperer/engine";
import { Delivery, SessionStatus, TurnStatus } from "@aiwhisperer/protocol";
import { expect, it } from "vitest";
import { ManualClock } from "../support/manual-clock.ts";
import { hang, ScriptedModel, said } from "../support/scripted-model.ts";

it("tells what goes on in the sessions in memory, the one used last first, and nothing of what is said", async () => {
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
  const running = await first.send({ message: "s3cr3t message", delivery: Delivery.Queue });
  const queued = await first.send({ message: "s3cr3t too", delivery: Delivery.Queue });
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
