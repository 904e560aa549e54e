import { MemoryEventLog } from "@aiwhisperer/engine";
import { describe, expect, it } from "vitest";
import { ReadBudget } from "../../packages/server/src/quota/read-budget.ts";
import type { RawClient } from "../support/raw-client.ts";
import { startQuotaServer } from "./support/quota-server.ts";

const RATE_LIMITED = -32020;
const MEGABYTE = 1_000_000;

/** A log with a session of 2,000 events, two megabytes in all, of each user. */
async function createStoredLog(...userIds: readonly string[]): Promise<MemoryEventLog> {
  const log = new MemoryEventLog();
  const params = JSON.stringify({ userLabel: "ann", model: "scripted:model", params: {} });
  for (const userId of userIds) {
    const sessionId = `session-of-${userId}`;
    const times = { createdAt: 0, updatedAt: 0 };
    const record = { sessionId, userId, ...times, status: 1, title: "", hasOpenTurn: false, params };
    const events = Array.from({ length: 2_000 }, (_, index) => {
      const told = { sessionId, sequence: index + 1, status: 1, reason: "x".repeat(1_000) };
      return JSON.stringify({ method: "SessionStatusNotification", params: told });
    });
    await log.commit([{ sessionId, firstSequence: 1, events, record }]);
  }
  return log;
}

/** A log with a session of few events that are large; by default 40, two megabytes in all. */
async function createLargeLog(count = 40): Promise<MemoryEventLog> {
  const log = new MemoryEventLog();
  const params = JSON.stringify({ userLabel: "ann", model: "scripted:model", params: {} });
  const sessionId = "large";
  const times = { createdAt: 0, updatedAt: 0 };
  const record = { sessionId, userId: "ann", ...times, status: 1, title: "", hasOpenTurn: false, params };
  const events = Array.from({ length: count }, (_, index) => {
    const told = { sessionId, sequence: index + 1, status: 1, reason: "x".repeat(50_000) };
    return JSON.stringify({ method: "SessionStatusNotification", params: told });
  });
  await log.commit([{ sessionId, firstSequence: 1, events, record }]);
  return log;
}

async function start(maxReadBytesPerMinute: number) {
  const log = await createStoredLog("ann", "bob");
  const server = await startQuotaServer({ maxReadBytesPerMinute }, { log });
  const attach = async (client: RawClient, userId: string, afterSequence = 0) => {
    const { error, result } = await client.attempt("attachSession", {
      sessionId: `session-of-${userId}`,
      afterSequence,
    });
    if (error !== undefined) return error;
    if (afterSequence < 2_000) {
      await client.until(({ params }) => (params as { sequence?: number } | undefined)?.sequence === 2_000);
    }
    return result;
  };
  return { server, attach };
}

const refusal = {
  code: RATE_LIMITED,
  message: expect.stringContaining("maxReadBytesPerMinute"),
  data: { limit: "maxReadBytesPerMinute", value: MEGABYTE, retryAfterMs: expect.any(Number) },
};

describe("what a user reads from the log", () => {
  it("is charged by its bytes: who has read too much waits, whatever the number of requests was", async () => {
    const { server, attach } = await start(MEGABYTE);
    const ann = await server.open("ann");
    expect(await attach(ann, "ann")).toMatchObject({ sequence: 2_000 });
    const again = await server.open("ann");
    const refused = (await attach(again, "ann")) as { data: { retryAfterMs: number } };
    expect(refused).toEqual(refusal);
    // A megabyte more than there was: it takes a minute, more or less, to fill up again.
    expect(refused.data.retryAfterMs).toBeGreaterThan(30_000);
    expect(refused.data.retryAfterMs).toBeLessThan(120_000);
    const page = await again.attempt("getHistory", { sessionId: "session-of-ann" });
    expect(page.error).toEqual(refusal);
    // The refusal costs the connection nothing else.
    expect((await again.attempt("getSession", { sessionId: "session-of-ann" })).error).toBeUndefined();
  });

  it("limits neither a user who reconnects and lacks little nor other users", async () => {
    const { server, attach } = await start(MEGABYTE);
    const ann = await server.open("ann");
    await attach(ann, "ann");
    for (const afterSequence of [2_000, 1_999, 1_001]) {
      expect(await attach(await server.open("ann"), "ann", afterSequence)).toMatchObject({ sequence: 2_000 });
    }
    expect(await attach(await server.open("bob"), "bob")).toMatchObject({ sequence: 2_000 });
  });

  it("is charged for few events that are large as for many that are small", async () => {
    const server = await startQuotaServer(
      { maxReadBytesPerMinute: MEGABYTE },
      { log: await createLargeLog() },
    );
    const readAll = async () => {
      const client = await server.open("ann");
      const { error } = await client.attempt("attachSession", { sessionId: "large", afterSequence: 0 });
      if (error !== undefined) return error;
      await client.until(({ params }) => (params as { sequence?: number } | undefined)?.sequence === 40);
      return undefined;
    };
    expect(await readAll()).toBeUndefined();
    expect(await readAll()).toEqual(refusal);
  });

  it("is charged by pages of history as well", async () => {
    const { server, attach } = await start(MEGABYTE);
    const ann = await server.open("ann");
    for (const afterSequence of [0, 950]) {
      const { error } = await ann.attempt("getHistory", { sessionId: "session-of-ann", afterSequence });
      expect(error).toBeUndefined();
    }
    expect(await attach(ann, "ann")).toEqual(refusal);
  });

  it("is not bounded where the limit is 0", async () => {
    const { server, attach } = await start(0);
    for (let round = 0; round < 5; round += 1) {
      expect(await attach(await server.open("ann"), "ann")).toMatchObject({ sequence: 2_000 });
    }
  });
});

