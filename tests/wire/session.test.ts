import { Delivery, SessionStatus, TurnStatus } from "@aiwhisperer/protocol";
import { afterEach, describe, expect, it } from "vitest";
import { RawClient, type WireMessage } from "../support/raw-client.ts";
import { startTestServer, type TestServer, testModels } from "../support/server.ts";

let server: TestServer;
afterEach(() => server.stop());

const isTerminal = (message: WireMessage): boolean =>
  message.method === "TurnStatusNotification" && paramsOf(message).status >= TurnStatus.Completed;

// biome-ignore lint/suspicious/noExplicitAny: whole messages of any shape are looked into here.
const paramsOf = (message: WireMessage): any => message.params;

async function start(client: RawClient, sessionParams: object = {}): Promise<string> {
  const response = await client.call("startSession", { userId: "ann", sessionParams });
  return (response.result as { sessionId: string }).sessionId;
}

describe("a session over the wire", () => {
  it("answers, then delivers every event once and in order, up to one final chunk and one terminal status", async () => {
    server = await startTestServer();
    const client = await RawClient.connect(server.wsUrl);
    const sessionId = await start(client);
    const response = await client.call(
      "interactive.sendUserMessage",
      { sessionId, message: "count to 5" },
      "send",
    );
    const { messageId, turnId } = response.result as { messageId: string; turnId: string };
    await client.until(isTerminal);

    const events = client.received.filter((message) => "method" in (message as WireMessage)) as WireMessage[];
    expect(events.map((event) => paramsOf(event).sequence)).toEqual(events.map((_, index) => index + 1));
    expect(events[0]).toEqual({
      jsonrpc: "2.0",
      method: "SessionStatusNotification",
      params: { sessionId, sequence: 1, status: SessionStatus.Active },
    });
    expect(events[1]).toEqual({
      jsonrpc: "2.0",
      method: "UserMessageNotification",
      params: { sessionId, sequence: 2, messageId, turnId, message: "count to 5" },
    });
    const chunks = events.filter((event) => event.method === "AIMessageChunkNotification").map(paramsOf);
    expect(chunks.filter((chunk) => chunk.isFinal)).toHaveLength(1);
    expect(chunks.at(-1)).toMatchObject({ isFinal: true, chunk: "" });
    expect(chunks.at(-1).length).toBe(chunks.map((chunk) => chunk.chunk).join("").length);
    expect(chunks.at(-1).length).toBeGreaterThan(0);
    expect(paramsOf(events.at(-1) as WireMessage)).toMatchObject({
      turnId,
      status: TurnStatus.Completed,
      stopReason: "stop",
    });
  });

  it("sends the response before anything that the request causes, also when many come at once", async () => {
    server = await startTestServer();
    const client = await RawClient.connect(server.wsUrl);
    const sessionId = await start(client);
    for (let index = 0; index < 20; index += 1) {
      client.send({
        jsonrpc: "2.0",
        id: index,
        method: "sendUserMessage",
        params: { sessionId, message: `hello ${index}` },
      });
    }
    let ended = 0;
    await client.until((message) => isTerminal(message) && ++ended === 20);
    const answeredAt = new Map<string, number>();
    for (const [index, message] of (client.received as WireMessage[]).entries()) {
      const result = message.result as { turnId?: string } | undefined;
      if (result?.turnId !== undefined) answeredAt.set(result.turnId, index);
      if (message.method !== "UserMessageNotification") continue;
      expect(answeredAt.get(paramsOf(message).turnId)).toBeLessThan(index);
    }
    expect(answeredAt.size).toBe(20);
  });

  it("answers a batch as one before any of its events", async () => {
    server = await startTestServer();
    const client = await RawClient.connect(server.wsUrl);
    const sessionId = await start(client);
    await client.until((message) => message.method === "SessionStatusNotification");
    client.send([
      { jsonrpc: "2.0", id: 1, method: "sendUserMessage", params: { sessionId, message: "hi" } },
      { jsonrpc: "2.0", id: 2, method: "listModels" },
      { jsonrpc: "2.0", id: 3, method: "getSession", params: { sessionId } },
    ]);
    const answer = (await client.next()) as WireMessage[];
    expect(answer.map((member) => member.id)).toEqual([1, 2, 3]);
    expect(((await client.next()) as WireMessage).method).toBe("UserMessageNotification");
  });

  it("delivers the same events in the same order to a second screen, past and live", async () => {
    server = await startTestServer({ models: testModels(5) });
    const [one, two] = [await RawClient.connect(server.wsUrl), await RawClient.connect(server.wsUrl)];
    const sessionId = await start(one);
    await one.call("sendUserMessage", { sessionId, message: "count to 30" });
    await one.until((message) => message.method === "AIMessageChunkNotification");
    const attached = await two.call("attachSession", { sessionId });
    expect(attached.result).toMatchObject({ sessionId, status: SessionStatus.Active });
    await Promise.all([one.until(isTerminal), two.until(isTerminal)]);
    const events = (client: RawClient) =>
      (client.received as WireMessage[]).filter((message) => "method" in message);
    expect(events(two)).toEqual(events(one));
    expect(events(one).length).toBeGreaterThan(30);
  });

  it("replays from a sequence, returns the same by getHistory, and refuses a cursor from the future", async () => {
    server = await startTestServer();
    const client = await RawClient.connect(server.wsUrl);
    const sessionId = await start(client);
    await client.call("sendUserMessage", { sessionId, message: "hi" });
    const live = (await client.until(isTerminal)).filter((message) => "method" in message);
    const last = paramsOf(live.at(-1) as WireMessage).sequence as number;

    const other = await RawClient.connect(server.wsUrl);
    await other.call("attachSession", { sessionId, afterSequence: last - 1 });
    expect(await other.next()).toEqual(live.at(-1));
    const history = await other.call("getHistory", { sessionId, afterSequence: 1 });
    const { events, sequence } = history.result as { events: WireMessage[]; sequence: number };
    expect(events.map((event) => ({ jsonrpc: "2.0", ...event }))).toEqual(
      (client.received as WireMessage[]).filter((message) => "method" in message).slice(1),
    );
    expect(sequence).toBe(last);
    const refused = await other.call("attachSession", { sessionId, afterSequence: last + 1 });
    expect(refused.error).toMatchObject({ code: -32006, data: { sequence: last } });
  });

  it("cancels a running turn with its text kept, and answers other requests meanwhile", async () => {
    server = await startTestServer({ models: testModels(20) });
    const client = await RawClient.connect(server.wsUrl);
    const sessionId = await start(client);
    await client.call("sendUserMessage", { sessionId, message: "write a long answer" });
    await client.until((message) => message.method === "AIMessageChunkNotification");
    expect((await client.call("echo", { message: "there?" })).result).toBe("there?");
    const cancelled = await client.call("cancelTurn", { sessionId });
    expect(cancelled.result).toEqual({ status: TurnStatus.Running });
    const rest = await client.until(isTerminal);
    expect(paramsOf(rest.at(-1) as WireMessage)).toMatchObject({
      status: TurnStatus.Cancelled,
      stopReason: "cancelled",
    });
    expect(paramsOf(rest.at(-2) as WireMessage)).toMatchObject({ isFinal: true, chunk: "" });
    expect(paramsOf(rest.at(-2) as WireMessage).length).toBeGreaterThan(0);
  });

  it("queues, rejects or interrupts as the message asks", async () => {
    server = await startTestServer({ models: testModels(20) });
    const client = await RawClient.connect(server.wsUrl);
    const sessionId = await start(client);
    const send = async (message: string, delivery?: number) =>
      client.call("sendUserMessage", { sessionId, message, ...(delivery === undefined ? {} : { delivery }) });
    const first = (await send("write a long answer")).result as { turnId: string };
    const queued = (await send("count to 2")).result as { turnId: string };
    expect((await send("no", Delivery.Reject)).error).toMatchObject({
      code: -32003,
      data: { turnId: first.turnId },
    });
    const urgent = (await send("count to 3", Delivery.Interrupt)).result as { turnId: string };
    let ended = 0;
    await client.until((message) => isTerminal(message) && ++ended === 3);
    const endings = (client.received as WireMessage[]).filter(isTerminal).map(paramsOf);
    expect(endings.map(({ turnId, status }) => [turnId, status])).toEqual([
      [first.turnId, TurnStatus.Cancelled],
      [urgent.turnId, TurnStatus.Completed],
      [queued.turnId, TurnStatus.Completed],
    ]);
  });

  it("stops a session in the middle of a turn, notifies all clients, and stops it again without an error", async () => {
    server = await startTestServer({ models: testModels(20) });
    const [one, two] = [await RawClient.connect(server.wsUrl), await RawClient.connect(server.wsUrl)];
    const sessionId = await start(one);
    await two.call("attachSession", { sessionId });
    await one.call("sendUserMessage", { sessionId, message: "write a long answer" });
    await one.call("sendUserMessage", { sessionId, message: "and another" });
    expect((await one.call("stopSession", { sessionId })).result).toEqual({
      status: SessionStatus.Stopped,
    });
    const isStopped = (message: WireMessage): boolean =>
      message.method === "SessionStatusNotification" && paramsOf(message).status === SessionStatus.Stopped;
    await Promise.all([one.until(isStopped), two.until(isStopped)]);
    expect((one.received as WireMessage[]).filter(isTerminal)).toHaveLength(2);
    expect((await one.call("stopSession", { sessionId })).result).toEqual({
      status: SessionStatus.Stopped,
    });
    expect((await one.call("sendUserMessage", { sessionId, message: "hi" })).error).toMatchObject({
      code: -32002,
    });
  });

  it("names every fault of wrong params, and knows no session of another id", async () => {
    server = await startTestServer();
    const client = await RawClient.connect(server.wsUrl);
    const wrong = await client.call("sendUserMessage", { sessionId: 7, delivery: 9 });
    expect(wrong.error).toMatchObject({ code: -32602 });
    const { errors } = (wrong.error as { data: { errors: { path: string }[] } }).data;
    expect(errors.map(({ path }) => path).sort()).toEqual(["/delivery", "/message", "/sessionId"]);
    expect((await client.call("getSession", { sessionId: "nope" })).error).toMatchObject({ code: -32001 });
    expect(
      (await client.call("startSession", { userId: "ann", sessionParams: { model: "openai:gpt-5" } })).error,
    ).toMatchObject({ code: -32007, data: { model: "openai:gpt-5" } });
  });
});
