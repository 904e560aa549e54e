import { createClient } from "@aiwhisperer/client";
import {
  createModelCatalog,
  Engine,
  MemoryEventLog,
  SqliteEventLog,
  type StepPart,
  type Tool,
} from "@aiwhisperer/engine";
import { Delivery, interactive, type SessionAccess, SessionStatus, TurnStatus } from "@aiwhisperer/protocol";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { runCli } from "../cli/cli-process.ts";
import { temporaryFolder } from "../cli/temporary-folder.ts";
import { recordOf } from "../log/sample.ts";
import { startSseServer } from "../models/sse-server.ts";
import { EventRecorder } from "../support/event-recorder.ts";
import { finished, type Script, ScriptedModel, said } from "../support/scripted-model.ts";
import { calling, sourceOf, tool } from "../support/scripted-tools.ts";
import { startTestServer, type TestServer } from "../support/server.ts";

async function serve(options: Parameters<typeof startTestServer>[0]): Promise<TestServer> {
  const server = await startTestServer(options);
  onTestFinished(() => server.stop());
  return server;
}

function connect(server: TestServer, onFault?: (error: unknown) => void) {
  const client = createClient({ url: server.wsUrl, ...(onFault === undefined ? {} : { onFault }) });
  onTestFinished(() => client.close());
  return client;
}

/** A server whose provider says hello and reports that usage, written as JSON. */
async function serveUsage(usage: string): Promise<TestServer> {
  const provider = await startSseServer(({ write, response }) => {
    write('data: {"choices":[{"index":0,"delta":{"content":"hello"}}]}\n\n');
    write(`data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}],"usage":${usage}}\n\n`);
    write("data: [DONE]\n\n");
    response.end();
  });
  onTestFinished(() => provider[Symbol.asyncDispose]());
  const env = { AIWHISPERER_COMPATIBLE_BASE_URL: `${provider.origin}/v1` };
  return serve({ models: createModelCatalog({ env, defaultModel: "compatible:x" }) });
}

/**
 * Runs one turn on an engine with that model and those tools; every event is checked against its declaration.
 */
async function runTurn(script: Script, ...tools: readonly Tool[]) {
  const recorder = new EventRecorder();
  const models = new ScriptedModel(script).catalog;
  const engine = new Engine({ log: new MemoryEventLog(), models, tools: [sourceOf(...tools)] });
  onTestFinished(() => engine.close());
  engine.delegates.register(recorder);
  await engine.start();
  const session = await engine.startSession({ ownerId: "local", userLabel: "ann", params: {} });
  await session.conversation.send({ message: "go", delivery: Delivery.Queue });
  await recorder.turnsEnded();
  for (const { text } of recorder.committed) {
    const { method, params } = JSON.parse(text) as {
      method: keyof typeof interactive.notifications;
      params: unknown;
    };
    expect(interactive.notifications[method].params.faults(params)).toEqual([]);
  }
  return { engine, session, recorder, ending: recorder.endings[0] };
}

describe("usage that a provider reports", () => {
  it.each([
    ["a fraction", '{"prompt_tokens":3.5,"completion_tokens":4,"total_tokens":7.5}', { outputTokens: 4 }],
    [
      "a negative count",
      '{"prompt_tokens":-35,"completion_tokens":4,"total_tokens":-31}',
      { outputTokens: 4 },
    ],
    [
      "more than can be counted",
      '{"prompt_tokens":1e30,"completion_tokens":1e30,"total_tokens":1e30}',
      undefined,
    ],
    [
      "whole numbers",
      '{"prompt_tokens":3,"completion_tokens":4,"total_tokens":9}',
      { inputTokens: 3, outputTokens: 4, totalTokens: 7 },
    ],
  ])("is kept where it counts: %s", async (_name, usage, expected) => {
    const faults: unknown[] = [];
    const client = connect(await serveUsage(usage), (error) => faults.push(error));
    const session = await client.startSession();
    const result = await session.send("hi").result;
    expect(result).toMatchObject({ status: TurnStatus.Completed, text: "hello" });
    expect(result.usage).toEqual(expected);
    expect(faults).toEqual([]);
  });

  it("does not keep the command line from ending with the answer", async () => {
    const server = await serveUsage('{"prompt_tokens":3.5,"completion_tokens":-1,"total_tokens":1e30}');
    const { code, stdout, stderr } = await runCli(["chat", "--url", server.url, "hi"]);
    expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: "hello\n", stderr: "" });
  });
});

