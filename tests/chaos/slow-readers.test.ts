import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { type Client, createClient } from "@aiwhisperer/client";
import { MemoryEventLog } from "@aiwhisperer/engine";
import { TurnStatus } from "@aiwhisperer/protocol";
import { afterEach, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { until } from "../client/support/until.ts";
import { RawClient, type WireMessage } from "../support/raw-client.ts";
import { finished, ScriptedModel, said } from "../support/scripted-model.ts";
import { startTestServer, type TestServer } from "../support/server.ts";
import { auditHistory } from "./support/audit-history.ts";
import { auditLines } from "./support/audit-wire.ts";
import { countFrom, report } from "./support/bounds.ts";
import { KillableServer } from "./support/killable-server.ts";
import { residentBytes } from "./support/process-memory.ts";
import { readHistory } from "./support/session-history.ts";
import { SilentReader } from "./support/silent-reader.ts";
import { type DeliveredEvent, WireTap } from "./support/wire-tap.ts";

const megabyte = 1024 * 1024;
const readers = countFrom("CHAOS_READERS", 200);
/** What waits for each connection may come to this, with what one more event adds. */
const budget = 64 * 1024;
/**
 * What the system's own buffers of a loopback connection hold at most: what is beyond that would be the
 * server's to keep.
 */
const socketBytes = 5 * megabyte;
const messages = 130;

const disposals: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const dispose of disposals.splice(0).reverse()) await dispose();
});

async function startProcess(): Promise<KillableServer> {
  const server = await KillableServer.create([
    ...["--max-buffered-bytes", String(budget)],
    ...["--max-queued-messages", "100000"],
  ]);
  disposals.push(() => server.dispose());
  await server.start();
  return server;
}

async function startInProcess(options: Parameters<typeof startTestServer>[0]): Promise<TestServer> {
  const server = await startTestServer({ log: new MemoryEventLog(), ...options });
  disposals.push(() => server.stop());
  return server;
}

function connectClient(url: string, tap = new WireTap()): Client {
  const client = createClient({ url, createTransport: tap.open });
  disposals.push(() => client.close());
  return client;
}

async function connectSilent(url: string): Promise<SilentReader> {
  const reader = await SilentReader.connect(url);
  disposals.push(() => reader.close());
  return reader;
}

/** Counts how often it is read. */
class CountingLog extends MemoryEventLog {
  reads = 0;

  override read(...args: Parameters<MemoryEventLog["read"]>): ReturnType<MemoryEventLog["read"]> {
    this.reads += 1;
    return super.read(...args);
  }
}

