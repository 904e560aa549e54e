import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  createAskUserTool,
  Engine,
  type EngineOptions,
  type EventLog,
  MemoryEventLog,
  SqliteEventLog,
  type Tool,
  type ToolQuestion,
} from "@aiwhisperer/engine";
import { Delivery, QuestionResolution, ToolFailure, TurnStatus } from "@aiwhisperer/protocol";
import { describe, expect, it } from "vitest";
import { EventRecorder } from "../support/event-recorder.ts";
import { ManualClock } from "../support/manual-clock.ts";
import { finished, ScriptedModel } from "../support/scripted-model.ts";
import { type CalledTool, calling, reportResults, sourceOf, tool } from "../support/scripted-tools.ts";

const NAME = {
  text: "What is your name?",
  schema: {
    type: "object",
    properties: { name: { type: "string", minLength: 2 }, count: { type: "integer", default: 1 } },
    required: ["name"],
  },
} as const;

const asking = (question: ToolQuestion = NAME, rest: Partial<Omit<Tool, "name">> = {}) =>
  tool("ask", { run: async (_, call) => ({ result: await call.ask(question) }), ...rest });

interface RigOptions {
  readonly tools?: readonly Tool[];
  readonly calls?: readonly CalledTool[];
  readonly log?: EventLog;
  readonly clock?: ManualClock;
  readonly engine?: Partial<EngineOptions>;
}

async function startEngine({ tools = [asking()], calls = [["ask", {}]], ...rest }: RigOptions = {}) {
  const { log = new MemoryEventLog(), clock = new ManualClock() } = rest;
  const model = new ScriptedModel(async function* (request) {
    if (request.messages.at(-1)?.role === "user") return yield* calling(...calls);
    yield reportResults(request);
    yield finished;
  });
  const options = { log, models: model.catalog, clock, tools: [sourceOf(...tools)], ...rest.engine };
  const engine = new Engine(options);
  const recorder = new EventRecorder();
  engine.delegates.register(recorder);
  await engine.start();
  const asked = async (count = 1): Promise<readonly string[]> => {
    const ids = () =>
      recorder.sessionEvents.flatMap((event) =>
        event.method === "QuestionNotification" ? [event.params.questionId] : [],
      );
    await recorder.until(() => ids().length >= count);
    return ids();
  };
  const resolved = () =>
    recorder.sessionEvents.flatMap((event) =>
      event.method === "QuestionResolvedNotification" ? [event.params] : [],
    );
  const results = () =>
    recorder.sessionEvents.flatMap((event) =>
      event.method === "ToolResultNotification" ? [event.params] : [],
    );
  return { engine, recorder, clock, asked, resolved, results };
}

async function rig(options: RigOptions = {}) {
  const started = await startEngine(options);
  const session = await started.engine.startSession({ ownerId: "ann", userLabel: "Ann", params: {} });
  await session.conversation.send({ message: "go", delivery: Delivery.Queue });
  const answer = (questionId: string, value: unknown) =>
    session.conversation.answerQuestion({ questionId, answer: { value }, answeredBy: "ann" });
  const decline = (questionId: string) =>
    session.conversation.answerQuestion({ questionId, answeredBy: "ann" });
  return { ...started, session, answer, decline };
}

const methodsOf = (recorder: EventRecorder) => recorder.sessionEvents.map(({ method }) => method);

