import { once } from "node:events";
import { createServer } from "node:net";
import { LLMock } from "@copilotkit/aimock";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { ModelFault, StepPart } from "../../packages/engine/src/model/model.ts";
import { FRAMES } from "./frames.ts";
import { PROVIDER_KINDS } from "./provider-kinds.ts";
import { startSseServer } from "./sse-server.ts";
import { collect, openModel, PLANTED_KEY, stepOf, textOf } from "./steps.ts";

const provider = new LLMock({ port: 0 });

beforeAll(async () => void (await provider.start()));
afterAll(() => provider.stop());
beforeEach(() => {
  provider.reset();
});

/** The fault that ends the step; there must be exactly one, at the end, without the key in it. */
function faultOf(parts: readonly StepPart[]): ModelFault {
  const ends = parts.filter((part) => part.type === "fault" || part.type === "finish");
  expect(ends).toHaveLength(1);
  const last = parts.at(-1);
  if (last?.type !== "fault") throw new Error(`ended with ${JSON.stringify(last)}`);
  expect(JSON.stringify(last)).not.toContain(PLANTED_KEY);
  expect(last.fault.message).not.toContain("127.0.0.1");
  return last.fault;
}

async function findClosedPort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  return typeof address === "object" && address !== null ? address.port : 0;
}

