import { type Append, Engine, MemoryEventLog } from "@aiwhisperer/engine";
import { Delivery } from "@aiwhisperer/protocol";
import { describe, expect, it } from "vitest";
import { EventRecorder } from "../support/event-recorder.ts";
import { finished, ScriptedModel, said } from "../support/scripted-model.ts";

/** A log in memory on a disk that takes its time: a commit ends when the test lets it. */
class SlowLog extends MemoryEventLog {
  gate: Promise<void> = Promise.resolve();

  override async commit(appends: readonly Append[]): Promise<void> {
    await this.gate;
    await super.commit(appends);
  }
}

describe("deltas under pressure", () => {
  it("are joined when the log does not keep up, lose nothing, and hold the model back at a bound", async () => {
    const log = new SlowLog();
    let produced = 0;
    const pieces = 68_000;
    const model = new ScriptedModel(async function* () {
      for (; produced < pieces; produced += 1) yield said(`${produced % 10}`);
      yield finished;
    });
    const engine = new Engine({ log, models: model.catalog, limits: { maxUncommittedEvents: 4 } });
    const recorder = new EventRecorder();
    engine.delegates.register(recorder);
    await engine.start();
    const session = await engine.startSession({ ownerId: "local", userLabel: "ann", params: {} });
    await session.conversation.send({ message: "go", delivery: Delivery.Queue });
    const gate = Promise.withResolvers<void>();
    log.gate = gate.promise;
    // What may wait is bounded: the model is paused long before its end.
    const bound = 64 * 1024;
    await expect.poll(() => produced).toBeGreaterThan(bound);
    expect(produced).toBeLessThan(bound + 100);
    log.gate = Promise.resolve();
    gate.resolve();
    await recorder.turnsEnded();
    const expected = Array.from({ length: pieces }, (_, index) => index % 10).join("");
    expect(recorder.answerText === expected).toBe(true);
    expect(recorder.finalChunks).toMatchObject([{ length: pieces }]);
    const sequences = recorder.committed.map(({ sequence }) => sequence);
    expect(sequences).toEqual(sequences.map((_, index) => index + 1));
    await engine.close();
  });
});