const NOT_JSON = { big: 1n } as const;
const CIRCLE: { self?: unknown } = {};
CIRCLE.self = CIRCLE;

describe("a model of a plug-in", () => {
  const step = (...parts: readonly unknown[]): Script =>
    async function* () {
      yield* parts as StepPart[];
      yield finished;
    };

  it.each([
    ["usage of NaN", { inputTokens: Number.NaN, outputTokens: 4 }, { outputTokens: 4 }],
    [
      "usage of text",
      { inputTokens: "3", outputTokens: 4, totalTokens: 7 },
      { outputTokens: 4, totalTokens: 7 },
    ],
    ["no usage", undefined, undefined],
    ["a total below its parts", { inputTokens: 30, totalTokens: 7 }, { inputTokens: 30 }],
    [
      "a total that cannot be counted",
      { inputTokens: 2 ** 53 - 1, outputTokens: 2 },
      { inputTokens: 2 ** 53 - 1, outputTokens: 2 },
    ],
  ])("may report %s", async (_name, usage, expected) => {
    const { ending } = await runTurn(step(said("a"), { type: "finish", reason: "stop", usage }));
    expect(ending).toMatchObject({ status: TurnStatus.Completed, stopReason: "stop" });
    expect(ending?.usage).toEqual(expected);
  });

  it("reports steps whose sum is more than can be counted: the sum is omitted, not wrong", async () => {
    const script: Script = async function* (_request, number) {
      const usage = { inputTokens: 2 ** 53 - 1, outputTokens: 1 };
      if (number < 3) {
        yield { type: "toolCall", call: { toolCallId: "c", toolName: "look", arguments: {} } };
        yield { type: "finish", reason: "tool_calls", usage };
      } else yield { type: "finish", reason: "stop", usage };
    };
    const { ending } = await runTurn(script, tool("look"));
    expect(ending).toMatchObject({ status: TurnStatus.Completed, usage: { outputTokens: 3 } });
    expect(ending?.usage).toEqual({ outputTokens: 3 });
  });

  it("may keep state that cannot be stored: it is left out", async () => {
    const state = { source: "scripted:model", data: NOT_JSON };
    const { ending } = await runTurn(step({ type: "state" }, { type: "state", state }, said("a")));
    expect(ending).toMatchObject({ status: TurnStatus.Completed });
  });

  it.each([
    ["a delta without text", { type: "delta", channel: "final" }],
    ["a delta of another channel", { type: "delta", channel: "aside", text: "a" }],
    ["a tool call without a name", { type: "toolCall", call: { toolCallId: "c" } }],
    ["no tool call", { type: "fault" }],
    [
      "a fault of numbers",
      { type: "fault", fault: { code: 7, message: {}, retryable: "no", retryAfterMs: Number.NaN } },
    ],
  ])("ends the turn as failed after %s", async (_name, part) => {
    const { ending } = await runTurn(step(part));
    expect(ending).toMatchObject({ status: TurnStatus.Failed, error: { message: expect.any(String) } });
    expect(ending?.error?.code).toMatch(/^(malformed_response|provider_error)$/);
  });

  it("may send what is no part, and stop for an unknown reason", async () => {
    const { ending, recorder } = await runTurn(
      step(undefined, null, 7, { type: "poem" }, said("a"), { type: "finish", reason: { why: 1 } }),
    );
    expect(ending).toMatchObject({ status: TurnStatus.Completed, stopReason: "other" });
    expect(recorder.answerText).toBe("a");
  });

  it.each([
    ["BigInt", NOT_JSON],
    ["a circle", CIRCLE],
    ["a function", () => 1],
  ])("may call a tool with %s: the call is refused and the turn continues", async (_name, args) => {
    const look = tool("look");
    const script: Script = async function* (_request, number) {
      if (number === 1) return yield* calling(["look", args]);
      yield said("done");
      yield finished;
    };
    const { ending, recorder } = await runTurn(script, look);
    expect(ending).toMatchObject({ status: TurnStatus.Completed });
    expect(recorder.answerText).toBe("done");
    expect(look.runs).toHaveLength(0);
  });
});