describe.each(PROVIDER_KINDS)("a model of $name", (kind) => {
  const frames = FRAMES[kind.dialect];

  it("reports a refused key with the variable to check and without the key", async () => {
    provider.nextRequestError(401, {
      message: `Incorrect API key provided: ${PLANTED_KEY}`,
      type: "authentication_error",
    });
    const fault = faultOf(await collect(openModel(kind, provider.url)));
    expect(fault).toMatchObject({ code: "unauthenticated", retryable: false });
    expect(fault.message).toContain(kind.keyVariable ?? kind.addressVariable);
  });

  it("reports an unknown model by its name", async () => {
    provider.nextRequestError(404, { message: "model not found", type: "not_found_error" });
    const fault = faultOf(await collect(openModel(kind, provider.url)));
    expect(fault).toMatchObject({ code: "model_not_found", retryable: false });
    expect(fault.message).toContain(kind.model.slice(kind.model.indexOf(":") + 1));
  });

  it("reports a rate limit with the wait that the provider asks for", async () => {
    const error = { message: "Slow down", type: "rate_limit_error" };
    provider.onMessage("hello", { error, status: 429, retryAfter: 7 });
    const fault = faultOf(await collect(openModel(kind, provider.url)));
    expect(fault).toMatchObject({ code: "rate_limited", retryable: true, retryAfterMs: 7000 });
    expect(fault.message).toContain("Slow down");
  });

  it("asks once only: trying again is the loop's decision", async () => {
    provider.onMessage("hello", { error: { message: "Broken", type: "server_error" }, status: 500 });
    expect(faultOf(await collect(openModel(kind, provider.url)))).toMatchObject({
      code: "provider_error",
      retryable: true,
    });
    expect(provider.getRequests()).toHaveLength(1);
  });

  it("reports an overloaded provider", async () => {
    provider.onMessage("hello", { error: { message: "Full", type: "overloaded_error" }, status: 503 });
    expect(faultOf(await collect(openModel(kind, provider.url)))).toMatchObject({
      code: "overloaded",
      retryable: true,
    });
  });

  it("does not show a proxy's error page", async () => {
    await using server = await startSseServer(({ response }) => {
      response
        .writeHead(502, { "content-type": "text/html" })
        .end("<html><body>nginx secret page</body></html>");
    });
    const fault = faultOf(await collect(openModel(kind, server.origin)));
    expect(fault).toMatchObject({ code: "provider_error", retryable: true });
    expect(fault.message).not.toContain("nginx");
  });

  it("reports a server that is not there", async () => {
    const port = await findClosedPort();
    const fault = faultOf(await collect(openModel(kind, `http://127.0.0.1:${port}`)));
    expect(fault).toMatchObject({ code: "connection_failed", retryable: true });
    expect(fault.message).toContain(kind.addressVariable);
  });

  it("reports an answer that a lost connection cut off, after the text that had come", async () => {
    const content = "A rather long answer that never ends.";
    // Without the pause the mock closes its socket before anything has left it.
    provider.onMessage("hello", { content }, { chunkSize: 4, truncateAfterChunks: 6, latency: 5 });
    const parts = await collect(openModel(kind, provider.url));
    expect(textOf(parts)).not.toBe("");
    expect(content.startsWith(textOf(parts))).toBe(true);
    expect(faultOf(parts)).toMatchObject({ code: "stream_cut", retryable: true });
  });

  it("reports an answer that ends properly for HTTP but not for the provider's protocol", async () => {
    await using server = await startSseServer(({ write, response }) => {
      write(frames.begin + frames.delta("half of it"));
      response.end();
    });
    const parts = await collect(openModel(kind, server.origin));
    expect(textOf(parts)).toBe("half of it");
    expect(faultOf(parts)).toMatchObject({ code: "stream_cut", retryable: true });
  });

  it("takes no answer that is cut at any place for a whole one", async () => {
    const whole = frames.begin + frames.delta("one") + frames.delta("two") + frames.end;
    // From the end of the event that names the reason on, nothing of the answer is missing.
    const complete = whole.replace(/(?:data: \[DONE\]|event: message_stop\n.*)\n\n$/, "").trimEnd().length;
    let end = 0;
    await using server = await startSseServer(({ write, response, cut }) => {
      write("\n");
      if (end % 2 === 0) response.end(whole.slice(0, end));
      else response.write(whole.slice(0, end), cut);
    });
    const model = openModel(kind, server.origin);
    for (end = 1; end < complete; end += 17) {
      const last = (await collect(model)).at(-1);
      expect(last, `cut after ${end} of ${complete} bytes`).toMatchObject({ type: "fault" });
    }
  });

  it("asks for no tool when only half the call came", async () => {
    await using server = await startSseServer(({ write, response }) => {
      write(frames.begin + frames.openToolCall);
      response.end();
    });
    const parts = await collect(openModel(kind, server.origin));
    expect(parts.filter((part) => part.type === "toolCall")).toEqual([]);
    expect(faultOf(parts)).toMatchObject({ code: "stream_cut" });
  });

  it("reports an answer without anything in it", async () => {
    await using server = await startSseServer(({ write, response }) => {
      write("\n");
      response.end();
    });
    expect(faultOf(await collect(openModel(kind, server.origin)))).toMatchObject({ code: "stream_cut" });
  });

  it("reports a connection that is lost in the middle of a chunk", async () => {
    await using server = await startSseServer(({ write, response, cut }) => {
      write(frames.begin + frames.delta("half"));
      response.write(frames.delta("lost").slice(0, 20), cut);
    });
    expect(faultOf(await collect(openModel(kind, server.origin)))).toMatchObject({ code: "stream_cut" });
  });

  const unreadable = ["no JSON", 'data: {"broken\n\n'] as const;
  const foreign = ["not what the protocol says", 'data: {"type":"nonsense","choices":"none"}\n\n'] as const;
  // Anthropic announces that events of new types may come; Chat Completions has no such rule.
  const chunks = kind.dialect === "messages" ? [unreadable] : [unreadable, foreign];
  it.each(chunks)("reports a chunk that is %s, though the rest is whole", async (_what, chunk) => {
    await using server = await startSseServer(({ write, response }) => {
      write(frames.begin + frames.delta("good") + chunk + frames.delta("never read") + frames.end);
      response.end();
    });
    const parts = await collect(openModel(kind, server.origin));
    expect(textOf(parts)).toBe("good");
    expect(faultOf(parts)).toMatchObject({ code: "malformed_response", retryable: true });
  });

  it("reports a first chunk that cannot be read", async () => {
    await using server = await startSseServer(({ write, response }) => {
      write(`data: {"broken\n\n${frames.begin}${frames.delta("never read")}${frames.end}`);
      response.end();
    });
    expect(faultOf(await collect(openModel(kind, server.origin)))).toMatchObject({
      code: "malformed_response",
    });
  });

  it("reports an error that comes inside the stream, before and after text", async () => {
    for (const text of ["", "some text"]) {
      await using server = await startSseServer(({ write, response }) => {
        write(frames.begin + (text === "" ? "" : frames.delta(text)) + frames.overloaded);
        response.end();
      });
      const parts = await collect(openModel(kind, server.origin));
      expect(textOf(parts)).toBe(text);
      expect(faultOf(parts)).toMatchObject({ code: "overloaded", retryable: true });
    }
  });

  it.each(["before the first byte", "in the middle of the answer"])(
    "closes the request when it is aborted %s",
    async (when) => {
      const { promise: isOpen, resolve: opened } = Promise.withResolvers<void>();
      const { promise: isClosed, resolve: closed } = Promise.withResolvers<void>();
      await using server = await startSseServer(({ write, response }) => {
        response.once("close", closed);
        if (when !== "before the first byte") write(frames.begin + frames.delta("text"));
        opened();
      });
      const abort = new AbortController();
      const stream = openModel(kind, server.origin)
        .stream(stepOf({ signal: abort.signal }))
        [Symbol.asyncIterator]();
      if (when !== "before the first byte")
        expect(await stream.next()).toMatchObject({ value: { text: "text" } });
      const next = stream.next();
      await isOpen;
      abort.abort();
      await isClosed;
      expect(await next).toEqual({ done: true, value: undefined });
    },
  );

  it("closes the request when its reader stops", async () => {
    const { promise: isClosed, resolve: closed } = Promise.withResolvers<void>();
    await using server = await startSseServer(({ write, response }) => {
      response.once("close", closed);
      write(frames.begin + frames.delta("text"));
    });
    for await (const part of openModel(kind, server.origin).stream(stepOf())) {
      expect(part).toMatchObject({ text: "text" });
      break;
    }
    await isClosed;
  });
});
