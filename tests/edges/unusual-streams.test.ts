import { describe, expect, it } from "vitest";
import { readRefusalBody } from "../../packages/engine/src/model/refusal/refusal-body.ts";
import { kindOf } from "../models/provider-kinds.ts";
import { startSseServer } from "../models/sse-server.ts";
import { collect, openModel } from "../models/steps.ts";
import { ask } from "./support/answer.ts";
import { CALLS_END, calls, chunk, DONE, data, STOP, text } from "./support/chat-chunks.ts";
import { LoopGauge } from "./support/loop-gauge.ts";

const CHAT = ["openai", "openrouter", "compatible"].map(kindOf);

const called = (index: number | undefined, name: string, given: string): object => ({
  ...(index === undefined ? {} : { index }),
  id: "same",
  type: "function",
  function: { name, arguments: given },
});

/** The longest time for which an answer kept the event loop busy, in milliseconds. */
async function gauge(work: () => Promise<unknown>): Promise<number> {
  const loop = new LoopGauge();
  await work();
  return loop.stop();
}

describe.each(CHAT)("an answer of $name", (kind) => {
  it("has two calls where one id is used for two names", async () => {
    const pieces =
      calls({ index: 0, id: "same", function: { arguments: '{"l":1}' } }) +
      calls({ index: 1, id: "same", function: { arguments: '{"w":1}' } });
    const streams = [
      calls(called(0, "look", ""), called(1, "wipe", "")) + pieces + CALLS_END,
      calls(called(undefined, "look", '{"l":1}')) + calls(called(undefined, "wipe", '{"w":1}')) + CALLS_END,
    ];
    for (const stream of streams) {
      const { calls: found, ids } = await ask(kind, stream);
      expect(found).toEqual([
        { name: "look", arguments: { l: 1 } },
        { name: "wipe", arguments: { w: 1 } },
      ]);
      expect(new Set(ids).size).toBe(2);
    }
  });

  it.each([{}, [{}], [{ index: 0 }], [{ index: 0, id: "", type: "function", function: { name: "" } }]])(
    "has no call for an empty entry: %j",
    async (tool_calls) => {
      const answer = await ask(kind, chunk({ content: "hello", tool_calls }) + STOP);
      expect(answer).toMatchObject({ text: "hello", calls: [], end: "stop" });
    },
  );

  it("fails with the words of an error inside the choice", async () => {
    const failed = { index: 0, delta: {}, error: { code: 503, message: "The host is idle." } };
    for (const finish_reason of [null, "error"]) {
      const answer = await ask(
        kind,
        text("hello") + data({ choices: [{ ...failed, finish_reason }] }) + DONE,
      );
      expect(answer.parts.at(-1)).toMatchObject({
        type: "fault",
        fault: { message: expect.stringContaining("The host is idle.") },
      });
    }
  });

  it("is read although members have names that the packages refuse", async () => {
    const event =
      '{"__proto__":{"a":1},"choices":[{"index":0,"delta":{"content":"hello",' +
      '"__proto__":{},"constructor":{"prototype":{}}}}]}';
    const answer = await ask(kind, `data: ${event}\n\n${STOP}`);
    expect(answer).toMatchObject({ text: "hello", end: "stop" });
  });
});

describe("the event loop", () => {
  const kind = kindOf("compatible");

  it("is free while an event of very many lines arrives", async () => {
    const lines = `${"data: \n".repeat(30_000)}\n${text("hello")}${STOP}`;
    expect(await gauge(() => ask(kind, lines))).toBeLessThan(250);
  });

  it("is free while an event of very many choices arrives", async () => {
    const choices = Array.from({ length: 50_000 }, () => ({ index: 0, delta: { content: "a" } }));
    expect(await gauge(() => ask(kind, data({ choices }) + STOP))).toBeLessThan(250);
  });
});

it("a refusal's page of very many broken tags is read in no time", () => {
  const started = process.threadCpuUsage().user;
  expect(readRefusalBody(`<html${"<h1".repeat(21_000)}`)).toMatchObject({ text: "", form: "markup" });
  expect((process.threadCpuUsage().user - started) / 1_000).toBeLessThan(100);
});

it("keeps a call's input of Anthropic that is no object", async () => {
  const event = (value: object): string => data(value);
  for (const input of [5, [1], true]) {
    const { calls: found } = await ask(
      kindOf("anthropic"),
      event({ type: "message_start", message: { id: "m", model: "m", usage: {} } }) +
        event({
          type: "content_block_start",
          index: 0,
          content_block: { type: "tool_use", id: "a", name: "look", input },
        }) +
        event({ type: "message_delta", delta: { stop_reason: "tool_use" } }) +
        event({ type: "message_stop" }),
    );
    expect(found).toEqual([{ name: "look", arguments: input }]);
  }
});

it("a refusal whose body never ends is read up to the length of one event", async () => {
  await using server = await startSseServer(({ response }) => {
    response.writeHead(400, { "content-type": "text/plain" });
    response.write("The prompt is too long. ");
    const piece = "x".repeat(65_536);
    const write = (): void => {
      while (!response.destroyed && response.write(piece));
    };
    response.on("drain", write);
    write();
  });
  const [part] = await collect(openModel(kindOf("compatible"), server.origin));
  expect(part).toMatchObject({ type: "fault", fault: { code: "context_too_long", refusedInput: true } });
});

it.each(["openai", "anthropic", "openrouter", "compatible"].map(kindOf))(
  "names the address to check when $name is redirected in a circle",
  async (kind) => {
    await using server = await startSseServer(({ request, response }) => {
      response.writeHead(307, { location: request.url ?? "/" }).end();
    });
    const [part] = await collect(openModel(kind, server.origin));
    expect(part).toMatchObject({
      type: "fault",
      fault: { code: "connection_failed", message: expect.stringContaining(kind.addressVariable) },
    });
  },
);
