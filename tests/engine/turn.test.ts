import { Engine, type EngineOptions, MemoryEventLog, type Session } from "@aiwhisperer/engine";
import { Delivery, TurnStatus } from "@aiwhisperer/protocol";
import { describe, expect, it } from "vitest";
import { EventRecorder } from "../support/event-recorder.ts";
import { ManualClock } from "../support/manual-clock.ts";
import { finished, hang, type Script, ScriptedModel, said } from "../support/scripted-model.ts";

interface Rig {
  readonly engine: Engine;
  readonly session: Session;
  readonly model: ScriptedModel;
  readonly recorder: EventRecorder;
  readonly clock: ManualClock;
  ask(message: string, delivery?: Delivery): Promise<string>;
}

async function rig(
  script: Script,
  options: Partial<EngineOptions> & { context?: string } = {},
): Promise<Rig> {
  const { context, ...engineOptions } = options;
  const model = new ScriptedModel(script);
  const clock = new ManualClock();
  const engine = new Engine({
    log: new MemoryEventLog(),
    models: model.catalog,
    clock,
    random: () => 0.5,
    ...engineOptions,
  });
  const recorder = new EventRecorder();
  engine.delegates.register(recorder);
  await engine.start();
  const params = context === undefined ? {} : { context };
  const session = await engine.startSession({ ownerId: "local", userLabel: "ann", params });
  const ask = async (message: string, delivery: Delivery = Delivery.Queue): Promise<string> =>
    (await session.conversation.send({ message, delivery })).turnId;
  return { engine, session, model, recorder, clock, ask };
}

const fault = (code: "rate_limited" | "unauthenticated", retryAfterMs?: number) =>
  ({
    type: "fault",
    fault: {
      code,
      message: `It is ${code}.`,
      retryable: code === "rate_limited",
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    },
  }) as const;

