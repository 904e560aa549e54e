import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import { TurnStatus } from "@aiwhisperer/protocol";
import { describe, expect, it } from "vitest";
import { TRANSPORT_LIMITS } from "../../packages/engine/src/http/transport.ts";
import { FRAMES } from "../models/frames.ts";
import { PROVIDER_KINDS } from "../models/provider-kinds.ts";
import { sessionAt } from "../models/provider-session.ts";
import { type SseExchange, startSseServer } from "../models/sse-server.ts";
import { collect, openModel, stepOf } from "../models/steps.ts";
import { ask, askModel, toAnswer } from "./support/answer.ts";
import { openResponsesModel } from "./support/responses-model.ts";

/** Sends the sign every 50 ms, so many times, then the rest. */
function drip({ response, write }: SseExchange, sign: string, rest: string): void {
  let left = 12;
  const timer = setInterval(() => {
    left -= 1;
    if (left > 0) return write(sign);
    clearInterval(timer);
    response.end(rest);
  }, 50);
  response.once("close", () => clearInterval(timer));
}

describe.each(PROVIDER_KINDS)("an answer of $name", (kind) => {
  const frames = FRAMES[kind.dialect];
  const whole = frames.begin + frames.delta("hello ") + frames.delta("world") + frames.end;
  const complete = { text: "hello world", end: "stop" };

  it.each([
    ["comments", ": keep-alive\n\n"],
    ["empty comments", ":\n\n"],
    ["empty lines", "\n"],
    ["empty data", "data:\n\n"],
    ["pings", 'data: {"type":"ping"}\n\n'],
    ["words", "data: wait\n\n"],
  ])("may begin late when %s come meanwhile", async (_what, sign) => {
    await using server = await startSseServer((exchange) => drip(exchange, sign, whole));
    const session = await sessionAt(kind, server.origin, { limits: { modelIdleTimeoutMs: 300 } });
    await session.send("hello").result;
    expect(session.state.turns.at(-1)).toMatchObject({ status: TurnStatus.Completed });
    expect(session.state.messages.at(-1)).toMatchObject({ text: "hello world" });
  });

  it("fails as a timeout when signs of life come for longer than a turn may last", async () => {
    await using server = await startSseServer(({ write, response }) => {
      const timer = setInterval(() => write(":\n\n"), 30);
      response.once("close", () => clearInterval(timer));
    });
    const limits = { modelIdleTimeoutMs: 300, turnTimeoutMs: 700 };
    const session = await sessionAt(kind, server.origin, { limits });
    await session.send("hello").result.catch(() => undefined);
    const failed = { status: TurnStatus.Failed, error: { code: "timeout" } };
    expect(session.state.turns.at(-1)).toMatchObject(failed);
  });

  it("ends with its last event though the connection stays open, which is closed then", async () => {
    const { promise: isClosed, resolve: closed } = Promise.withResolvers<void>();
    await using server = await startSseServer(({ write, response }) => {
      response.once("close", closed);
      write(whole);
    });
    expect(toAnswer(await collect(openModel(kind, server.origin)))).toMatchObject(complete);
    await isClosed;
  });

  it("is complete when the connection is lost after it has named its reason", async () => {
    const last = whole.trimEnd().lastIndexOf("\n\n");
    const named = whole.slice(0, last + 2);
    await using server = await startSseServer(({ write, response, cut }) => {
      write(named.slice(0, 10));
      response.write(named.slice(10), () => setImmediate(cut));
    });
    expect(toAnswer(await collect(openModel(kind, server.origin)))).toMatchObject(complete);
  });

  it.each([
    ["gzip", gzipSync],
    ["deflate", deflateSync],
    ["br", brotliCompressSync],
  ])("may be compressed with %s", async (encoding, compress) => {
    const headers = { "content-encoding": encoding };
    expect(await ask(kind, { body: compress(whole), headers })).toMatchObject(complete);
  });

  it("may be split at any byte", async () => {
    const bytes = Buffer.from(frames.begin + frames.delta("ä€😀") + frames.end);
    await using server = await startSseServer(({ response }) => {
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.socket?.setNoDelay(true);
      const writeFrom = (at: number): void => {
        if (at === bytes.length) response.end();
        else response.write(bytes.subarray(at, at + 1), () => setImmediate(writeFrom, at + 1));
      };
      writeFrom(0);
    });
    expect(toAnswer(await collect(openModel(kind, server.origin)))).toMatchObject({
      text: "ä€😀",
      end: "stop",
    });
  });

  it("fails when one event of it is longer than the limit", async () => {
    const answer = await ask(kind, frames.begin + frames.delta("x".repeat(4_300_000)) + frames.end);
    expect(answer).toMatchObject({ text: "", end: "provider_error" });
    expect(JSON.stringify(answer.parts.at(-1))).toContain("maxModelEventLength");
    const endless = await ask(kind, `${frames.begin}data: ${"x".repeat(5_000_000)}`);
    expect(endless.end).toBe("provider_error");
  });

  it("fails when its tool calls are longer than an answer may be", async () => {
    const piece = frames.toolCallDelta("x".repeat(900_000));
    const answer = await ask(kind, frames.begin + frames.openToolCall + piece.repeat(5) + frames.end);
    expect(answer).toMatchObject({ calls: [], end: "provider_error" });
    expect(JSON.stringify(answer.parts.at(-1))).toContain("maxAnswerLength");
  });

  it("shows a sign of life before anything that can be read", async () => {
    const { promise: isSeen, resolve: seen } = Promise.withResolvers<void>();
    await using server = await startSseServer(({ write, response }) => {
      write(": one moment\n\n");
      void isSeen.then(() => response.end(whole));
    });
    const types: string[] = [];
    for await (const part of openModel(kind, server.origin).stream(stepOf())) {
      types.push(part.type);
      if (part.type === "progress") seen();
    }
    expect(types[0]).toBe("progress");
    expect(types.at(-1)).toBe("finish");
  });
});

describe("an answer of the Responses API", () => {
  it("ends with its last event though the connection stays open", async () => {
    const { begin, delta, end } = FRAMES.responses;
    const reply = { body: begin + delta("hello") + end, staysOpen: true };
    expect(await askModel(openResponsesModel, reply)).toMatchObject({ text: "hello", end: "stop" });
  });
});

describe("the transport", () => {
  it("has no limits of its own on how long an answer may be silent", () => {
    expect(TRANSPORT_LIMITS).toEqual({ headersTimeout: 0, bodyTimeout: 0 });
  });
});
