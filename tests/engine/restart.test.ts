import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  Engine,
  type EngineOptions,
  type EventLog,
  LogFault,
  MemoryEventLog,
  SqliteEventLog,
} from "@aiwhisperer/engine";
import { Delivery, SessionStatus, TurnStatus } from "@aiwhisperer/protocol";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { EventRecorder } from "../support/event-recorder.ts";
import { ManualClock } from "../support/manual-clock.ts";
import { finished, hang, type Script, ScriptedModel, said } from "../support/scripted-model.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "aiwhisperer-restart-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const openLog = () => SqliteEventLog.open({ path: join(folder, "log.sqlite") });

async function startEngine(log: EventLog, script: Script, options: Partial<EngineOptions> = {}) {
  const model = new ScriptedModel(script);
  const engine = new Engine({ log, models: model.catalog, ...options });
  const recorder = new EventRecorder();
  engine.delegates.register(recorder);
  await engine.start();
  return { engine, model, recorder };
}

/** Starts a session, sends two messages, and closes the engine while the first is half answered. */
async function cutOff(): Promise<{ sessionId: string; sequence: number }> {
  const { engine, recorder } = await startEngine(await openLog(), async function* (request) {
    yield said("half");
    await hang(request);
  });
  const session = await engine.startSession({ ownerId: "local", userLabel: "ann", params: {} });
  await session.conversation.send({ message: "first", delivery: Delivery.Queue });
  await session.conversation.send({ message: "second", delivery: Delivery.Queue });
  await recorder.until(({ answerText }) => answerText === "half");
  await engine.close();
  return { sessionId: session.sessionId, sequence: session.committedSequence };
}

const answering: Script = async function* (_request, step) {
  yield said(`whole ${step}`);
  yield finished;
};

describe("an engine that starts on a log with open turns", () => {
  it("discards the half answer, produces it again under a new id, and continues with the queue", async () => {
    const { sessionId, sequence } = await cutOff();
    const { engine, model, recorder } = await startEngine(await openLog(), answering);
    await recorder.turnsEnded(2);
    expect(recorder.committed[0]).toMatchObject({
      sessionId,
      sequence: sequence + 1,
      event: { method: "MessageDiscardedNotification" },
    });
    expect(recorder.endings.map(({ status }) => status)).toEqual([
      TurnStatus.Completed,
      TurnStatus.Completed,
    ]);
    expect(recorder.answerText).toBe("whole 1whole 2");
    expect(model.requests.map(({ messages }) => messages)).toEqual([
      [{ role: "user", text: "first" }],
      [
        { role: "user", text: "first" },
        { role: "assistant", text: "whole 1" },
        { role: "user", text: "second" },
      ],
    ]);
    await engine.close();
  });

  it("ends the turn as Interrupted where the policy says so, with its text kept", async () => {
    await cutOff();
    const { engine, model, recorder } = await startEngine(await openLog(), answering, {
      afterRestart: "interrupt",
    });
    await recorder.turnsEnded(2);
    expect(recorder.endings.map(({ status }) => status)).toEqual([
      TurnStatus.Interrupted,
      TurnStatus.Completed,
    ]);
    expect(recorder.finalChunks[0]).toMatchObject({ length: "half".length });
    expect(model.requests[0]?.messages).toEqual([
      { role: "user", text: "first" },
      { role: "assistant", text: "half" },
      { role: "user", text: "second" },
    ]);
    await engine.close();
  });

  it("keeps an interrupted paused turn until it is cancelled, stopped or resumed", async () => {
    for (const end of ["cancel", "stop", "resume"] as const) {
      const first = await startEngine(await openLog(), async function* (request) {
        yield said("half");
        await hang(request);
      });
      const session = await first.engine.startSession({ ownerId: "local", userLabel: "ann", params: {} });
      await session.conversation.send({ message: "first", delivery: Delivery.Queue });
      await first.recorder.until(({ answerText }) => answerText === "half");
      await session.conversation.pause();
      await first.engine.close();

      const second = await startEngine(await openLog(), answering);
      const again = await second.engine.session("local", session.sessionId);
      expect(again.status).toBe(SessionStatus.Paused);
      expect(second.model.requests).toEqual([]);
      if (end === "cancel") await again.conversation.cancelTurn();
      else if (end === "stop") await again.stop();
      else await again.conversation.resume();
      await second.recorder.turnsEnded();
      const [ending] = second.recorder.endings;
      expect(ending?.status).toBe(end === "resume" ? TurnStatus.Completed : TurnStatus.Cancelled);
      // Its half answer is either ended or discarded, never both.
      expect(second.recorder.finalChunks).toHaveLength(1);
      const methods = second.recorder.sessionEvents.map(({ method }) => method);
      expect(methods.includes("MessageDiscardedNotification")).toBe(end === "resume");
      await second.engine.close();
    }
  });

  it("runs what waits behind a paused turn that was cut off and then cancelled, once the session resumes", async () => {
    const first = await startEngine(await openLog(), async function* (request) {
      yield said("half");
      await hang(request);
    });
    const session = await first.engine.startSession({ ownerId: "local", userLabel: "ann", params: {} });
    await session.conversation.send({ message: "first", delivery: Delivery.Queue });
    await first.recorder.until(({ answerText }) => answerText === "half");
    const { turnId } = await session.conversation.send({ message: "second", delivery: Delivery.Queue });
    await session.conversation.pause();
    await first.engine.close();

    const second = await startEngine(await openLog(), answering);
    const again = await second.engine.session("local", session.sessionId);
    await again.conversation.cancelTurn();
    expect(second.model.requests).toEqual([]);
    await again.conversation.resume();
    await second.recorder.turnsEnded(2);
    expect(second.recorder.endings.at(-1)).toMatchObject({ turnId, status: TurnStatus.Completed });
    await second.engine.close();
  });

  it("starts although one session cannot be read, and says which", async () => {
    const { sessionId } = await cutOff();
    const log = await openLog();
    const stored = await log.findSession(sessionId);
    if (stored === undefined) throw new Error("the session is in the log");
    const { sequence, ...record } = stored;
    await log.commit([{ sessionId, firstSequence: sequence + 1, events: ["{broken"], record }]);
    const engine = new Engine({ log, models: new ScriptedModel(answering).catalog });
    const recorder = new EventRecorder();
    engine.delegates.register(recorder);
    await engine.start();
    expect(recorder.told).toContainEqual(
      expect.objectContaining({ name: "engine_error_occurred", sessionId }),
    );
    await engine.startSession({ ownerId: "local", userLabel: "ann", params: {} });
    await engine.close();
  });

  it("leaves ended sessions alone, and reads them when they are asked for", async () => {
    const first = await startEngine(await openLog(), answering);
    const session = await first.engine.startSession({
      ownerId: "local",
      userLabel: "ann",
      params: { context: "Be brief." },
    });
    await session.conversation.send({ message: "one", delivery: Delivery.Queue });
    await first.recorder.turnsEnded();
    const summary = session.summary();
    await first.engine.close();

    const second = await startEngine(await openLog(), answering);
    expect(await second.engine.describe("local", session.sessionId)).toEqual(summary);
    expect(second.engine.counts().liveSessions).toBe(0);
    const again = await second.engine.session("local", session.sessionId);
    expect(again.summary()).toEqual(summary);
    await again.conversation.send({ message: "two", delivery: Delivery.Queue });
    await second.recorder.turnsEnded();
    expect(second.model.requests[0]).toMatchObject({
      system: "Be brief.",
      messages: [
        { role: "user", text: "one" },
        { role: "assistant", text: "whole 1" },
        { role: "user", text: "two" },
      ],
    });
    await expect(second.engine.session("another", session.sessionId)).rejects.toMatchObject({
      code: "session_not_found",
    });
    await expect(second.engine.describe("another", session.sessionId)).rejects.toMatchObject({
      code: "session_not_found",
    });
    await second.engine.close();
  });

  it("answers the message that interrupted before the one that waited, also after a restart", async () => {
    const first = await startEngine(await openLog(), async function* (request) {
      await hang(request);
      yield finished;
    });
    const session = await first.engine.startSession({ ownerId: "local", userLabel: "ann", params: {} });
    await session.conversation.send({ message: "runs", delivery: Delivery.Queue });
    await session.conversation.send({ message: "waits", delivery: Delivery.Queue });
    await session.conversation.send({ message: "urgent", delivery: Delivery.Interrupt });
    await first.recorder.turnsEnded();
    await first.engine.close();
    const second = await startEngine(await openLog(), answering);
    await second.recorder.turnsEnded(2);
    const asked = second.model.requests.map(({ messages }) => messages.at(-1));
    expect(asked).toEqual([
      { role: "user", text: "urgent" },
      { role: "user", text: "waits" },
    ]);
    await second.engine.close();
  });
});

