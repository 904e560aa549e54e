import { describe, expect, it } from "vitest";
import { RawClient } from "../support/raw-client.ts";
import { startTestServer } from "../support/server.ts";
import { sendMessage, startQuotaServer, startSession } from "./support/quota-server.ts";

const RATE_LIMITED = -32020;

describe("the rate of requests", () => {
  it("is one user's over all connections, and says when to come back", async () => {
    const server = await startQuotaServer({ maxRequestsPerSecond: 2, maxRequestBurst: 4 });
    const [first, second, ben] = [
      await server.open("ann"),
      await server.open("ann"),
      await server.open("ben"),
    ];
    for (const client of [first, second, first, second]) {
      expect((await client.call("echo", ["hi"])).result).toEqual(["hi"]);
    }
    const { error } = await first.call("echo", ["one more"]);
    expect(error).toMatchObject({
      code: RATE_LIMITED,
      message: expect.stringContaining("maxRequestsPerSecond"),
      data: { limit: "maxRequestsPerSecond", value: 2 },
    });
    expect((await ben.call("echo", ["hi"])).result).toEqual(["hi"]);
    const { retryAfterMs } = (error as { data: { retryAfterMs: number } }).data;
    expect(retryAfterMs).toBeGreaterThan(0);
    expect(retryAfterMs).toBeLessThanOrEqual(500);
    // What is refused takes nothing of the rate.
    await expect
      .poll(async () => (await second.call("echo", ["again"])).result, { interval: 20 })
      .toEqual(["again"]);
  });

  it("counts each member of a batch", async () => {
    const server = await startQuotaServer({ maxRequestsPerSecond: 1, maxRequestBurst: 3 });
    const client = await server.open("ann");
    client.send([1, 2, 3, 4, 5].map((id) => ({ jsonrpc: "2.0", id, method: "echo", params: [id] })));
    const answers = (await client.next()) as { id: number; error?: { code: number } }[];
    const limited = answers.filter(({ error }) => error?.code === RATE_LIMITED);
    expect(limited.map(({ id }) => id)).toEqual([4, 5]);
  });

  it("has no limit without authentication, unless it was set", async () => {
    const free = await startTestServer();
    const client = await RawClient.connect(free.wsUrl);
    for (let request = 0; request < 1_000; request += 1) {
      expect((await client.call("echo", [request])).error).toBeUndefined();
    }
    await free.stop();
    const limits = { maxRequestsPerSecond: 1, maxRequestBurst: 1 };
    const bound = await startTestServer({ server: { limits } });
    const other = await RawClient.connect(bound.wsUrl);
    await other.call("echo", [1]);
    expect((await other.call("echo", [2])).error).toMatchObject({ code: RATE_LIMITED });
    await bound.stop();
  });
});

describe("the rate of messages", () => {
  it("is one user's over all sessions, and leaves nothing of a refused message", async () => {
    const server = await startQuotaServer({ maxTurnsPerMinute: 2 });
    const [ann, ben] = [await server.open("ann"), await server.open("ben")];
    const sessions = [await startSession(ann, "ann"), await startSession(ann, "ann")] as const;
    for (const sessionId of sessions) expect((await sendMessage(ann, sessionId)).error).toBeUndefined();
    const { error } = await sendMessage(ann, sessions[0], "one more");
    expect(error).toMatchObject({
      code: RATE_LIMITED,
      data: { limit: "maxTurnsPerMinute", value: 2, retryAfterMs: expect.any(Number) },
    });
    const { retryAfterMs } = (error as { data: { retryAfterMs: number } }).data;
    expect(retryAfterMs).toBeGreaterThan(50_000);
    expect(retryAfterMs).toBeLessThanOrEqual(60_000);
    const { result } = await ann.call("getHistory", { sessionId: sessions[0] });
    expect(JSON.stringify(result)).not.toContain("one more");
    expect((await sendMessage(ben, await startSession(ben, "ben"))).error).toBeUndefined();
  });

  it("returns the answer of a message that was taken before, and does not count it again", async () => {
    const server = await startQuotaServer({ maxTurnsPerMinute: 1 });
    const ann = await server.open("ann");
    const request = { sessionId: await startSession(ann, "ann"), message: "hello", idempotencyKey: "k" };
    const first = await ann.call("sendUserMessage", request);
    expect(first.error).toBeUndefined();
    expect((await ann.call("sendUserMessage", request)).result).toEqual(first.result);
    expect((await ann.call("sendUserMessage", { ...request, idempotencyKey: "k2" })).error).toMatchObject({
      code: RATE_LIMITED,
    });
  });

  it("is the owner's, whichever user drives the session", async () => {
    const server = await startQuotaServer({ maxTurnsPerMinute: 1 });
    const [ann, ben] = [await server.open("ann"), await server.open("ben")];
    const shared = await startSession(ann, "ann");
    await ann.call("shareSession", { sessionId: shared, userId: "ben", access: 1 });
    expect((await sendMessage(ben, shared)).error).toBeUndefined();
    expect((await sendMessage(ann, shared)).error).toMatchObject({ code: RATE_LIMITED });
    expect((await sendMessage(ben, await startSession(ben, "ben"))).error).toBeUndefined();
  });

  it("cannot be lifted by a plug-in that admits everything", async () => {
    const server = await startQuotaServer({ maxTurnsPerMinute: 1 });
    const control = "ai_loop.control.send_user_message";
    server.engine.delegates.registerControl({ name: "lax", control, decide: () => ({ admit: true }) });
    const ann = await server.open("ann");
    const sessionId = await startSession(ann, "ann");
    await sendMessage(ann, sessionId);
    expect((await sendMessage(ann, sessionId)).error).toMatchObject({ code: RATE_LIMITED });
  });
});