describe("a read budget", () => {
  it("fills up with time, and counts deliveries that begin at once before they are read", () => {
    let now = 0;
    const reads = new ReadBudget({ maxReadBytesPerMinute: 600_000, now: () => now });
    reads.openDelivery("ann", 5_000).charge(300_000);
    expect(reads.refusalOfDelivery("ann", 5_000)).toBeUndefined();
    reads.openDelivery("ann", 5_000);
    expect(reads.refusalOfDelivery("ann", 5_000)?.data).toMatchObject({ retryAfterMs: 4_001 });
    expect(reads.refusalOfPage("ann")?.data).toMatchObject({ retryAfterMs: 4_001 });
    now = 4_001;
    expect(reads.refusalOfDelivery("ann", 5_000)).toBeUndefined();
  });

  it("has a part of its own for small deliveries, which no large one uses up", () => {
    const reads = new ReadBudget({ maxReadBytesPerMinute: 600_000, now: () => 0 });
    reads.openDelivery("ann", 1_001).charge(60_000_000);
    expect(reads.refusalOfDelivery("ann", 1_001)).toBeDefined();
    expect(reads.refusalOfDelivery("ann", 1_000)).toBeUndefined();
    // What was charged ahead is not charged again.
    const account = reads.openDelivery("ann", 1_000);
    for (const bytes of [60_000, 4_000, 536_000]) {
      expect(reads.refusalOfDelivery("ann", 1_000)).toBeUndefined();
      account.charge(bytes);
    }
    expect(reads.refusalOfDelivery("ann", 1)?.data).toMatchObject({ limit: "maxReadBytesPerMinute" });
    expect(reads.refusalOfDelivery("bob", 1)).toBeUndefined();
  });

  it("charges a delivery as a whole once its first page shows how large its events are", () => {
    const reads = new ReadBudget({ maxReadBytesPerMinute: 600_000, now: () => 0 });
    reads.openDelivery("ann", 1_000).charge(10_000, 10);
    expect(reads.refusalOfDelivery("ann", 1)?.data).toMatchObject({ limit: "maxReadBytesPerMinute" });
    expect(reads.refusalOfDelivery("bob", 1)).toBeUndefined();
    // Nothing is charged twice, and what was charged too much comes back.
    const account = reads.openDelivery("bob", 100);
    account.charge(50_000, 10);
    for (let page = 0; page < 9; page += 1) account.charge(1_000, 10);
    reads.openDelivery("bob", 1_000).charge(476_000);
    expect(reads.refusalOfDelivery("bob", 1)).toBeUndefined();
    // Live events behind the stored ones cost nothing ahead.
    account.charge(1_000, 1);
    expect(reads.refusalOfDelivery("bob", 1)).toBeUndefined();
  });

  it("is passed by one delivery at most where many small ones of large events begin", {
    timeout: 60_000,
  }, async () => {
    const log = await createLargeLog(400);
    const server = await startQuotaServer({ maxReadBytesPerMinute: 8 * MEGABYTE }, { log });
    const clients = await Promise.all(Array.from({ length: 20 }, () => server.open("ann")));
    const answers = await Promise.all(
      clients.map((client) => client.attempt("attachSession", { sessionId: "large", afterSequence: 0 })),
    );
    const accepted = answers.filter(({ error }) => error === undefined).length;
    process.stdout.write(`read budget: ${accepted} of 20 simultaneous deliveries of 20 MB begin\n`);
    expect(accepted).toBeLessThanOrEqual(2);
  });
});
