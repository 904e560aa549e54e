import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  DelegateManager,
  Engine,
  type EngineOptions,
  type EventLog,
  MemoryEventLog,
  type ModelMessage,
  SqliteEventLog,
  type StepPart,
  type StepRequest,
} from "@aiwhisperer/engine";
import { Delivery, TurnStatus } from "@aiwhisperer/protocol";
import { describe, expect, it, onTestFinished } from "vitest";
import { EventRecorder } from "../support/event-recorder.ts";
import { hang, ScriptedModel, said } from "../support/scripted-model.ts";
import { sourceOf, tool } from "../support/scripted-tools.ts";

const isSummary = ({ system }: StepRequest) => system?.startsWith("You summarise") === true;
const ended = (inputTokens = 10): StepPart => ({
  type: "finish",
  reason: "stop",
  usage: { inputTokens, outputTokens: 1 },
});
const tooLong: StepPart = {
  type: "fault",
  fault: { code: "context_too_long", message: "too long", retryable: false },
};
const textsOf = (messages: readonly ModelMessage[]) =>
  messages.map((message) => (message.role === "tool" ? `tool ${message.toolName}` : message.text));
const SUMMARY = "Summary of the conversation up to here, in place of what was said:\n\nshort";

interface RigOptions {
  readonly answer?: (request: StepRequest) => AsyncIterable<StepPart>;
  readonly summary?: (request: StepRequest) => AsyncIterable<StepPart>;
  readonly contextWindow?: number;
  readonly log?: EventLog;
  readonly engine?: Partial<EngineOptions>;
}

async function* plainAnswer(): AsyncGenerator<StepPart> {
  yield said("ok");
  yield ended();
}

async function* shortSummary(): AsyncGenerator<StepPart> {
  yield said("short");
  yield ended(5);
}

async function start({
  answer = plainAnswer,
  summary = shortSummary,
  contextWindow,
  log,
  engine,
}: RigOptions = {}) {
  const model = Object.assign(
    new ScriptedModel((request) => (isSummary(request) ? summary(request) : answer(request))),
    contextWindow === undefined ? {} : { contextWindow },
  );
  const started = new Engine({ log: log ?? new MemoryEventLog(), models: model.catalog, ...engine });
  const recorder = new EventRecorder();
  started.delegates.register(recorder);
  await started.start();
  onTestFinished(() => started.close());
  const compactions = () =>
    recorder.sessionEvents.flatMap((event) =>
      event.method === "ContextCompactedNotification" ? [event.params] : [],
    );
  const asked = () => model.requests.filter((request) => !isSummary(request));
  const summaries = () => model.requests.filter(isSummary);
  return { engine: started, recorder, model, compactions, asked, summaries };
}

async function rig(options: RigOptions = {}) {
  const it = await start(options);
  const session = await it.engine.startSession({ ownerId: "ann", userLabel: "Ann", params: {} });
  let turns = 0;
  const send = async (message: string) => {
    turns += 1;
    await session.conversation.send({ message, delivery: Delivery.Queue });
    await it.recorder.turnsEnded(turns);
  };
  return { ...it, session, send };
}