describe("a question of a tool", () => {
  it("waits in the log until a person answers, and the tool continues with the answer", async () => {
    const it = await rig();
    const [questionId = ""] = await it.asked();
    expect(it.recorder.sessionEvents.find(({ method }) => method === "QuestionNotification")).toMatchObject({
      params: { ...NAME, toolCallId: expect.any(String), expiresAt: it.clock.now() + 3_600_000 },
    });
    await it.recorder.until(({ sessionEvents }) =>
      sessionEvents.some(({ params }) => "status" in params && params.status === TurnStatus.AwaitingApproval),
    );
    expect(it.session.summary().pendingQuestions).toBe(1);
    await it.answer(questionId, { name: "Ann" });
    await it.recorder.turnsEnded();
    expect(it.resolved()).toEqual([
      expect.objectContaining({
        questionId,
        answer: { name: "Ann", count: 1 },
        answeredBy: "ann",
        resolution: QuestionResolution.Decided,
      }),
    ]);
    expect(it.results()[0]?.result).toEqual({ kind: "answered", answer: { name: "Ann", count: 1 } });
    expect(it.session.summary().pendingQuestions).toBeUndefined();
  });

  it("takes an answer that fits only, and one alone", async () => {
    const it = await rig();
    const [questionId = ""] = await it.asked();
    await expect(it.answer(questionId, { name: "A", count: 1.5 })).rejects.toMatchObject({
      code: "invalid_answer",
      refusal: { problems: [{ path: "/name" }, { path: "/count" }] },
    });
    await expect(it.answer("none", {})).rejects.toMatchObject({ code: "question_not_found" });
    const outcomes = await Promise.allSettled([
      it.answer(questionId, { name: "Bo" }),
      it.decline(questionId),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "rejected"]);
    await expect(it.decline(questionId)).rejects.toMatchObject({
      code: "question_resolved",
      refusal: { resolution: "decided" },
    });
    await it.recorder.turnsEnded();
    expect(it.resolved()).toHaveLength(1);
  });

  it("can be declined", async () => {
    const it = await rig();
    const [questionId = ""] = await it.asked();
    await it.decline(questionId);
    await it.recorder.turnsEnded();
    expect(it.resolved()).toMatchObject([{ declined: true, answeredBy: "ann" }]);
    expect(it.results()[0]?.result).toEqual({ kind: "declined" });
  });

  it("expires, and the time of its tool is suspended until then", async () => {
    const it = await rig({
      tools: [asking(NAME, { timeoutMs: 1_000 })],
      engine: { limits: { questionTimeoutMs: 5_000 } },
    });
    await it.asked();
    await it.clock.timerOf(5_000);
    it.clock.advance(4_999);
    expect(it.resolved()).toEqual([]);
    it.clock.advance(1);
    await it.recorder.turnsEnded();
    expect(it.resolved()).toMatchObject([{ resolution: QuestionResolution.Expired }]);
    expect(it.results()[0]?.result).toEqual({ kind: "cancelled" });
    const [questionId = ""] = await it.asked();
    await expect(it.decline(questionId)).rejects.toMatchObject({ refusal: { resolution: "expired" } });
  });

  it("leaves its tool the time that was left, also after a pause of the session before it", async () => {
    const begun = Promise.withResolvers<void>();
    const ask = Promise.withResolvers<void>();
    const slow = tool("ask", {
      timeoutMs: 1_000,
      run: async (_, call) => {
        begun.resolve();
        await ask.promise;
        await call.ask(NAME);
        return new Promise(() => undefined);
      },
    });
    const it = await rig({ tools: [slow] });
    await begun.promise;
    it.clock.advance(400);
    await it.session.conversation.pause();
    it.clock.advance(10_000);
    await it.session.conversation.resume();
    ask.resolve();
    const [questionId = ""] = await it.asked();
    await it.clock.timerOf(3_600_000);
    it.clock.advance(10_000);
    await it.answer(questionId, { name: "Ann" });
    await it.clock.timerOf(600);
    it.clock.advance(600);
    await it.recorder.turnsEnded();
    expect(it.results()).toMatchObject([{ failure: ToolFailure.TimedOut }]);
  });

  it("is cancelled with its turn, before its call's result", async () => {
    const it = await rig();
    await it.asked();
    await it.session.conversation.cancelTurn();
    await it.recorder.turnsEnded();
    expect(it.resolved()).toMatchObject([{ resolution: QuestionResolution.Cancelled }]);
    expect(methodsOf(it.recorder).slice(-3)).toEqual([
      "QuestionResolvedNotification",
      "ToolResultNotification",
      "TurnStatusNotification",
    ]);
  });

  it("is cancelled when its tool ends without the answer", async () => {
    const careless = tool("ask", {
      run: async (_, call) => {
        void call.ask(NAME);
        return { result: "done" };
      },
    });
    const it = await rig({ tools: [careless] });
    await it.recorder.turnsEnded();
    expect(it.resolved()).toMatchObject([{ resolution: QuestionResolution.Cancelled }]);
    expect(it.results()).toMatchObject([{ result: "done", isError: false }]);
    expect(it.session.summary().pendingQuestions).toBeUndefined();
  });

  it("is bounded in text, schema, answer and number", async () => {
    const refusal = async (question: ToolQuestion, limits: object, count = 1) => {
      const ask = tool("ask", {
        run: async (_, call) => {
          const asked = Array.from({ length: count }, () => call.ask(question));
          await Promise.race(asked);
          return { result: "asked" };
        },
      });
      const it = await rig({ tools: [ask], engine: { limits } });
      await it.recorder.turnsEnded();
      return it.results()[0];
    };
    expect(await refusal(NAME, { maxQuestionLength: 5 })).toMatchObject({
      isError: true,
      result: expect.stringContaining("maxQuestionLength"),
    });
    expect(await refusal(NAME, { maxQuestionSchemaLength: 20 })).toMatchObject({
      result: expect.stringContaining("maxQuestionSchemaLength"),
    });
    expect(await refusal(NAME, { maxOpenQuestions: 1 }, 2)).toMatchObject({
      result: expect.stringContaining("maxOpenQuestions"),
    });
    expect(await refusal(NAME, { maxQuestionsPerCall: 1 }, 2)).toMatchObject({
      result: expect.stringContaining("maxQuestionsPerCall"),
    });
    expect(await refusal({ text: "?", schema: { type: "array" } }, {})).toMatchObject({ isError: true });
    const it = await rig({ engine: { limits: { maxQuestionAnswerLength: 30 } } });
    const [questionId = ""] = await it.asked();
    await expect(it.answer(questionId, { name: "x".repeat(30) })).rejects.toMatchObject({
      code: "limit_exceeded",
      refusal: { limit: "maxQuestionAnswerLength", value: 30 },
    });
  });
});

