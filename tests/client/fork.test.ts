import { type Client, interactive, SessionAccess, TurnStatus } from "@aiwhisperer/client";
import { describe, expect, it } from "vitest";
import type { ToolEffect } from "../../packages/engine/src/tool/tool.ts";
import { finished, hang, ScriptedModel, said } from "../support/scripted-model.ts";
import { sourceOf, tool } from "../support/scripted-tools.ts";
import { setUpServer } from "./support/server-scene.ts";
import { until } from "./support/until.ts";

const { start, stop, connect } = setUpServer();

async function serve(limits = {}, effect: ToolEffect = "read", serverLimits = {}) {
  const tools = [sourceOf(tool("run", { effect }))];
  const model = new ScriptedModel(async function* (request) {
    const newest = request.messages.at(-1);
    const text = newest?.role === "user" ? newest.text : "";
    if (text === "call") {
      yield { type: "toolCall", call: { toolCallId: "call-1", toolName: "run", arguments: {} } };
      if (request.messages.length === 1)
        yield { type: "state", state: { source: "scripted:model", data: "signed" } };
      yield { ...finished, reason: "tool_calls" };
      return;
    }
    yield said(`re: ${text}`);
    if (text === "wait") await hang(request);
    yield finished;
  });
  const engine = { limits, tools };
  await start({ models: model.catalog, engine, server: { limits: serverLimits } });
  return model;
}

async function eventsOf(client: Client, sessionId: string) {
  return (await client.rpc.getHistory({ sessionId })).events as {
    readonly method: string;
    readonly params: Readonly<Record<string, unknown>>;
  }[];
}