describe("a compaction that is asked for", () => {
  it("replaces what was said by a summary, for the model only, also after a restart", async () => {
    const folder = await mkdtemp(join(tmpdir(), "aiwhisperer-compaction-"));
    const open = () => SqliteEventLog.open({ path: join(folder, "log.sqlite") });
    const it = await rig({ log: await open() });
    await it.send("one");
    await it.send("two");
    await it.session.conversation.compact("the names");
    await it.recorder.until(() => it.compactions().length === 1);
    expect(it.compactions()[0]).toMatchObject({
      fromSequence: 1,
      summary: "short",
      tokensBefore: 11,
      reason: "requested",
    });
    const through = it.compactions()[0]?.throughSequence ?? 0;
    const before = it.recorder.committed.find(({ sequence }) => sequence === through);
    expect(before?.event).toMatchObject({ params: { status: TurnStatus.Completed } });
    expect(textsOf(it.summaries()[0]?.messages ?? []).slice(0, 4)).toEqual(["one", "ok", "two", "ok"]);
    expect(textsOf(it.summaries()[0]?.messages ?? []).at(-1)).toContain("the names");
    await it.send("three");
    expect(textsOf(it.asked().at(-1)?.messages ?? [])).toEqual([SUMMARY, "three"]);
    await it.engine.close();
    const after = await start({ log: await open() });
    const session = await after.engine.session("ann", it.session.sessionId);
    await session.conversation.send({ message: "four", delivery: Delivery.Queue });
    await after.recorder.turnsEnded();
    expect(textsOf(after.asked()[0]?.messages ?? [])).toEqual([SUMMARY, "three", "ok", "four"]);
    await after.engine.close();
    await rm(folder, { recursive: true });
  });

  it("summarises the summary before with what was said since", async () => {
    const it = await rig();
    for (const text of ["one", "two"]) {
      await it.send(text);
      await it.session.conversation.compact(undefined);
      await it.recorder.until(() => it.compactions().length === (text === "one" ? 1 : 2));
    }
    expect(textsOf(it.summaries()[1]?.messages ?? []).slice(0, 3)).toEqual([SUMMARY, "two", "ok"]);
    await it.session.conversation.compact(undefined);
    await it.send("three");
    expect(it.compactions()).toHaveLength(2);
    expect(textsOf(it.asked().at(-1)?.messages ?? [])).toEqual([SUMMARY, "three"]);
  });

  it("is refused while a turn runs, and leaves nothing where the server stops before it is done", async () => {
    const it = await rig({
      async *answer(request) {
        if (textsOf(request.messages).at(-1) === "wait") await hang(request);
        yield* plainAnswer();
      },
      async *summary(request) {
        await hang(request);
        yield ended();
      },
    });
    await it.send("one");
    await it.session.conversation.compact(undefined);
    await expect.poll(() => it.summaries().length).toBe(1);
    expect(it.session.isIdle).toBe(false);
    await it.session.conversation.send({ message: "wait", delivery: Delivery.Queue });
    await expect(it.session.conversation.compact(undefined)).rejects.toMatchObject({ code: "busy" });
    await it.engine.close();
    expect(it.compactions()).toEqual([]);
  });

  it("is written by a delegate that has one", async () => {
    const delegates = new DelegateManager();
    const questions: unknown[] = [];
    delegates.registerControl({
      name: "own-summary",
      control: "ai_loop.control.compact",
      decide(question) {
        questions.push(question);
        return { summary: "mine" };
      },
    });
    const it = await rig({ engine: { delegates } });
    await it.send("one");
    await it.session.conversation.compact(undefined);
    await it.recorder.until(() => it.compactions().length === 1);
    expect(it.compactions()[0]?.summary).toBe("mine");
    expect(it.summaries()).toEqual([]);
    expect(questions).toMatchObject([{ reason: "requested", userId: "ann" }]);
  });
});