describe("an engine whose log fails", () => {
  /** A real log that refuses every commit while the disk is said to be full. */
  class FullAtTimes extends MemoryEventLog {
    isFull = false;
    override async commit(...args: Parameters<MemoryEventLog["commit"]>): Promise<void> {
      if (this.isFull) throw new LogFault("full", "The disk is full.");
      return super.commit(...args);
    }
    override async probe(): Promise<void> {
      if (this.isFull) throw new LogFault("full", "The disk is full.");
    }
  }

  it("acknowledges nothing, announces the fault, and recovers by itself once the log can be written", async () => {
    const log = new FullAtTimes();
    const clock = new ManualClock();
    const step = Promise.withResolvers<void>();
    const { engine, model, recorder } = await startEngine(
      log,
      async function* (request, number) {
        yield said("half");
        if (number === 1) {
          await step.promise;
          yield said(" lost");
          await hang(request);
        }
        yield finished;
      },
      { clock },
    );
    const session = await engine.startSession({ ownerId: "local", userLabel: "ann", params: {} });
    await session.conversation.send({ message: "go", delivery: Delivery.Queue });
    await recorder.until(({ answerText }) => answerText === "half");
    log.isFull = true;
    step.resolve();
    await recorder.until(({ told }) => told.some(({ name }) => name === "engine_error_occurred"));
    expect(recorder.answerText).toBe("half");
    await expect(
      session.conversation.send({ message: "more", delivery: Delivery.Queue }),
    ).rejects.toMatchObject({
      code: "overloaded",
    });
    // No caller gets the session before its interrupted turn has resumed.
    await expect(engine.session("local", session.sessionId)).rejects.toMatchObject({ code: "overloaded" });

    log.isFull = false;
    clock.advance(1_000);
    await recorder.turnsEnded();
    expect(recorder.sessionEvents.map(({ method }) => method)).toContain("MessageDiscardedNotification");
    expect(recorder.endings).toMatchObject([{ status: TurnStatus.Completed }]);
    expect(model.requests).toHaveLength(2);
    const sequences = recorder.committed.map(({ sequence }) => sequence);
    expect(sequences).toEqual(sequences.map((_, index) => index + 1));
    expect((await engine.describe("local", session.sessionId)).status).toBe(SessionStatus.Active);
    await engine.close();
  });
});
