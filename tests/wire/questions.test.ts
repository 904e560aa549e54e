import { systemClock } from "@aiwhisperer/engine";
import { interactive, QuestionResolution, SessionAccess, TurnStatus } from "@aiwhisperer/protocol";
import { afterEach, describe, expect, it } from "vitest";
import { openAuthentication } from "../../packages/server/src/auth/authentication.ts";
import { secretKeys } from "../../packages/server/src/auth/jwt-keys.ts";
import { AUDIENCE, ISSUER, SECRET, secretToken } from "../auth/support/tokens.ts";
import { RawClient, type WireMessage } from "../support/raw-client.ts";
import { finished, ScriptedModel } from "../support/scripted-model.ts";
import { calling, reportResults, sourceOf, tool } from "../support/scripted-tools.ts";
import { startTestServer, type TestServer } from "../support/server.ts";

const codes = interactive.errors;

let server: TestServer;
afterEach(() => server.stop());

// biome-ignore lint/suspicious/noExplicitAny: whole messages of any shape are looked into here.
const paramsOf = (message: WireMessage | undefined): any => message?.params;
const named = (method: string) => (message: WireMessage) => message.method === method;
const isTerminal = (message: WireMessage): boolean =>
  message.method === "TurnStatusNotification" && paramsOf(message).status >= TurnStatus.Completed;

const schema = {
  type: "object",
  properties: {
    name: { type: "string", minLength: 2 },
    colour: { type: "string", oneOf: [{ const: "r", title: "Red" }], default: "r" },
  },
  required: ["name"],
};

/** A server with a tool that asks, and its URL's callers. */
async function start(options: Parameters<typeof startTestServer>[0] = {}): Promise<void> {
  const model = new ScriptedModel(async function* (request) {
    if (request.messages.at(-1)?.role === "user") return yield* calling(["ask", {}]);
    yield reportResults(request);
    yield finished;
  });
  const ask = tool("ask", { run: async (_, call) => ({ result: await call.ask({ text: "Who?", schema }) }) });
  server = await startTestServer({
    ...options,
    models: model.catalog,
    engine: { tools: [sourceOf(ask)] },
  });
}

/** Starts a session and sends a message. Returns its first question's id. */
async function askedBy(client: RawClient, userId = "ann") {
  const { result } = await client.call("startSession", { userId });
  const { sessionId } = result as { sessionId: string };
  client.send({
    jsonrpc: "2.0",
    id: "send",
    method: "sendUserMessage",
    params: { sessionId, message: "go" },
  });
  const question = paramsOf((await client.until(named("QuestionNotification"))).at(-1));
  return { sessionId, questionId: question.questionId as string, question };
}

describe("a question over the wire", () => {
  it("is answered once: by the first, with the same answer for the same key, and later ones are refused", async () => {
    await start();
    const client = await RawClient.connect(server.wsUrl);
    const { sessionId, questionId, question } = await askedBy(client);
    expect(question).toMatchObject({ text: "Who?", schema, toolCallId: expect.any(String) });
    const request = { sessionId, questionId, answer: { name: "Ann" }, idempotencyKey: "k" };
    const before = client.received.length;
    client.send({ jsonrpc: "2.0", id: "answer", method: "askAnswer", params: request });
    await client.until(isTerminal);
    const after = client.received.slice(before) as WireMessage[];
    const resolved = after.findIndex(named("QuestionResolvedNotification"));
    expect(after.findIndex(({ id }) => id === "answer")).toBeLessThan(resolved);
    expect(paramsOf(after[resolved])).toMatchObject({
      questionId,
      answer: { name: "Ann", colour: "r" },
      answeredBy: "local",
      resolution: QuestionResolution.Decided,
    });
    expect((await client.call("askAnswer", request)).result).toEqual({ status: 0 });
    const late = { sessionId, questionId, declined: true };
    expect((await client.call("askAnswer", late)).error).toMatchObject({
      code: codes.ToolCallAlreadyResolved.code,
      data: { questionId, toolCallId: questionId, resolution: "decided" },
    });
    expect((await client.call("askAnswer", { ...late, questionId: "?" })).error).toMatchObject({
      code: codes.ToolCallNotFound.code,
      data: { questionId: "?", toolCallId: "?" },
    });
  });

  it("refuses an answer that does not fit, with the faults of each field", async () => {
    await start();
    const client = await RawClient.connect(server.wsUrl);
    const { sessionId, questionId } = await askedBy(client);
    const answered = (rest: object) => client.call("askAnswer", { sessionId, questionId, ...rest });
    expect((await answered({ answer: { name: 1, colour: "b", more: 1 } })).error).toMatchObject({
      code: -32602,
      data: {
        errors: [{ path: "/answer/name" }, { path: "/answer/colour" }, { path: "/answer/more" }],
      },
    });
    for (const neither of [{}, { answer: { name: "Ann" }, declined: true }, { declined: false }]) {
      expect((await answered(neither)).error).toMatchObject({
        code: -32602,
        data: { errors: [{ path: "/answer" }] },
      });
    }
    expect((await answered({ declined: true })).result).toEqual({ status: 0 });
    await client.until(isTerminal);
  });

  it("is on every screen, survives a reload, and is resolved on each", async () => {
    await start();
    const client = await RawClient.connect(server.wsUrl);
    const { sessionId, questionId } = await askedBy(client);
    client.close();
    await client.closed;
    const screens = await Promise.all([RawClient.connect(server.wsUrl), RawClient.connect(server.wsUrl)]);
    for (const screen of screens) {
      await screen.call("attachSession", { sessionId });
      const question = (await screen.until(named("QuestionNotification"))).at(-1);
      expect(paramsOf(question)).toMatchObject({ questionId });
    }
    const { session } = (await screens[0].call("getSession", { sessionId })).result as { session: object };
    expect(session).toMatchObject({ pendingQuestions: 1 });
    await screens[1].call("askAnswer", { sessionId, questionId, answer: { name: "Bo" } });
    for (const screen of screens) {
      await screen.until(isTerminal);
      const resolved = (screen.received as WireMessage[]).find(named("QuestionResolvedNotification"));
      expect(paramsOf(resolved)).toMatchObject({ questionId, answer: { name: "Bo" } });
    }
  });

  it("is for the owner and drivers: an observer is refused, and others do not find it", async () => {
    const authentication = await openAuthentication({
      clock: systemClock,
      jwt: { keys: secretKeys(SECRET), issuer: ISSUER, audience: AUDIENCE },
      onFault: (error) => {
        throw error;
      },
    });
    await start({ server: { authentication } });
    const connect = async (sub: string) => {
      const token = await secretToken({ sub, exp: Math.floor(Date.now() / 1_000) + 600 });
      return RawClient.connect(server.wsUrl, { headers: { authorization: `Bearer ${token}` } });
    };
    const owner = await connect("olga");
    const { sessionId, questionId } = await askedBy(owner, "olga");
    await owner.call("shareSession", { sessionId, userId: "oscar", access: SessionAccess.Observe });
    const request = { sessionId, questionId, answer: { name: "Eve" } };
    const observer = await connect("oscar");
    expect((await observer.call("askAnswer", request)).error).toMatchObject({
      code: codes.PermissionDenied.code,
    });
    const other = await connect("otto");
    expect((await other.call("askAnswer", request)).error).toMatchObject({
      code: codes.SessionNotFound.code,
    });
    expect((await owner.call("askAnswer", request)).result).toEqual({ status: 0 });
  });
});
