import type { SessionHandle } from "@aiwhisperer/client";
import type { EngineLimits } from "@aiwhisperer/engine";
import { TurnStatus } from "@aiwhisperer/protocol";
import { LLMock } from "@copilotkit/aimock";
import { describe, expect, it, onTestFinished } from "vitest";
import { FRAMES } from "./frames.ts";
import { PROVIDER_KINDS, type ProviderKind } from "./provider-kinds.ts";
import { sessionAt } from "./provider-session.ts";
import { type SseExchange, startSseServer } from "./sse-server.ts";
import { PLANTED_KEY } from "./steps.ts";

/** A session whose provider answers each request as the test says. */
async function sessionWith(
  kind: ProviderKind,
  answer: (exchange: SseExchange, request: number) => void,
  limits: Partial<EngineLimits> = {},
): Promise<{ session: SessionHandle; notices: string[]; requests: () => number }> {
  let requests = 0;
  const provider = await startSseServer((exchange) => {
    requests += 1;
    answer(exchange, requests);
  });
  onTestFinished(() => provider[Symbol.asyncDispose]());
  const session = await sessionAt(kind, provider.origin, { limits });
  const notices: string[] = [];
  session.on("TurnStatusNotification", ({ notice }) => {
    if (notice !== undefined) notices.push(notice);
  });
  return { session, notices, requests: () => requests };
}

/** Answers with an HTTP status, as providers refuse. */
const refuse =
  (status: number, headers: Record<string, string> = {}) =>
  ({ response }: SseExchange): void => {
    const error = { message: "refused", type: "error" };
    response
      .writeHead(status, { "content-type": "application/json", ...headers })
      .end(JSON.stringify({ error }));
  };

/** Sends a message. Returns how its turn ended, as on the wire. */
async function endOf(session: SessionHandle) {
  const send = session.send("hello");
  const result = await send.result.catch(() => undefined);
  const turn = session.state.turns.at(-1);
  const answer = session.state.messages.at(-1);
  expect(answer).toMatchObject({ role: "assistant", isFinal: true, hasLengthMismatch: false });
  expect(JSON.stringify(session.state)).not.toContain(PLANTED_KEY);
  return { turn, result, text: answer?.text };
}

describe.each(PROVIDER_KINDS)("a turn with $name", (kind) => {
  const frames = FRAMES[kind.dialect];
  const whole = ({ write, response }: SseExchange): void => {
    write(frames.begin + frames.delta("Hel"));
    write(frames.delta("lo.") + frames.end);
    response.end();
  };

  it("completes, streamed", async () => {
    const provider = new LLMock({ port: 0 });
    await provider.start();
    onTestFinished(() => provider.stop());
    provider.onMessage("hello", { content: "A whole answer in several pieces." }, { chunkSize: 4 });
    const session = await sessionAt(kind, provider.url);
    let chunks = 0;
    session.on("AIMessageChunkNotification", () => {
      chunks += 1;
    });
    const { turn, text } = await endOf(session);
    expect(turn).toMatchObject({ status: TurnStatus.Completed, stopReason: "stop" });
    expect(text).toBe("A whole answer in several pieces.");
    expect(chunks).toBeGreaterThan(5);
  });

  it("fails at once, with what to do, when the key is refused", async () => {
    const { session, requests } = await sessionWith(kind, refuse(401));
    const { turn } = await endOf(session);
    expect(turn).toMatchObject({ status: TurnStatus.Failed, error: { code: "unauthenticated" } });
    expect(turn?.error?.message).toContain(kind.keyVariable ?? kind.addressVariable);
    expect(requests()).toBe(1);
  });

  it("waits as a rate limit asks, says so, and completes", async () => {
    const { session, notices } = await sessionWith(kind, (exchange, request) =>
      request === 1 ? refuse(429, { "retry-after": "1" })(exchange) : whole(exchange),
    );
    const { turn, text } = await endOf(session);
    expect(turn).toMatchObject({ status: TurnStatus.Completed });
    expect(text).toBe("Hello.");
    expect(notices).toEqual([expect.stringMatching(/Trying again in 1 s \(attempt 2 of 4\)/)]);
  });

  it("fails after a bounded number of tries when the provider stays broken", async () => {
    const { session, requests } = await sessionWith(kind, refuse(500), { maxModelAttempts: 3 });
    expect((await endOf(session)).turn).toMatchObject({
      status: TurnStatus.Failed,
      error: { code: "provider_error" },
    });
    expect(requests()).toBe(3);
  });

  it.each([
    { what: "cut off", code: "stream_cut", end: ({ cut }: SseExchange) => cut() },
    {
      what: "malformed",
      code: "malformed_response",
      end: ({ write }: SseExchange) => write("data: {nonsense\n\n"),
    },
  ])("fails with its text kept when the stream is $what", async ({ code, end }) => {
    const { session, requests } = await sessionWith(kind, (exchange) => {
      exchange.write(frames.begin + frames.delta("Half an answer"));
      setImmediate(() => end(exchange));
    });
    const { turn, text } = await endOf(session);
    expect(turn).toMatchObject({ status: TurnStatus.Failed, stopReason: "error", error: { code } });
    // Text that was shown is never asked for again; text that was cut off before it left was not shown.
    if (text !== "") expect({ text, requests: requests() }).toEqual({ text: "Half an answer", requests: 1 });
  });

  it("fails with its text kept when the model falls silent, and lets the request go", async () => {
    const closed = Promise.withResolvers<void>();
    const { session } = await sessionWith(
      kind,
      ({ write, response }) => {
        write(frames.begin + frames.delta("Half"));
        response.once("close", () => closed.resolve());
      },
      { modelIdleTimeoutMs: 300 },
    );
    const { turn, text } = await endOf(session);
    expect(turn).toMatchObject({ status: TurnStatus.Failed, error: { code: "timeout" } });
    expect(text).toBe("Half");
    await closed.promise;
  });
});
