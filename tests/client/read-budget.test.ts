import { MemoryEventLog } from "@aiwhisperer/engine";
import { afterEach, beforeEach, expect, it } from "vitest";
import { ManualClock as ServerClock } from "../support/manual-clock.ts";
import { ManualClock } from "./support/manual-clock.ts";
import { createQuickClient } from "./support/quick-client.ts";
import { TappedServer } from "./support/tapped-server.ts";
import { settle } from "./support/until.ts";

const sessionId = "long";
const tabs = 20;
/** 200 kB of events, in four pages. */
const events = 40;
const pageSize = 10;
/** 10 kB a second. */
const maxReadBytesPerMinute = 600_000;

let clock: ManualClock;
let serverClock: ServerClock;
let server: TappedServer;
let clients: ReturnType<typeof createQuickClient>[];

beforeEach(async () => {
  clock = new ManualClock();
  serverClock = new ServerClock();
  server = await TappedServer.start({
    log: await createLog(),
    server: { clock: serverClock, limits: { maxReadBytesPerMinute } },
  });
  const random = createRandom();
  const never = Number.POSITIVE_INFINITY;
  clients = Array.from({ length: tabs }, () =>
    createQuickClient(server, {
      clock,
      random,
      requestTimeoutMs: 3_600_000,
      liveness: { quietMs: never, unansweredMs: never },
      createIdempotencyKey: () => crypto.randomUUID(),
    }),
  );
});

afterEach(async () => {
  for (const client of clients) client.close();
  await server.stop();
});

async function createLog(): Promise<MemoryEventLog> {
  const log = new MemoryEventLog();
  const params = JSON.stringify({ userLabel: "local", model: "scripted:model", params: {} });
  const times = { createdAt: 0, updatedAt: 0 };
  const record = { sessionId, userId: "local", ...times, status: 1, title: "", hasOpenTurn: false, params };
  const texts = Array.from({ length: events }, (_, index) => {
    const fields = { sessionId, sequence: index + 1, status: 1, reason: "x".repeat(5_000) };
    return JSON.stringify({ method: "SessionStatusNotification", params: fields });
  });
  await log.commit([{ sessionId, firstSequence: 1, events: texts, record }]);
  return log;
}

/** A fixed sequence that looks random: a linear congruential generator. */
function createRandom(seed = 1): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return state / 2 ** 31;
  };
}

/** Lets time pass for server and clients until the condition holds. Returns the requests of every second. */
async function passUntil(isOver: () => boolean, method: string): Promise<readonly number[]> {
  const perSecond: number[] = [];
  while (!isOver() && perSecond.length < 2_000) {
    const before = server.paramsOf(method).length;
    serverClock.advance(1_000);
    clock.advance(1_000);
    await settle();
    perSecond.push(server.paramsOf(method).length - before);
  }
  return perSecond;
}

it("reads of twenty tabs that share a budget all end, each repeated a few times only", async () => {
  const counts: number[] = [];
  const readings = clients.map(async (client) => {
    let count = 0;
    for await (const _ of client.session(sessionId).history({ pageSize })) count += 1;
    counts.push(count);
  });
  await settle();
  const perSecond = await passUntil(() => counts.length === tabs, "getHistory");
  await Promise.all(readings);
  expect(counts).toEqual(Array.from({ length: tabs }, () => events));
  const needed = tabs * (events / pageSize + 1);
  expect(server.paramsOf("getHistory").length).toBeLessThan(3 * needed);
  expect(Math.max(...perSecond)).toBeLessThanOrEqual(2 * tabs);
});

it("attachments of twenty tabs that come back together return spread out", async () => {
  const sessions = clients.map((client) => client.session(sessionId));
  for (const session of sessions) session.follow();
  const caughtUp = () => sessions.every(({ state }) => state.caughtUp);
  await passUntil(caughtUp, "attachSession");
  expect(server.paramsOf("attachSession")).toHaveLength(tabs);
  for (const link of server.links.slice()) link.cut();
  await settle();
  const perSecond = await passUntil(caughtUp, "attachSession");
  expect(server.paramsOf("attachSession").length).toBeLessThanOrEqual(3 * tabs);
  expect(Math.max(...perSecond.slice(5))).toBeLessThan(tabs / 4);
});