describe("an open question across a restart", () => {
  it.each([
    { isRepeatable: true, outcome: "is asked again by a tool that runs again" },
    { isRepeatable: false, outcome: "is gone with a tool that does not run again" },
  ])("is resolved as Restarted and $outcome", async ({ isRepeatable }) => {
    const folder = await mkdtemp(join(tmpdir(), "aiwhisperer-questions-"));
    const open = () => SqliteEventLog.open({ path: join(folder, "log.sqlite") });
    const tools = [asking(NAME, { isRepeatable })];
    const before = await rig({ tools, log: await open() });
    const [questionId = ""] = await before.asked();
    await before.engine.close();
    expect(before.resolved()).toEqual([]);
    const after = await startEngine({ tools, log: await open() });
    const session = await after.engine.session("ann", before.session.sessionId);
    await after.recorder.until(() => after.resolved().length > 0);
    expect(after.resolved()).toMatchObject([{ questionId, resolution: QuestionResolution.Restarted }]);
    await expect(
      session.conversation.answerQuestion({ questionId, answeredBy: "ann" }),
    ).rejects.toMatchObject({
      code: "question_resolved",
      refusal: { resolution: "cancelled" },
    });
    if (isRepeatable) {
      const [again = ""] = await after.asked();
      expect(again).not.toBe(questionId);
      await session.conversation.answerQuestion({
        questionId: again,
        answer: { value: { name: "Ann" } },
        answeredBy: "ann",
      });
    }
    await after.recorder.turnsEnded();
    expect(after.recorder.endings).toMatchObject([{ status: TurnStatus.Completed }]);
    const failure = isRepeatable ? undefined : ToolFailure.Interrupted;
    expect(after.results()[0]?.failure).toBe(failure);
    await after.engine.close();
    await rm(folder, { recursive: true, force: true });
  });

  it.each([
    { when: "after the restart", answersBefore: false },
    { when: "just before the stop, before the tool knew", answersBefore: true },
  ])("stays open for a tool that keeps it, and an answer $when is the tool's", async ({ answersBefore }) => {
    const folder = await mkdtemp(join(tmpdir(), "aiwhisperer-questions-"));
    const open = () => SqliteEventLog.open({ path: join(folder, "log.sqlite") });
    const tools = [createAskUserTool()];
    const calls: readonly CalledTool[] = [["ask_user", { question: "Which?", choices: ["red", "blue"] }]];
    const before = await rig({ tools, calls, log: await open() });
    const [questionId = ""] = await before.asked();
    const answer = { questionId, answer: { value: { answer: "blue" } }, answeredBy: "ann" };
    const stopped = answersBefore
      ? Promise.all([before.session.conversation.answerQuestion(answer), before.engine.close()])
      : before.engine.close();
    await stopped;
    const after = await startEngine({ tools, calls, log: await open() });
    if (!answersBefore) {
      const session = await after.engine.session("ann", before.session.sessionId);
      expect(session.summary().pendingQuestions).toBe(1);
      await session.conversation.answerQuestion(answer);
    }
    await after.recorder.turnsEnded();
    expect(after.results().map(({ result }) => result)).toEqual(["blue"]);
    const asked = [...before.recorder.sessionEvents, ...after.recorder.sessionEvents].filter(
      ({ method }) => method === "QuestionNotification",
    );
    expect(asked).toHaveLength(1);
    await after.engine.close();
    await rm(folder, { recursive: true, force: true });
  });

  it("counts once among those that may be open", async () => {
    const folder = await mkdtemp(join(tmpdir(), "aiwhisperer-questions-"));
    const open = () => SqliteEventLog.open({ path: join(folder, "log.sqlite") });
    const tools = [createAskUserTool()];
    const calls: readonly CalledTool[] = [["ask_user", { question: "Which?" }]];
    const engine = { limits: { maxOpenQuestions: 1 } };
    const before = await rig({ tools, calls, engine, log: await open() });
    const [questionId = ""] = await before.asked();
    await before.engine.close();
    const after = await startEngine({ tools, calls, engine, log: await open() });
    // It runs again and waits for the same question, until that expires.
    await expect
      .poll(() => {
        after.clock.advance(3_600_000);
        return after.resolved();
      })
      .toMatchObject([{ questionId, resolution: QuestionResolution.Expired }]);
    await after.engine.close();
    await rm(folder, { recursive: true, force: true });
  });
});

