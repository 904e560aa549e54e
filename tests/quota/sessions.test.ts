import { describe, expect, it } from "vitest";
import { sendMessage, startQuotaServer, startSession } from "./support/quota-server.ts";

const LIMIT_EXCEEDED = -32021;
const refused = (limit: string, value: number) => ({
  code: LIMIT_EXCEEDED,
  message: expect.stringContaining(limit),
  data: { limit, value },
});
const plan = { name: "one", tasks: [{ id: "a", kind: "no_op" }] };

describe("sessions of one user", () => {
  it("are no more than allowed until one is deleted, plans included", async () => {
    const server = await startQuotaServer({ maxSessionsPerUser: 2 });
    const [ann, ben] = [await server.open("ann"), await server.open("ben")];
    const first = await startSession(ann, "ann");
    expect((await ann.call("startPlan", { userId: "ann", plan })).error).toBeUndefined();
    for (const [method, params] of [
      ["startSession", { userId: "ann" }],
      ["startPlan", { userId: "ann", plan }],
    ] as const) {
      expect((await ann.call(method, params)).error).toMatchObject(refused("maxSessionsPerUser", 2));
    }
    await startSession(ben, "ben");
    await ann.call("deleteSession", { sessionId: first });
    await startSession(ann, "ann");
  });

  it("are no more than allowed when many are started at once", async () => {
    const server = await startQuotaServer({ maxSessionsPerUser: 5 });
    const clients = [await server.open("ann"), await server.open("ann")];
    const starts = Array.from({ length: 60 }, (_, id) => ({
      jsonrpc: "2.0",
      id,
      method: "startSession",
      params: { userId: "ann" },
    }));
    for (const client of clients) client.send(starts);
    const answers = await Promise.all(
      clients.map(async (client) => (await client.until(Array.isArray as never)).at(-1)),
    );
    const started = answers.flat().filter((answer) => (answer as { result?: unknown }).result !== undefined);
    expect(started).toHaveLength(5);
    expect(await server.engine.accounts.countSessions("ann")).toBe(5);
  });

  it("are counted once for a request that comes again", async () => {
    const server = await startQuotaServer({ maxSessionsPerUser: 1 });
    const ann = await server.open("ann");
    const request = { userId: "ann", idempotencyKey: "k" };
    const { result } = await ann.call("startSession", request);
    expect((await ann.call("startSession", request)).result).toEqual(result);
    expect((await ann.call("startSession", { userId: "ann" })).error).toMatchObject(
      refused("maxSessionsPerUser", 1),
    );
  });
});

describe("a message", () => {
  it("has no more characters than allowed", async () => {
    const server = await startQuotaServer({ maxMessageLength: 10 });
    const ann = await server.open("ann");
    const sessionId = await startSession(ann, "ann");
    expect((await sendMessage(ann, sessionId, "x".repeat(10))).error).toBeUndefined();
    expect((await sendMessage(ann, sessionId, "x".repeat(11))).error).toMatchObject(
      refused("maxMessageLength", 10),
    );
  });

  it("is bounded also for a client that calls the method by its full name and waits for no answer", async () => {
    const server = await startQuotaServer({ maxMessageLength: 10 });
    const ann = await server.open("ann");
    const sessionId = await startSession(ann, "ann");
    const params = { sessionId, message: "x".repeat(11) };
    ann.send({ jsonrpc: "2.0", method: "interactive.sendUserMessage", params });
    const { result } = await ann.call("getHistory", { sessionId });
    expect((result as { events: { method: string }[] }).events.map(({ method }) => method)).toEqual([
      "SessionStatusNotification",
    ]);
  });
});