describe("a turn", () => {
  it("sends the model the system prompt, the whole history and the newest message, every time", async () => {
    const { model, recorder, ask } = await rig(
      async function* (_request, step) {
        yield said(`answer ${step}`);
        yield finished;
      },
      { context: "Be brief." },
    );
    for (const [index, message] of ["one", "two", "three"].entries()) {
      await ask(message);
      await recorder.turnsEnded(index + 1);
    }
    expect(model.requests.map(({ system, messages }) => ({ system, messages }))).toEqual([
      { system: "Be brief.", messages: [{ role: "user", text: "one" }] },
      {
        system: "Be brief.",
        messages: [
          { role: "user", text: "one" },
          { role: "assistant", text: "answer 1" },
          { role: "user", text: "two" },
        ],
      },
      {
        system: "Be brief.",
        messages: [
          { role: "user", text: "one" },
          { role: "assistant", text: "answer 1" },
          { role: "user", text: "two" },
          { role: "assistant", text: "answer 2" },
          { role: "user", text: "three" },
        ],
      },
    ]);
    expect(recorder.endings[0]).toMatchObject({
      status: TurnStatus.Completed,
      stopReason: "stop",
      usage: { inputTokens: 3, outputTokens: 4, totalTokens: 7 },
    });
  });

  it("leaves a message that still waits out of the conversation", async () => {
    const gate = Promise.withResolvers<void>();
    const { model, recorder, ask } = await rig(async function* (_request, step) {
      if (step === 1) await gate.promise;
      yield said("ok");
      yield finished;
    });
    await ask("first");
    await ask("second");
    await recorder.until(() => model.requests.length === 1);
    gate.resolve();
    await recorder.turnsEnded(2);
    expect(
      model.requests.map(({ messages }) => messages.map((message) => "text" in message && message.text)),
    ).toEqual([["first"], ["first", "ok", "second"]]);
  });

  it("fails when the model falls silent, with its text kept", async () => {
    const { recorder, clock, ask } = await rig(async function* (request) {
      yield said("half an ");
      yield said("answer");
      await hang(request);
    });
    await ask("go");
    await recorder.until(({ answerText }) => answerText === "half an answer");
    clock.advance(59_999);
    expect(recorder.endings).toEqual([]);
    clock.advance(1);
    await recorder.turnsEnded();
    expect(recorder.endings[0]).toMatchObject({ status: TurnStatus.Failed, error: { code: "timeout" } });
    expect(recorder.finalChunks).toMatchObject([
      { chunk: "", isFinal: true, length: "half an answer".length },
    ]);
  });

  it("fails when the whole turn takes too long, however busy the model is", async () => {
    const clockOf: { clock?: ManualClock } = {};
    const { recorder, clock, ask } = await rig(
      async function* ({ signal }) {
        while (!signal.aborted) {
          clockOf.clock?.advance(5_000);
          yield said(".");
        }
      },
      { limits: { modelIdleTimeoutMs: 10_000, turnTimeoutMs: 60_000 } },
    );
    clockOf.clock = clock;
    await ask("continue for ever");
    await recorder.turnsEnded();
    expect(recorder.endings[0]).toMatchObject({ status: TurnStatus.Failed, error: { code: "timeout" } });
    expect(recorder.finalChunks[0]?.length).toBe(recorder.answerText.length);
    expect(recorder.answerText.length).toBeGreaterThan(3);
  });

  it("tries again after a fault that may pass, says so, and waits as long as the provider asks", async () => {
    const { model, recorder, clock, ask } = await rig(async function* (_request, step) {
      if (step < 3) {
        yield fault("rate_limited", 7_000);
        return;
      }
      yield said("at last");
      yield finished;
    });
    await ask("go");
    const notices = () =>
      recorder.sessionEvents.flatMap((event) =>
        event.method === "TurnStatusNotification" && event.params.notice !== undefined
          ? [event.params.notice]
          : [],
      );
    for (const attempt of [1, 2]) {
      await recorder.until(() => notices().length === attempt);
      await clock.timerOf(7_000);
      expect(model.requests).toHaveLength(attempt);
      clock.advance(7_000);
    }
    await recorder.turnsEnded();
    expect(notices()).toEqual([
      "It is rate_limited. Trying again in 7 s (attempt 2 of 4).",
      "It is rate_limited. Trying again in 7 s (attempt 3 of 4).",
    ]);
    expect(recorder.endings[0]).toMatchObject({ status: TurnStatus.Completed });
    expect(recorder.answerText).toBe("at last");
  });

  it("doubles the wait with every attempt, up to the limit, and never waits less than half of it", async () => {
    const delays = async (random: number, maxRetryDelayMs: number): Promise<readonly number[]> => {
      const script: Script = async function* () {
        yield fault("rate_limited");
      };
      const limits = { maxModelAttempts: 6, retryDelayMs: 1_000, maxRetryDelayMs };
      const { model, recorder, clock, ask } = await rig(script, { random: () => random, limits });
      await ask("go");
      const waits: number[] = [];
      for (let attempt = 1; attempt < limits.maxModelAttempts; attempt += 1) {
        await recorder.until(() => model.requests.length === attempt);
        const wait = await clock.nextOf((delayMs) => delayMs >= 500 && delayMs <= 16_000);
        waits.push(wait);
        clock.advance(wait);
      }
      await recorder.turnsEnded();
      return waits;
    };
    expect(await delays(1, 60_000)).toEqual([1_000, 2_000, 4_000, 8_000, 16_000]);
    expect(await delays(0, 60_000)).toEqual([500, 1_000, 2_000, 4_000, 8_000]);
    expect(await delays(1, 5_000)).toEqual([1_000, 2_000, 4_000, 5_000, 5_000]);
  });

  it("never tries again once text has been shown", async () => {
    const { model, recorder, ask } = await rig(async function* () {
      yield said("some");
      yield fault("rate_limited");
    });
    await ask("go");
    await recorder.turnsEnded();
    expect(model.requests).toHaveLength(1);
    expect(recorder.endings[0]).toMatchObject({
      status: TurnStatus.Failed,
      stopReason: "error",
      error: { code: "rate_limited", message: "It is rate_limited." },
    });
  });

  it("fails at once on a fault that is not retryable, and on a wait that is too long", async () => {
    for (const part of [fault("unauthenticated"), fault("rate_limited", 31_000)]) {
      const { model, recorder, ask } = await rig(async function* () {
        yield part;
      });
      await ask("go");
      await recorder.turnsEnded();
      expect(model.requests).toHaveLength(1);
      expect(recorder.endings[0]).toMatchObject({
        status: TurnStatus.Failed,
        error: { code: part.fault.code },
      });
      expect(recorder.finalChunks).toMatchObject([{ length: 0 }]);
    }
  });

  it("can be cancelled while it waits to try again", async () => {
    const { engine, session, recorder, clock, ask } = await rig(async function* () {
      yield fault("rate_limited", 20_000);
    });
    await ask("go");
    await clock.timerOf(20_000);
    await session.conversation.cancelTurn();
    await recorder.turnsEnded();
    expect(recorder.endings[0]).toMatchObject({ status: TurnStatus.Cancelled });
    await engine.close();
    expect(clock.delays).toEqual([]);
  });

  it("is cancelled even when the model ignores the signal", async () => {
    const { session, model, recorder, ask } = await rig(async function* () {
      yield said("x");
      await new Promise(() => undefined);
    });
    await ask("go");
    await recorder.until(({ answerText }) => answerText === "x");
    await session.conversation.cancelTurn();
    await recorder.turnsEnded();
    expect(recorder.endings[0]).toMatchObject({ status: TurnStatus.Cancelled });
    expect(model.requests[0]?.signal.aborted).toBe(true);
  });

  it("fails, and says so to the operator alone, when a model throws or breaks off", async () => {
    const throwing = await rig(async function* () {
      yield said("x");
      throw new Error("secret detail");
    });
    await throwing.ask("go");
    await throwing.recorder.turnsEnded();
    expect(throwing.recorder.endings[0]).toMatchObject({
      status: TurnStatus.Failed,
      error: { code: "internal" },
    });
    expect(JSON.stringify(throwing.recorder.sessionEvents)).not.toContain("secret detail");

    const breaking = await rig(async function* () {
      yield said("x");
    });
    await breaking.ask("go");
    await breaking.recorder.turnsEnded();
    expect(breaking.recorder.endings[0]).toMatchObject({
      status: TurnStatus.Failed,
      error: { code: "stream_cut" },
    });
  });

  it("ends as failed at the limit on an answer's length", async () => {
    const { recorder, ask } = await rig(
      async function* ({ signal }) {
        while (!signal.aborted) yield said("0123456789");
      },
      { limits: { maxAnswerLength: 1_000 } },
    );
    await ask("go");
    await recorder.turnsEnded();
    expect(recorder.endings[0]).toMatchObject({ status: TurnStatus.Failed });
    expect(recorder.answerText.length).toBe(1_010);
  });

  it("does not let the model run ahead of the log by more than the bound", async () => {
    let ahead = 0;
    let furthest = 0;
    const { recorder, ask } = await rig(
      async function* () {
        for (let index = 0; index < 500; index += 1) {
          ahead += 1;
          furthest = Math.max(furthest, ahead);
          yield said("x");
        }
        yield finished;
      },
      { limits: { maxUncommittedEvents: 16 } },
    );
    recorder.handle = ((handle) => (event) => {
      if (event.name === "ai_loop.message.ai_chunk_received") ahead -= 1;
      handle.call(recorder, event);
    })(recorder.handle);
    await ask("go");
    await recorder.turnsEnded();
    expect(recorder.answerText).toHaveLength(500);
    expect(furthest).toBeLessThanOrEqual(18);
  });

  it("refuses one message more than the queue takes", async () => {
    const { recorder, session, ask } = await rig(
      async function* (request) {
        await hang(request);
        yield finished;
      },
      { limits: { maxQueuedMessages: 2 } },
    );
    await ask("runs");
    await ask("waits");
    const last = await ask("waits too");
    await expect(ask("too much")).rejects.toMatchObject({
      code: "limit_exceeded",
      refusal: { limit: "maxQueuedMessages", value: 2 },
    });
    expect(await session.conversation.cancelTurn(last)).toBe(TurnStatus.Cancelled);
    await ask("fits again");
    await recorder.until(({ endings }) => endings.length === 1);
    expect(recorder.endings[0]?.turnId).toBe(last);
    expect(recorder.finalChunks).toEqual([]);
  });

  it("refuses a message when too much waits for the log, and takes it once that is written", async () => {
    const { recorder, ask } = await rig(
      async function* () {
        yield finished;
      },
      { limits: { maxUncommittedLength: 1_000 } },
    );
    const first = ask("x".repeat(600));
    await expect(ask("y".repeat(600))).rejects.toMatchObject({ code: "overloaded" });
    await first;
    await ask("y".repeat(600));
    await recorder.turnsEnded(2);
  });
});
