import { isIdentifier } from "@aiwhisperer/protocol";
import { describe, expect, it, onTestFinished } from "vitest";
import { RawClient } from "../support/raw-client.ts";
import { startTestServer } from "../support/server.ts";

async function connect(): Promise<RawClient> {
  const server = await startTestServer();
  const raw = await RawClient.connect(server.wsUrl);
  onTestFinished(async () => {
    raw.webSocket.terminate();
    await server.stop();
  });
  return raw;
}

const BAD = [
  "\ud800",
  "\udbff",
  "a\udc00b",
  "\ude00\ud83d",
  "key\u0000",
  "\u0000",
  "a\nb",
  "a\u007f",
  "a\u2028",
];
const GOOD = ["key", "Schlüssel 😀", "钥匙", "a b", "\ufffd", "e\u0301", "👩‍👩‍👧"];

const task = { id: "a", kind: "no_op" };

/** Requests with a text in each place where it names something. */
const requests: readonly [string, string, (name: string) => object][] = [
  ["startSession", "/userId", (userId) => ({ userId })],
  ["startSession", "/idempotencyKey", (idempotencyKey) => ({ userId: "ann", idempotencyKey })],
  ["startSession", "/sessionParams/model", (model) => ({ userId: "ann", sessionParams: { model } })],
  ["getSession", "/sessionId", (sessionId) => ({ sessionId })],
  ["attachSession", "/sessionId", (sessionId) => ({ sessionId })],
  [
    "sendUserMessage",
    "/idempotencyKey",
    (idempotencyKey) => ({ sessionId: "s", message: "hi", idempotencyKey }),
  ],
  ["cancelTurn", "/turnId", (turnId) => ({ sessionId: "s", turnId })],
  ["decideToolCall", "/toolCallId", (toolCallId) => ({ sessionId: "s", toolCallId, decision: 0 })],
  ["provideToolResult", "/toolCallId", (toolCallId) => ({ sessionId: "s", toolCallId, result: 1 })],
  ["askAnswer", "/questionId", (questionId) => ({ sessionId: "s", questionId, declined: true })],
  [
    "askAnswer",
    "/idempotencyKey",
    (idempotencyKey) => ({ sessionId: "s", questionId: "q", declined: true, idempotencyKey }),
  ],
  ["offerTools", "/clientId", (clientId) => ({ sessionId: "s", clientId, tools: [] })],
  ["listSessions", "/cursor", (cursor) => ({ cursor })],
  ["shareSession", "/userId", (userId) => ({ sessionId: "s", userId, access: 0 })],
  ["unshareSession", "/userId", (userId) => ({ sessionId: "s", userId })],
  ["getPlan", "/planId", (planId) => ({ planId })],
  [
    "startPlan",
    "/plan/tasks/0/id",
    (id) => ({ userId: "ann", plan: { name: "p", tasks: [{ ...task, id }] } }),
  ],
  [
    "startPlan",
    "/plan/tasks/0/kind",
    (kind) => ({ userId: "ann", plan: { name: "p", tasks: [{ ...task, kind }] } }),
  ],
  [
    "startPlan",
    "/plan/tasks/0/dependsOn/0",
    (id) => ({ userId: "ann", plan: { name: "p", tasks: [{ ...task, dependsOn: [id] }] } }),
  ],
];

describe("a text that names something", () => {
  it.each(requests)(
    "of %s at %s is refused unless it is well-formed, without control characters",
    async (method, path, params) => {
      const raw = await connect();
      for (const name of BAD) {
        const { error } = await raw.call(method, params(name));
        expect(error, JSON.stringify(name)).toMatchObject({ code: -32602, data: { errors: [{ path }] } });
        expect(JSON.stringify(error)).toContain("well-formed Unicode without control characters");
      }
      for (const name of GOOD) {
        const answer = await raw.call(method, params(name));
        const faults = JSON.stringify(answer.error ?? {});
        expect(faults, name).not.toContain("well-formed");
      }
    },
  );

  it("is kept exactly as a key: two keys that differ are two", async () => {
    const raw = await connect();
    const ids = new Set<unknown>();
    for (const idempotencyKey of GOOD) {
      const first = await raw.call("startSession", { userId: "ann", idempotencyKey });
      const again = await raw.call("startSession", { userId: "ann", idempotencyKey });
      expect(again.result).toEqual(first.result);
      ids.add((first.result as { sessionId: string }).sessionId);
    }
    expect(ids.size).toBe(GOOD.length);
  });

  it("is decided by one rule", () => {
    expect(BAD.filter(isIdentifier)).toEqual([]);
    expect(GOOD.filter(isIdentifier)).toEqual(GOOD);
  });
});

describe("a text that says something", () => {
  const text = "half \ud83d and \udc00, zero \u0000 end";

  it("is kept exactly in the log, and is a well-formed title", async () => {
    const raw = await connect();
    const started = await raw.call("startSession", {
      userId: "ann",
      sessionParams: { metadata: { [text]: text } },
    });
    const { sessionId } = started.result as { sessionId: string };
    await raw.call("sendUserMessage", { sessionId, message: text });
    const { result } = await raw.call("getHistory", { sessionId });
    expect((result as { events: unknown[] }).events).toContainEqual(
      expect.objectContaining({ params: expect.objectContaining({ message: text }) }),
    );
    const summary = (await raw.call("getSession", { sessionId })).result as { session: object };
    const title = "half \ufffd and \ufffd, zero end";
    expect(summary.session).toMatchObject({ title, metadata: { [text]: text } });
    const { result: listed } = await raw.call("listSessions", {});
    expect((listed as { sessions: object[] }).sessions).toMatchObject([
      { title, metadata: { [text]: text } },
    ]);
  });

  it("is never cut inside of a character where it becomes a title", async () => {
    const raw = await connect();
    const started = await raw.call("startSession", { userId: "ann" });
    const { sessionId } = started.result as { sessionId: string };
    await raw.call("sendUserMessage", { sessionId, message: `${"x".repeat(78)}😀😀😀` });
    const { result } = await raw.call("getSession", { sessionId });
    expect(result).toMatchObject({ session: { title: `${"x".repeat(78)}…` } });
  });
});