describe("a summary", () => {
  it("is asked for without calls of tools, which some providers refuse where no tool is offered", async () => {
    const it = await rig({
      engine: { tools: [sourceOf(tool("look", { run: async () => ({ result: "seen" }) }))] },
      async *answer({ messages }) {
        if (messages.at(-1)?.role === "tool") return yield* plainAnswer();
        yield { type: "toolCall", call: { toolCallId: "call-1", toolName: "look", arguments: {} } };
        yield { type: "finish", reason: "tool_calls", usage: { inputTokens: 1, outputTokens: 1 } };
      },
    });
    await it.send("go");
    await it.session.conversation.compact(undefined);
    await it.recorder.until(() => it.compactions().length === 1);
    const { messages = [], tools } = it.summaries()[0] ?? {};
    expect(tools).toEqual([]);
    expect(messages.flatMap((message) => ("toolCalls" in message ? [message] : []))).toEqual([]);
    expect(textsOf(messages).slice(0, 4)).toEqual([
      "go",
      "[Called the tool look with {}]",
      "[Result of the tool look]\nseen",
      "ok",
    ]);
  });

  it("is not replaced by an older one that took longer to write", async () => {
    const opening = Promise.withResolvers<void>();
    const it = await rig({
      contextWindow: 100,
      async *answer(request) {
        yield said("ok");
        yield ended(request.messages.length === 3 ? 95 : 5);
      },
      async *summary(request) {
        const isFirst = request.messages.length === 3;
        if (isFirst) await opening.promise;
        yield said(isFirst ? "older" : "newer");
        yield ended();
      },
    });
    await it.send("one");
    await it.session.conversation.compact(undefined);
    await expect.poll(() => it.summaries().length).toBe(1);
    await it.send("two");
    await it.send("three");
    expect(it.compactions()).toMatchObject([{ reason: "threshold", summary: "newer" }]);
    opening.resolve();
    await expect.poll(() => it.session.isIdle).toBe(true);
    await it.send("four");
    expect(it.compactions()).toHaveLength(1);
    expect(textsOf(it.asked().at(-1)?.messages ?? [])[0]).toContain("newer");
  });

  it("is cut to its bound, also a delegate's, and never within a character", async () => {
    const maxSummaryLength = 1_000;
    const delegates = new DelegateManager();
    const summaries = ["😀".repeat(800), ""];
    delegates.registerControl({
      name: "own-summary",
      control: "ai_loop.control.compact",
      decide: () => ({ summary: summaries.shift() ?? "" }),
    });
    const it = await rig({
      engine: { delegates, limits: { maxSummaryLength } },
      async *summary() {
        for (let count = 0; count < 50; count += 1) yield said("😀".repeat(100));
        yield ended();
      },
    });
    for (const count of [1, 2]) {
      await it.send("go");
      await it.session.conversation.compact(undefined);
      await it.recorder.until(() => it.compactions().length === count);
    }
    for (const { summary } of it.compactions()) {
      expect(summary.length).toBeGreaterThan(maxSummaryLength / 2);
      expect(summary.length).toBeLessThanOrEqual(maxSummaryLength);
      expect(summary.isWellFormed() && !summary.includes("\uFFFD")).toBe(true);
    }
  });

  it("is announced as failed where its model throws", async () => {
    const it = await rig({
      async *summary() {
        yield said("half");
        throw new Error("a defect of the provider");
      },
    });
    await it.send("paint the shed");
    await it.session.conversation.compact(undefined);
    await it.recorder.until(() => it.compactions().length === 1);
    expect(it.recorder.told).toContainEqual(
      expect.objectContaining({ error: expect.objectContaining({ message: "a defect of the provider" }) }),
    );
  });

  it("is not written where a provider refused all that was said since", async () => {
    const fault = { code: "provider_error", message: "no", retryable: false, refusedInput: true } as const;
    const it = await rig({
      async *answer(request) {
        if (textsOf(request.messages).at(-1) === "refused") yield { type: "fault", fault };
        else yield* plainAnswer();
      },
    });
    const compactAtRest = async () => {
      await it.session.conversation.compact(undefined);
      await expect.poll(() => it.session.isIdle).toBe(true);
    };
    await it.send("refused");
    await compactAtRest();
    expect([it.summaries(), it.compactions()]).toEqual([[], []]);
    await it.send("one");
    await compactAtRest();
    await it.send("refused");
    await compactAtRest();
    expect(it.compactions()).toHaveLength(1);
    expect(it.summaries()).toHaveLength(1);
  });
});