describe("connections that never read", () => {
  it("cost no reading of what they have not read when they leave", async () => {
    const log = new CountingLog();
    const model = new ScriptedModel(async function* () {
      yield said("ok");
      yield finished;
    });
    const server = await startInProcess({ log, models: model.catalog });
    const client = await RawClient.connect(server.wsUrl);
    const { result } = await client.call("startSession", { userId: "ann" });
    const { sessionId } = result as { readonly sessionId: string };
    const message = "x".repeat(100_000);
    for (let count = 0; count < messages; count += 1) {
      await client.call("sendUserMessage", { sessionId, message });
      await client.until(({ params }) => (params as { status?: number }).status === TurnStatus.Completed);
    }
    client.webSocket.close();
    const silent = await connectSilent(server.wsUrl);
    await silent.attach(sessionId);
    // As much as the socket takes is read at once; the rest waits.
    for (let seen = -1; seen !== log.reads; await sleep(50)) seen = log.reads;
    const before = log.reads;
    silent.close();
    const other = await RawClient.connect(server.wsUrl);
    for (let count = 0; count < 50; count += 1) await other.call("echo", { message: count });
    expect(log.reads - before).toBeLessThanOrEqual(1);
    other.webSocket.close();
  });

  it("leave memory flat, and everybody else gets everything", async () => {
    const server = await startProcess();
    const taps = [new WireTap(), new WireTap()];
    const [talker, watcher] = taps.map((tap) => connectClient(server.wsUrl, tap));
    const session = await talker!.startSession();
    const watched = await watcher!.attachSession(session.sessionId);
    // The first message is answered during the whole test; the others wait, and reach every connection at
    // once.
    await session.send("slowly 10000 words").accepted;
    for (let index = 1; index <= messages; index += 1) await session.send(longMessage(index)).accepted;
    const before = await residentBytes(server.pid);
    let peak = before;
    for (let index = 1; index <= readers; index += 1) {
      // Each receives the whole history, in texts of its own, and then live events.
      await (await connectSilent(server.wsUrl)).attach(session.sessionId);
      if (index % 10 !== 0) continue;
      await session.send(longMessage(messages + index)).accepted;
      peak = Math.max(peak, await residentBytes(server.pid));
    }
    await session.cancel();
    await session.stop();
    const { sequence } = (await talker!.rpc.getSession({ sessionId: session.sessionId })).session;
    for (const handle of [session, watched]) await until(handle, (state) => state.sequence === sequence);
    peak = Math.max(peak, await residentBytes(server.pid));
    const history = await readHistory(talker!, session.sessionId);
    const delivered = history.reduce((sum, event) => sum + JSON.stringify(event).length, 0);
    const figures = {
      readers,
      toldMb: toMb(delivered),
      beforeMb: toMb(before),
      grownMb: toMb(peak - before),
    };
    report(`connections that never read: ${JSON.stringify(figures)}`);
    expect(auditHistory(history)).toEqual([]);
    const histories = new Map([[session.sessionId, history]]);
    expect(taps.flatMap(({ lines }) => auditLines(lines, histories))).toEqual([]);
    // A reader costs its budget, what one event adds, and its part of what is thrown away only later.
    const bound = 128 * megabyte + readers * 8 * budget;
    expect(peak - before).toBeLessThan(bound);
    expect(readers * (delivered - socketBytes)).toBeGreaterThan(4 * bound);
  }, 120_000);

  it("are not read from any more when it is answers that they do not read", async () => {
    const server = await startProcess();
    const greedy = await connectSilent(server.wsUrl);
    const before = await residentBytes(server.pid);
    const requests = 700;
    const payload = "x".repeat(100_000);
    for (let id = 1; id <= requests; id += 1) {
      greedy.send({ jsonrpc: "2.0", id, method: "echo", params: { message: `${id} ${payload}` } });
    }
    const healthy = await RawClient.connect(server.wsUrl);
    disposals.push(() => healthy.close());
    for (let round = 1; round <= 300; round += 1) {
      expect(await healthy.call("echo", { message: "still there?" })).toMatchObject({
        result: "still there?",
      });
    }
    const grown = (await residentBytes(server.pid)) - before;
    expect(greedy.unsentBytes).toBeGreaterThan(20 * megabyte);
    expect(grown).toBeLessThan(40 * megabyte);
    const answers = await greedy.readUntil(`"${requests} xxx`);
    const ids = [...answers.matchAll(/"result":"(\d+) x/g)].map(([, id]) => Number(id));
    expect(ids).toEqual(Array.from({ length: requests }, (_, index) => index + 1));
    expect(greedy.unsentBytes).toBe(0);
  });
});

describe("a connection that reads slowly", () => {
  it("gets everything once it reads again, with neighbouring chunks joined and never a final one", async () => {
    const chunks = 40_000;
    const model = new ScriptedModel(async function* () {
      for (let index = 1; index <= chunks; index += 1) yield said(`${index} `);
      yield finished;
    });
    const server = await startInProcess({
      models: model.catalog,
      server: { limits: { maxBufferedBytes: 16 * 1024 } },
    });
    const client = connectClient(server.wsUrl);
    const session = await client.startSession();
    const slow = await RawClient.connect(server.wsUrl);
    disposals.push(() => slow.close());
    const { sessionId } = session;
    await slow.call("attachSession", { sessionId });
    slow.webSocket.pause();
    await session.send("Count").result;
    slow.webSocket.resume();
    await slow.until(({ method, params }) => method === "TurnStatusNotification" && isEnded(params));
    const delivered = slow.received
      .filter(isEvent)
      .map(({ method, params }) => ({ method, params }) as DeliveredEvent);
    const history = await readHistory(client, sessionId);
    const asked = { kind: "asked", id: 1, method: "attachSession", params: { sessionId } } as const;
    const answered = { kind: "answered", id: 1, result: {} } as const;
    const records = [asked, answered, ...delivered.map((event) => ({ kind: "delivered", event }) as const)];
    expect(auditLines([records], new Map([[sessionId, history]]))).toEqual([]);
    expect(delivered.at(-1)?.params.sequence).toBe(history.length);
    const merged = delivered.filter(({ params }) => params.firstSequence !== undefined);
    expect(merged.length).toBeGreaterThan(0);
    expect(delivered.length).toBeLessThan(history.length / 2);
    const text = delivered.map(({ params }) => (params.chunk as string | undefined) ?? "").join("");
    expect(delivered.find(({ params }) => params.isFinal === true)?.params.length).toBe(text.length);
  });
});

describe("a connection that does not answer pings", () => {
  it("is closed with 4408, and one that does is not", async () => {
    const server = await startInProcess({ server: { limits: { pingIntervalMs: 250 } } });
    const healthy = await RawClient.connect(server.wsUrl);
    const dead = new WebSocket(server.wsUrl, { autoPong: false });
    const [code] = await once(dead, "close");
    expect(code).toBe(4408);
    expect(await healthy.call("echo", { message: "here" })).toMatchObject({ result: "here" });
    healthy.close();
  });
});

/** A message of 77 kB that is no other. */
function longMessage(index: number): string {
  return `${index} ${"unread ".repeat(11_000)}`;
}

function isEnded(params: unknown): boolean {
  return (params as { status: number }).status >= 4;
}

function isEvent(message: unknown): message is WireMessage {
  return (message as WireMessage).method !== undefined;
}

function toMb(bytes: number): number {
  return Math.round(bytes / megabyte);
}
