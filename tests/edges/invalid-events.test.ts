import { Engine, MemoryEventLog, type StepPart } from "@aiwhisperer/engine";
import { Delivery, TurnStatus } from "@aiwhisperer/protocol";
import { describe, expect, it, onTestFinished } from "vitest";
import { runCli } from "../cli/cli-process.ts";
import { EventRecorder } from "../support/event-recorder.ts";
import { finished, type Script, ScriptedModel, said } from "../support/scripted-model.ts";
import { calling, sourceOf, tool } from "../support/scripted-tools.ts";
import { CIRCLE, connect, NOT_JSON, runTurn, serveUsage } from "./support/checked-turn.ts";

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