describe("forkSession", () => {
  it("begins with the events of the other session, under its own id, and continues by itself", async () => {
    const model = await serve();
    const client = connect();
    const original = await client.startSession({ context: "Be brief.", metadata: { team: "blue" } });
    for (const text of ["one", "two"]) await original.send(text).result;
    await original.update({ title: "Original", pinned: true, settings: { temperature: 0.5 } });
    await original.share("ann", SessionAccess.Observe);
    const { sequence } = (await client.rpc.getSession({ sessionId: original.sessionId })).session;
    const fork = await client.forkSession(original.sessionId);
    const [before, after] = [
      await eventsOf(client, original.sessionId),
      await eventsOf(client, fork.sessionId),
    ];
    const copied = before.findLastIndex(({ method }) => method === "TurnStatusNotification") + 1;
    expect(after.slice(0, copied)).toEqual(
      before.slice(0, copied).map(({ method, params }) => ({
        method,
        params: { ...params, sessionId: fork.sessionId },
      })),
    );
    expect(after.slice(copied)).toEqual([
      {
        method: "SessionForkedNotification",
        params: {
          sessionId: fork.sessionId,
          sequence: copied + 1,
          fromSessionId: original.sessionId,
          fromSequence: copied,
        },
      },
    ]);
    const summary = (await client.rpc.getSession({ sessionId: fork.sessionId })).session;
    expect(summary).toMatchObject({
      title: "one",
      model: "scripted:model",
      settings: { temperature: 0.5 },
      metadata: { team: "blue" },
      forkedFrom: { sessionId: original.sessionId, sequence: copied },
    });
    expect(summary).not.toHaveProperty("pinned");
    expect(summary).not.toHaveProperty("sharedWith");
    await fork.send("three").result;
    expect(model.requests.at(-1)).toMatchObject({
      system: "Be brief.",
      settings: { temperature: 0.5 },
      messages: [
        { text: "one" },
        { text: "re: one" },
        { text: "two" },
        { text: "re: two" },
        { text: "three" },
      ],
    });
    expect(fork.state.messages.map(({ text }) => text)).toHaveLength(6);
    expect((await client.rpc.getSession({ sessionId: original.sessionId })).session.sequence).toBe(sequence);
    await original.delete();
    await stop();
    const again = await serve();
    const client2 = connect();
    const restored = await client2.attachSession(fork.sessionId);
    expect((await restored.send("four").result).status).toBe(TurnStatus.Completed);
    expect(again.requests.at(-1)?.messages).toHaveLength(7);
  });

  it("is made before a message, to ask otherwise, and before the first one with nothing in it", async () => {
    const model = await serve();
    const client = connect();
    const original = await client.startSession();
    for (const text of ["one", "two", "three"]) await original.send(text).result;
    const ids = original.state.messages
      .filter(({ role }) => role === "user")
      .map(({ messageId }) => messageId);
    const second = await client.forkSession(original.sessionId, { beforeMessageId: ids[1] ?? "" });
    await second.send("other").result;
    expect(model.requests.at(-1)?.messages).toMatchObject([
      { text: "one" },
      { text: "re: one" },
      { text: "other" },
    ]);
    const first = await client.forkSession(original.sessionId, { beforeMessageId: ids[0] ?? "" });
    expect((await eventsOf(client, first.sessionId)).map(({ method }) => method)).toEqual([
      "SessionForkedNotification",
    ]);
    expect((await first.send("new").result).text).toBe("re: new");
    await expect(
      client.rpc.forkSession({ sessionId: original.sessionId, beforeMessageId: "none" }),
    ).rejects.toMatchObject({ code: -32602 });
  });

  it("names the nearest cuts inside a turn and past the end", async () => {
    await serve();
    const client = connect();
    const handle = await client.startSession();
    const { sessionId } = handle;
    await handle.send("one").result;
    const end = handle.state.sequence;
    await handle.send("two").result;
    const last = handle.state.sequence;
    const { InvalidCursor } = interactive.errors;
    await expect(client.rpc.forkSession({ sessionId, throughSequence: end + 3 })).rejects.toMatchObject({
      code: InvalidCursor.code,
      data: { before: end, after: last },
    });
    await expect(client.rpc.forkSession({ sessionId, throughSequence: last + 1 })).rejects.toMatchObject({
      code: InvalidCursor.code,
      data: { before: last },
    });
    for (const [throughSequence, count] of [
      [end, end],
      [0, 0],
      [last, last],
    ] as const) {
      const { sequence } = await client.rpc.forkSession({ sessionId, throughSequence });
      expect(sequence).toBe(count + 1);
    }
  });

  it("leaves out what had not ended, and what waited behind it", async () => {
    const model = await serve();
    const client = connect();
    const original = await client.startSession();
    await original.send("one").result;
    await original.send("wait").accepted;
    await original.send("queued").accepted;
    await expect.poll(() => model.requests.length).toBe(2);
    const fork = await client.forkSession(original.sessionId);
    await until(fork, ({ caughtUp }) => caughtUp);
    expect(fork.state.turns).toHaveLength(1);
    expect(fork.state.queuedTurns).toEqual([]);
    await fork.send("on").result;
    expect(model.requests.at(-1)?.messages).toMatchObject([
      { text: "one" },
      { text: "re: one" },
      { text: "on" },
    ]);
    expect(original.state.turns).toHaveLength(3);
  });

  it("is never inside a turn that waits for a decision, though a waiting message was taken back", async () => {
    const model = await serve({}, "execute");
    const client = connect();
    const original = await client.startSession();
    await original.send("one").result;
    const end = original.state.sequence;
    await original.send("call").accepted;
    await until(original, ({ pendingApprovals }) => pendingApprovals.length === 1);
    const { turnId } = await original.send("queued").accepted;
    await original.cancel(turnId);
    await until(original, ({ turns }) => turns.at(-1)?.status === TurnStatus.Cancelled);
    const fork = await client.forkSession(original.sessionId);
    await until(fork, ({ caughtUp }) => caughtUp);
    expect(fork.state).toMatchObject({ forkedFrom: { sequence: end }, pendingApprovals: [], toolCalls: [] });
    await fork.send("on").result;
    expect(model.requests.at(-1)?.messages).toMatchObject([
      { text: "one" },
      { text: "re: one" },
      { text: "on" },
    ]);
    const at = original.state.sequence;
    await expect(
      client.rpc.forkSession({ sessionId: original.sessionId, throughSequence: at }),
    ).rejects.toMatchObject({ code: interactive.errors.InvalidCursor.code, data: { before: end } });
    await expect(
      client.rpc.forkSession({ sessionId: original.sessionId, throughSequence: end, beforeMessageId: "m" }),
    ).rejects.toMatchObject({ code: -32602 });
  });

  it("asks models with the same state of their provider as the original", async () => {
    const model = await serve();
    const client = connect();
    const original = await client.startSession();
    await original.send("call").result;
    const fork = await client.forkSession(original.sessionId);
    for (const session of [original, fork]) await session.send("on").result;
    const [one, two] = model.requests.slice(-2);
    expect(JSON.stringify(one?.messages)).toContain("signed");
    expect(two?.messages).toEqual(one?.messages);
  });

  it("is made once for a key, and only as long as it may be", async () => {
    await serve({ maxForkedEvents: 12 });
    const client = connect();
    const original = await client.startSession();
    const { sessionId } = original;
    await original.send("one").result;
    const request = { sessionId, idempotencyKey: "key" };
    const [one, two] = await Promise.all([client.rpc.forkSession(request), client.rpc.forkSession(request)]);
    expect(two).toEqual(one);
    const end = original.state.sequence;
    for (const text of ["two", "three"]) await original.send(text).result;
    await expect(client.rpc.forkSession({ sessionId })).rejects.toMatchObject({
      code: interactive.errors.LimitExceeded.code,
      data: { limit: "maxForkedEvents", value: 12 },
    });
    expect((await client.rpc.forkSession({ sessionId, throughSequence: end })).sequence).toBe(end + 1);
    await expect(client.rpc.forkSession({ sessionId: "none" })).rejects.toMatchObject({
      code: interactive.errors.SessionNotFound.code,
    });
  });

  it("is refused as soon as the cut is too far, by its number of events and by their length", async () => {
    await serve({ maxForkedEvents: 40, maxForkedLength: 4_000 });
    const client = connect();
    const original = await client.startSession();
    const { sessionId } = original;
    const refusal = (limit: string, value: number) => ({
      code: interactive.errors.LimitExceeded.code,
      data: { limit, value },
    });
    await original.send("one").result;
    const end = original.state.sequence;
    await original.send("x".repeat(2_000)).result;
    await expect(client.rpc.forkSession({ sessionId })).rejects.toMatchObject(
      refusal("maxForkedLength", 4_000),
    );
    const fork = await client.forkSession(sessionId, { throughSequence: end });
    while (fork.state.sequence <= 40) await fork.send("a").result;
    const isTooFar = client.rpc.forkSession({ sessionId: fork.sessionId });
    await expect(isTooFar).rejects.toMatchObject({ code: interactive.errors.LimitExceeded.code });
  });

  it("reads within the budget of its user", async () => {
    const limits = { maxReadBytesPerMinute: 6_000 };
    await serve({}, "read", limits);
    const client = connect();
    const original = await client.startSession();
    const { sessionId } = original;
    await original.send("x".repeat(4_000)).result;
    const first = { sessionId, idempotencyKey: "key" };
    const fork = await client.rpc.forkSession(first);
    await expect(client.rpc.forkSession({ sessionId })).rejects.toMatchObject({
      code: interactive.errors.RateLimited.code,
      data: { limit: "maxReadBytesPerMinute" },
    });
    expect(await client.rpc.forkSession(first)).toEqual(fork);
  });
});