describe("a tool of a plug-in", () => {
  const call: Script = async function* (_request, number) {
    if (number === 1) return yield* calling(["odd", {}]);
    yield said("done");
    yield finished;
  };
  const resultOf = ({ recorder }: Awaited<ReturnType<typeof runTurn>>) =>
    recorder.sessionEvents.flatMap((event) =>
      event.method === "ToolResultNotification" ? [event.params] : [],
    )[0];

  it.each<[string, unknown, unknown]>([
    ["nothing", undefined, { isError: true }],
    ["text in place of an outcome", "text", { isError: true }],
    ["no result", {}, { result: null, isError: false }],
    ["a function", { result: () => 1 }, { result: null, isError: false }],
    ["BigInt", { result: NOT_JSON }, { isError: true }],
    ["a circle", { result: CIRCLE }, { isError: true }],
    [
      "what JSON changes",
      { result: { at: new Date(0), not: Number.NaN } },
      { result: { at: "1970-01-01T00:00:00.000Z", not: null } },
    ],
    ["a flag that is no flag", { result: "a", isError: "yes" }, { result: "a", isError: true }],
  ])("may return %s", async (_name, outcome, expected) => {
    const run = await runTurn(call, tool("odd", { run: async () => outcome as never }));
    expect(resultOf(run)).toMatchObject(expected as object);
    expect(run.ending).toMatchObject({ status: TurnStatus.Completed });
  });

  it.each<[string, unknown]>([
    ["another kind", { kind: 9, text: "a" }],
    ["no text", { kind: 0 }],
    ["no object", "a"],
    ["BigInt", { kind: 0, text: "a", more: 1n }],
  ])("may show %s: that is left out", async (_name, display) => {
    const run = await runTurn(
      call,
      tool("odd", { run: async () => ({ result: 1, display: display as never }) }),
    );
    expect(resultOf(run)).toMatchObject({ result: 1, isError: false });
    expect(resultOf(run)).not.toHaveProperty("display");
  });

  it("may throw what has no text", async () => {
    const run = await runTurn(call, tool("odd", { run: () => Promise.reject(Object.create(null)) }));
    expect(resultOf(run)).toMatchObject({ isError: true, result: expect.any(String) });
  });

  it("may report progress that is no number", async () => {
    const run = await runTurn(
      call,
      tool("odd", {
        timeoutMs: Number.NaN,
        run: async (_args, { progress }) => {
          for (const value of [Number.NaN, Number.POSITIVE_INFINITY, -1, "7", null]) {
            progress({ text: value as never, progress: value as never, total: value as never });
          }
          progress({ text: "half\n", progress: 1, total: Number.NaN });
          return { result: 1 };
        },
      }),
    );
    const told = run.recorder.sessionEvents.filter(({ method }) => method === "ToolProgressNotification");
    expect(told).toMatchObject([{ params: { text: "7half\n", progress: 1 } }]);
    expect(resultOf(run)).toMatchObject({ result: 1, isError: false });
  });

  it("counts as one that runs programs where it names no effect", async () => {
    const script: Script = async function* () {
      yield* calling(["odd", {}]);
    };
    const recorder = new EventRecorder();
    const engine = new Engine({
      log: new MemoryEventLog(),
      models: new ScriptedModel(script).catalog,
      tools: [
        sourceOf(tool("odd", { effect: "whatever" as never, preview: async () => ({ kind: "x" }) as never })),
      ],
    });
    onTestFinished(() => engine.close());
    engine.delegates.register(recorder);
    await engine.start();
    const session = await engine.startSession({ ownerId: "local", userLabel: "ann", params: {} });
    await session.conversation.send({ message: "go", delivery: Delivery.Queue });
    await recorder.until(({ sessionEvents }) =>
      sessionEvents.some(({ method }) => method === "ToolApprovalRequestNotification"),
    );
    const [asked] = recorder.sessionEvents.filter(
      ({ method }) => method === "ToolApprovalRequestNotification",
    );
    expect(asked?.params).toMatchObject({ toolName: "odd", effect: 2 });
    expect(asked?.params).not.toHaveProperty("display");
    await session.stop();
  });
});

