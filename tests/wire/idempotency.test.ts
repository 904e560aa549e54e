import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SqliteEventLog } from "@aiwhisperer/engine";
import { TurnStatus } from "@aiwhisperer/protocol";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { RawClient, type WireMessage } from "../support/raw-client.ts";
import { finished, hang, ScriptedModel, said } from "../support/scripted-model.ts";
import { startTestServer, type TestServer } from "../support/server.ts";

let folder: string;
let server: TestServer;
let model: ScriptedModel;

const openLog = () => SqliteEventLog.open({ path: join(folder, "log.sqlite") });
async function start(): Promise<RawClient> {
  model = new ScriptedModel(async function* (request) {
    yield said("ok");
    const last = request.messages.at(-1);
    if (last?.role === "user" && last.text === "hang") await hang(request);
    yield finished;
  });
  server = await startTestServer({ log: await openLog(), models: model.catalog });
  return RawClient.connect(server.wsUrl);
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "aiwhisperer-idempotency-"));
});
afterEach(async () => {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

const hasEnded = (message: WireMessage): boolean =>
  message.method === "TurnStatusNotification" &&
  (message.params as { status: TurnStatus }).status >= TurnStatus.Completed;

describe("an idempotency key", () => {
  it("returns the same answer and does the work once: together, later, on another connection, after a restart", async () => {
    let client = await startWith("session");
    const { sessionId } = client;
    const params = { sessionId, message: "hi", idempotencyKey: "message" };
    for (const id of ["a", "b"]) client.raw.send({ jsonrpc: "2.0", id, method: "sendUserMessage", params });
    const answers: unknown[] = [];
    await client.raw.until((message) => {
      if (message.id === "a" || message.id === "b") answers.push(message.result);
      return answers.length === 2;
    });
    await client.raw.until(hasEnded);
    answers.push((await client.raw.call("sendUserMessage", params)).result);
    const other = await RawClient.connect(server.wsUrl);
    answers.push((await other.call("interactive.sendUserMessage", params)).result);
    expect(model.requests).toHaveLength(1);

    await server.stop();
    client = await startWith("session");
    expect(client.sessionId).toBe(sessionId);
    // The session that was started before is followed from its beginning, as by its first start.
    await client.raw.until(hasEnded);
    answers.push((await client.raw.call("sendUserMessage", params)).result);
    expect(model.requests).toHaveLength(0);
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    const history = await client.raw.call("getHistory", { sessionId });
    const { events } = history.result as { events: WireMessage[] };
    expect(events.filter(({ method }) => method === "UserMessageNotification")).toHaveLength(1);
  });

  it("is refused for a request with other params, and knows the same params in another order", async () => {
    const { raw, sessionId } = await startWith("session");
    const first = await raw.call("sendUserMessage", { sessionId, message: "hi", idempotencyKey: "k" });
    const same = await raw.call("sendUserMessage", { idempotencyKey: "k", message: "hi", sessionId });
    expect(same.result).toEqual(first.result);
    const other = await raw.call("sendUserMessage", { sessionId, message: "ho", idempotencyKey: "k" });
    expect(other.error).toMatchObject({ code: -32602, data: { errors: [{ path: "/idempotencyKey" }] } });
    const stop = await raw.call("stopSession", { sessionId, idempotencyKey: "k" });
    expect(stop.error).toMatchObject({ code: -32602 });
  });

  it("cancels once: repeated after the next turn has begun, it leaves that one alone", async () => {
    const { raw, sessionId } = await startWith("session");
    await raw.call("sendUserMessage", { sessionId, message: "hang" });
    await raw.until(({ method }) => method === "AIMessageChunkNotification");
    const first = await raw.call("cancelTurn", { sessionId, idempotencyKey: "c" });
    await raw.until(hasEnded);
    await raw.call("sendUserMessage", { sessionId, message: "hang" });
    await raw.until(({ method }) => method === "AIMessageChunkNotification");
    const again = await raw.call("cancelTurn", { sessionId, idempotencyKey: "c" });
    expect(again.result).toEqual(first.result);
    const { session } = (await raw.call("getSession", { sessionId })).result as {
      session: { activeTurnId?: string };
    };
    expect(session.activeTurnId).toBeDefined();
    const stopped = await raw.call("stopSession", { sessionId, idempotencyKey: "s" });
    expect((await raw.call("stopSession", { sessionId, idempotencyKey: "s" })).result).toEqual(
      stopped.result,
    );
  });

  it("leaves nothing behind when the request was refused", async () => {
    const { raw, sessionId } = await startWith("session");
    const busyKey = { sessionId, message: "hi", delivery: 2, idempotencyKey: "busy" };
    await raw.call("sendUserMessage", { sessionId, message: "hang" });
    expect((await raw.call("sendUserMessage", busyKey)).error).toMatchObject({ code: -32003 });
    await raw.call("cancelTurn", { sessionId });
    await raw.until(hasEnded);
    expect((await raw.call("sendUserMessage", busyKey)).result).toMatchObject({ status: 0 });
  });

  async function startWith(idempotencyKey: string): Promise<{ raw: RawClient; sessionId: string }> {
    const raw = await start();
    const response = await raw.call("startSession", { userId: "ann", idempotencyKey });
    return { raw, sessionId: (response.result as { sessionId: string }).sessionId };
  }
});