describe("a conversation that fills the model's context", () => {
  it("is compacted before the request that would pass the threshold", async () => {
    const it = await rig({
      contextWindow: 100,
      async *answer(request) {
        yield said("ok");
        yield ended(request.messages.length === 1 ? 85 : 5);
      },
    });
    await it.send("one");
    expect(it.compactions()).toEqual([]);
    await it.send("two");
    expect(it.compactions()).toMatchObject([
      { reason: "threshold", tokensBefore: 87, turnId: expect.any(String) },
    ]);
    expect(textsOf(it.asked().at(-1)?.messages ?? [])).toEqual([SUMMARY, "two"]);
    const steps = it.recorder.sessionEvents.filter(({ method }) => method === "StepEndedNotification");
    expect(steps[0]?.params).toMatchObject({ contextTokens: 86, contextWindow: 100 });
    await it.send("three");
    expect(it.compactions()).toHaveLength(1);
  });

  it("is compacted once where the provider refuses it as too long, and fails where that does not help", async () => {
    let refusals = 1;
    const it = await rig({
      async *answer(request) {
        if (request.messages.length > 1 && refusals > 0) {
          refusals -= 1;
          yield tooLong;
          return;
        }
        yield* plainAnswer();
      },
    });
    await it.send("one");
    await it.send("two");
    expect(it.compactions()).toMatchObject([{ reason: "tooLong" }]);
    expect(it.recorder.endings.at(-1)).toMatchObject({ status: TurnStatus.Completed });
    refusals = 2;
    await it.send("three");
    expect(it.recorder.endings.at(-1)).toMatchObject({
      status: TurnStatus.Failed,
      error: { code: "context_too_long" },
    });
  });

  it("loses the older steps of a long turn, and keeps its message and its last steps", async () => {
    let step = 0;
    const it = await rig({
      contextWindow: 1_000,
      engine: { tools: [sourceOf(tool("look", { run: async () => ({ result: "seen" }) }))] },
      async *answer() {
        step += 1;
        if (step > 4) return yield* plainAnswer();
        yield { type: "toolCall", call: { toolCallId: `call-${step}`, toolName: "look", arguments: {} } };
        const usage = { inputTokens: step === 4 ? 900 : 10, outputTokens: 1 };
        yield { type: "finish", reason: "tool_calls", usage };
      },
    });
    await it.send("go");
    expect(it.compactions()).toMatchObject([{ reason: "threshold", throughStep: 2 }]);
    const { turnId, throughTurnId } = it.compactions()[0] ?? {};
    expect(throughTurnId).toBe(turnId);
    const kept = textsOf(it.asked().at(-1)?.messages ?? []);
    expect(kept).toEqual([SUMMARY, "go", "", "tool look", "", "tool look"]);
    expect(it.recorder.endings.at(-1)).toMatchObject({ status: TurnStatus.Completed });
    await it.send("on");
    expect(textsOf(it.asked().at(-1)?.messages ?? [])).toEqual([...kept, "ok", "on"]);
  });

  it.each([
    ["fails", [{ type: "fault", fault: { code: "provider_error", message: "no", retryable: false } }]],
    ["says nothing", [ended()]],
    ["ends without an end", []],
  ] as const)("is replaced by what the person said where the summary's model %s", async (_what, parts) => {
    const it = await rig({
      async *summary() {
        yield* parts as readonly StepPart[];
      },
    });
    await it.send("paint the shed");
    await it.session.conversation.compact(undefined);
    await it.recorder.until(() => it.compactions().length === 1);
    expect(it.compactions()[0]?.summary).toContain("- paint the shed");
  });

  it("is halved where it is too long to be summarised", async () => {
    const it = await rig({
      async *summary(request) {
        if (request.messages.length > 3) yield tooLong;
        else yield* shortSummary();
      },
    });
    for (const text of ["one", "two", "three", "four"]) await it.send(text);
    await it.session.conversation.compact(undefined);
    await it.recorder.until(() => it.compactions().length === 1);
    expect(it.compactions()[0]?.summary).toBe("short");
    expect(it.summaries().map(({ messages }) => messages.length)).toEqual([9, 5, 3]);
  });
});