describe("an event that breaks its declaration", () => {
  it("fails the command that it is for, and changes nothing", async () => {
    const { engine, session, recorder } = await runTurn(async function* () {
      yield finished;
    });
    const before = recorder.committed.length;
    const wrong = { userId: "eve", access: 7 as SessionAccess };
    await expect(session.share(wrong)).rejects.toThrow(
      "The event SessionSharedNotification breaks its declaration and was not logged: /access",
    );
    expect(session.shares.size).toBe(0);
    await session.share({ userId: "bob", access: 0 });
    expect(recorder.committed).toHaveLength(before + 1);
    expect(session.committedSequence).toBe(before + 1);
    expect(engine).toBeDefined();
  });

  it("fails the turn as internal; the session continues", async () => {
    let ids = 0;
    let isBroken = true;
    const recorder = new EventRecorder();
    const script: Script = async function* (_request, number) {
      if (number === 1) return yield* calling(["look", {}]);
      yield said("fine");
      yield finished;
    };
    const engine = new Engine({
      log: new MemoryEventLog(),
      models: new ScriptedModel(script).catalog,
      tools: [sourceOf(tool("look"))],
      // The fifth id is that of the first tool call: session, turn, message, answer, call.
      newId: () => {
        ids += 1;
        if (ids === 5 && isBroken) return 5 as never;
        return `id-${ids}`;
      },
    });
    onTestFinished(() => engine.close());
    engine.delegates.register(recorder);
    await engine.start();
    const session = await engine.startSession({ ownerId: "local", userLabel: "ann", params: {} });
    await session.conversation.send({ message: "go", delivery: Delivery.Queue });
    await recorder.turnsEnded();
    isBroken = false;
    expect(recorder.endings[0]).toMatchObject({ status: TurnStatus.Failed, error: { code: "internal" } });
    const errors = recorder.told.flatMap((event) => (event.name === "engine_error_occurred" ? [event] : []));
    expect(errors).toMatchObject([
      {
        sessionId: session.sessionId,
        turnId: recorder.endings[0]?.turnId,
        error: { name: "InvalidEventError" },
      },
    ]);
    expect(recorder.sessionEvents.some(({ method }) => method === "ToolCallNotification")).toBe(false);
    await session.conversation.send({ message: "again", delivery: Delivery.Queue });
    await recorder.turnsEnded(2);
    expect(recorder.endings[1]).toMatchObject({ status: TurnStatus.Completed });
    expect(recorder.answerText).toBe("fine");
  });
});

async function readAll<T>(source: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const entry of source) all.push(entry);
  return all;
}