describe("the tool ask_user", () => {
  const ask = async (args: object, answer?: unknown) => {
    const it = await rig({ tools: [createAskUserTool()], calls: [["ask_user", args]] });
    const [questionId = ""] = await it.asked();
    await (answer === undefined ? it.decline(questionId) : it.answer(questionId, answer));
    await it.recorder.turnsEnded();
    return it.results()[0];
  };

  it.each([
    [{ question: "Name?" }, { answer: "Ann" }, "Ann"],
    [{ question: "Which?", choices: ["a", "b"] }, { answer: "b" }, "b"],
    [{ question: "Which?", choices: ["a", "b", "c"], several: true }, { answer: ["c", "a"] }, ["c", "a"]],
    [
      {
        question: "Who?",
        form: { type: "object", properties: { age: { type: "integer" } }, required: ["age"] },
      },
      { age: 7 },
      { age: 7 },
    ],
  ])("asks by %j", async (args, answer, result) => {
    expect(await ask(args, answer)).toMatchObject({ result, isError: false });
  });

  it("says that the person declined", async () => {
    expect(await ask({ question: "Name?" })).toMatchObject({
      result: expect.stringMatching(/declined/),
      isError: false,
    });
  });

  it.each([{ form: { type: "object", properties: { a: { type: "object" } } } }, { choices: ["only"] }])(
    "fails without a question for %j",
    async (args) => {
      const it = await rig({
        tools: [createAskUserTool()],
        calls: [["ask_user", { question: "?", ...args }]],
      });
      await it.recorder.turnsEnded();
      expect(it.results()[0]).toMatchObject({ isError: true });
      expect(it.recorder.sessionEvents.some(({ method }) => method === "QuestionNotification")).toBe(false);
    },
  );
});