/** A log as an older server may have left it: a turn whose terminal status has usage that is none. */
async function oldLog() {
  const log = await SqliteEventLog.open({ path: `${await temporaryFolder()}/log.sqlite` });
  const ids = { turnId: "t1", toolCallId: "c1" };
  const events: readonly [string, object][] = [
    ["SessionStatusNotification", { status: SessionStatus.Active }],
    ["UserMessageNotification", { messageId: "m1", turnId: "t1", message: "go" }],
    ["TurnStatusNotification", { turnId: "t1", status: TurnStatus.Running }],
    ["ToolCallNotification", { ...ids, step: 1, toolName: "look", arguments: {}, executor: 0, effect: 0 }],
    ["ToolProgressNotification", { ...ids, text: "half", progress: null }],
    ["ToolStartedNotification", { toolCallId: 7 }],
    ["ToolResultNotification", { ...ids, result: 1, isError: false, display: { kind: 9, text: "x" } }],
    ["AIMessageChunkNotification", { messageId: "a1", turnId: "t1", chunk: "hello", isFinal: false }],
    ["AIMessageChunkNotification", { messageId: "a1", turnId: "t1", chunk: "", isFinal: true, length: 5 }],
    [
      "TurnStatusNotification",
      {
        turnId: "t1",
        status: TurnStatus.Completed,
        stopReason: "stop",
        usage: { inputTokens: 3.5, outputTokens: 4, totalTokens: 1e30 },
      },
    ],
  ];
  const texts = events.map(([method, params], index) =>
    JSON.stringify({ method, params: { sessionId: "old", sequence: index + 1, ...params } }),
  );
  const header = { userLabel: "local", model: "demo", params: {} };
  const record = recordOf("old", { params: JSON.stringify(header), title: "go" });
  await log.commit([{ sessionId: "old", firstSequence: 1, events: texts, record }]);
  return log;
}

describe("a log with events that break their declaration", () => {
  it("opens, is reported event by event, and takes the next message", async () => {
    const server = await serve({ log: await oldLog() });
    const faults: unknown[] = [];
    const client = connect(server, (error) => faults.push(error));
    const session = client.session("old");
    const result = await session.send("repeat more").result;
    expect(result).toMatchObject({ status: TurnStatus.Completed, text: "more" });
    const { turns, toolCalls, messages, caughtUp } = session.state;
    expect(caughtUp).toBe(true);
    expect(turns[0]).toEqual({
      turnId: "t1",
      status: TurnStatus.Completed,
      stopReason: "stop",
      usage: { outputTokens: 4 },
    });
    expect(toolCalls).toMatchObject([{ progress: { text: "half" }, result: { result: 1, isError: false } }]);
    expect(messages.map((message) => message.text)).toEqual(["go", "hello", "repeat more", "more"]);
    expect(faults.map(String)).toEqual([
      "TypeError: the notification ToolProgressNotification (event 5 of session old) breaks its declaration: /progress: expected a number, found null",
      "TypeError: the notification ToolStartedNotification (event 6 of session old) breaks its declaration: /toolCallId: expected a string, found 7; /turnId: required: expected a string",
      expect.stringContaining(
        "ToolResultNotification (event 7 of session old) breaks its declaration: /display/kind",
      ),
      expect.stringContaining(
        "TurnStatusNotification (event 10 of session old) breaks its declaration: /usage/inputTokens",
      ),
    ]);
  });

  it("is read whole by history, export and a client that sets no onFault", async () => {
    const server = await serve({ log: await oldLog() });
    const written = vi.spyOn(console, "error").mockImplementation(() => undefined);
    onTestFinished(() => written.mockRestore());
    const session = connect(server).session("old");
    const events = await readAll(session.history());
    expect(events.map(({ params }) => params.sequence)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(events[9]).toMatchObject({
      method: "TurnStatusNotification",
      params: { usage: { outputTokens: 4 } },
    });
    expect(events.flatMap(({ faults }, index) => (faults === undefined ? [] : [index + 1]))).toEqual([
      5, 6, 7, 10,
    ]);
    await session.attach();
    await session.send("repeat more").result;
    expect(written).toHaveBeenCalledTimes(4);
    const { code, stdout } = await runCli(["export", "old", "--url", server.url, "--format", "markdown"]);
    expect({ code, stdout }).toMatchObject({ code: 0, stdout: expect.stringContaining("hello") });
  });
});
