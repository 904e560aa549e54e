import { Delivery, TurnStatus } from "@aiwhisperer/client";
import { type Append, MemoryEventLog } from "@aiwhisperer/engine";
import { afterEach, describe, expect, it } from "vitest";
import { RawClient, type WireMessage } from "../support/raw-client.ts";
import { startTestServer, type TestServer } from "../support/server.ts";
import { auditHistory } from "./support/audit-history.ts";
import { KillableServer } from "./support/killable-server.ts";
import { residentBytes } from "./support/process-memory.ts";
import { SilentReader } from "./support/silent-reader.ts";
import { SteeredModel } from "./support/steered-model.ts";
import type { DeliveredEvent } from "./support/wire-tap.ts";

const disposals: (() => Promise<unknown> | unknown)[] = [];
afterEach(async () => {
  for (const dispose of disposals.splice(0).reverse()) await dispose();
});

interface Steered {
  readonly server: TestServer;
  readonly model: SteeredModel;
}

async function startSteered(log = new MemoryEventLog()): Promise<Steered> {
  const model = new SteeredModel();
  const server = await startTestServer({ log, models: model.catalog });
  disposals.push(() => server.stop());
  return { server, model };
}

async function startProcess(args: readonly string[] = []): Promise<KillableServer> {
  const server = await KillableServer.create(args);
  disposals.push(() => server.dispose());
  await server.start();
  return server;
}

async function connect(wsUrl: string): Promise<RawClient> {
  const client = await RawClient.connect(wsUrl);
  disposals.push(() => client.close());
  return client;
}

async function startSession(client: RawClient): Promise<string> {
  const { result } = await client.call("startSession", { userId: "ann" });
  return (result as { sessionId: string }).sessionId;
}

/** Every notification of a connection. */
function delivered(client: RawClient): DeliveredEvent[] {
  return (client.received as WireMessage[])
    .filter(({ method }) => method !== undefined)
    .map(({ method, params }) => ({ method, params }) as DeliveredEvent);
}

async function readHistory(client: RawClient, sessionId: string): Promise<DeliveredEvent[]> {
  const history: DeliveredEvent[] = [];
  for (;;) {
    const { result } = await client.call("getHistory", { sessionId, afterSequence: history.length });
    const { events, sequence } = result as { events: DeliveredEvent[]; sequence: number };
    history.push(...events);
    if (history.length >= sequence) return history;
  }
}

/** Resolves with the status of the first turn whose end a connection received. */
async function turnEnd(client: RawClient): Promise<TurnStatus> {
  const taken = await client.until(
    ({ method, params }) => method === "TurnStatusNotification" && statusOf(params) >= TurnStatus.Completed,
  );
  return statusOf(taken.at(-1)?.params);
}

/** Resolves when a connection has received that many chunks. */
async function chunks(client: RawClient, count: number): Promise<void> {
  for (let left = count; left > 0; left -= 1) {
    await client.until(({ method }) => method === "AIMessageChunkNotification");
  }
}

function statusOf(params: unknown): TurnStatus {
  return (params as { status: TurnStatus }).status;
}

const upTo = (last: number) => Array.from({ length: last }, (_, index) => index + 1);

describe("the guarantees", () => {
  it("1: sequences are 1, 2, 3 without holes, and everyone attached sees the same events in the same order", async () => {
    const { server, model } = await startSteered();
    const first = await connect(server.wsUrl);
    const sessionId = await startSession(first);
    const screens = [first];
    for (let turn = 1; turn <= 4; turn += 1) {
      const next = await connect(server.wsUrl);
      await next.call("attachSession", { sessionId });
      screens.push(next);
      for (const screen of screens)
        await screen.call("sendUserMessage", { sessionId, message: `turn ${turn}` });
      const step = await model.step(turn);
      for (const word of ["one ", "two ", "three"]) step.say(word);
      await chunks(first, 3);
      await next.call("cancelTurn", { sessionId });
    }
    await first.call("stopSession", { sessionId });
    for (const screen of screens) await screen.until(({ params }) => isStopped(params));
    const history = await readHistory(first, sessionId);
    expect(history.map(({ params }) => params.sequence)).toEqual(upTo(history.length));
    for (const screen of screens) expect(delivered(screen)).toEqual(history);
  });

  it("2: what a client has received is in the log, also after kill -9", async () => {
    const log = new HeldLog();
    const { server, model } = await startSteered(log);
    const client = await connect(server.wsUrl);
    const sessionId = await startSession(client);
    await client.call("sendUserMessage", { sessionId, message: "hold" });
    const step = await model.step(1);
    step.say("said");
    await chunks(client, 1);
    const release = log.hold();
    step.say("not stored yet");
    await log.untilAsked();
    const before = delivered(client);
    await client.call("echo", { message: "everything sent before this has come" });
    expect(delivered(client)).toEqual(before);
    release();
    await chunks(client, 1);

    const process = await startProcess();
    const watcher = await connect(process.wsUrl);
    const killedId = await startSession(watcher);
    await watcher.call("sendUserMessage", { sessionId: killedId, message: "500 words" });
    await chunks(watcher, 20);
    await process.kill();
    await watcher.closed;
    const received = delivered(watcher);
    await process.start();
    const history = await readHistory(await connect(process.wsUrl), killedId);
    expect(history.slice(0, received.length)).toEqual(received);
  });

  it("3: attaching after n delivers exactly n + 1 onward, wherever n is, while the turn streams", async () => {
    const { server, model } = await startSteered();
    const client = await connect(server.wsUrl);
    const sessionId = await startSession(client);
    await client.call("sendUserMessage", { sessionId, message: "go" });
    const step = await model.step(1);
    // More than one slice of the log, so that reading on is part of it.
    const past = 3_000;
    for (const index of upTo(past)) step.say(`${index} `);
    await chunks(client, past);
    const later: { client: RawClient; after: number }[] = [];
    for (const index of upTo(16)) {
      // Each asks for another place between the first event and the newest one, with the next event already
      // on its way.
      const after = Math.floor(((past + 3) * (index - 1)) / 15);
      const other = await connect(server.wsUrl);
      step.say(`${index} more `);
      await other.call("attachSession", { sessionId, afterSequence: after });
      later.push({ client: other, after });
      await chunks(client, 1);
    }
    step.finish();
    expect(await turnEnd(client)).toBe(TurnStatus.Completed);
    const history = await readHistory(client, sessionId);
    for (const { client: other, after } of later) {
      await turnEnd(other);
      expect(delivered(other)).toEqual(history.slice(after));
    }
    // Nothing comes any more that could remind the server of what is missing.
    const late = await connect(server.wsUrl);
    await late.call("attachSession", { sessionId });
    await turnEnd(late);
    expect(delivered(late)).toEqual(history);
    const beyond = await client.call("attachSession", { sessionId, afterSequence: history.length + 1 });
    expect(beyond.error).toMatchObject({ code: -32006, data: { sequence: history.length } });
  });

  it("4: a response comes before the notifications that its request causes, on the same connection", async () => {
    const { server } = await startSteered();
    const client = await connect(server.wsUrl);
    const sessionId = await startSession(client);
    const places = () => (client.received as WireMessage[]).map(({ id, method }) => id ?? method);
    for (const [id, method, params, caused] of [
      ["send", "sendUserMessage", { message: "go" }, "UserMessageNotification"],
      ["cancel", "cancelTurn", {}, "AIMessageChunkNotification"],
      ["stop", "stopSession", {}, "SessionStatusNotification"],
    ] as const) {
      const from = client.received.length;
      client.send({ jsonrpc: "2.0", id, method, params: { sessionId, ...params } });
      await client.until((message) => message.method === caused);
      const response = places().indexOf(id, from);
      expect(response, id).toBeGreaterThanOrEqual(from);
      expect(response, id).toBeLessThan(places().indexOf(caused, from));
    }
  });

  it("5: a turn blocks nothing: requests of its connection and its session are answered while it streams", async () => {
    const { server, model } = await startSteered();
    const client = await connect(server.wsUrl);
    const sessionId = await startSession(client);
    await client.call("sendUserMessage", { sessionId, message: "stream" });
    const step = await model.step(1);
    step.say("streaming");
    await chunks(client, 1);
    for (const [method, params] of [
      ["echo", { message: "here" }],
      ["getSession", { sessionId }],
      ["getHistory", { sessionId }],
      ["attachSession", { sessionId }],
      ["sendUserMessage", { sessionId, message: "waits", delivery: Delivery.Queue }],
      ["listSessions", {}],
    ] as const) {
      expect((await client.call(method, params)).error, method).toBeUndefined();
    }
    const other = await startSession(client);
    await client.call("sendUserMessage", { sessionId: other, message: "of its own" });
    (await model.step(2)).finish();
    expect(await turnEnd(client)).toBe(TurnStatus.Completed);
    const { result } = await client.call("getSession", { sessionId });
    expect(result).toMatchObject({ session: { queuedMessages: 1, activeTurnId: expect.any(String) } });
    step.finish();
    expect(await turnEnd(client)).toBe(TurnStatus.Completed);
  });

  it("6: a turn has one terminal status, and a message one final chunk, whatever ends it and however often", async () => {
    const { server, model } = await startSteered();
    const client = await connect(server.wsUrl);
    const sessionId = await startSession(client);
    const ends: ((turn: number) => Promise<unknown> | unknown)[] = [
      async (turn) => (await model.step(turn)).finish(),
      async (turn) => (await model.step(turn)).fail(),
      () => client.send({ jsonrpc: "2.0", method: "cancelTurn", params: { sessionId } }),
      async (turn) => {
        // All at once: whichever is first ends the turn, the others change nothing.
        const step = await model.step(turn);
        const cancel = { jsonrpc: "2.0", method: "cancelTurn", params: { sessionId } };
        client.send([cancel, cancel]);
        step.finish();
        step.fail();
        client.send(cancel);
      },
    ];
    for (const [index, end] of ends.entries()) {
      await client.call("sendUserMessage", { sessionId, message: "go" });
      (await model.step(index + 1)).say("something");
      await chunks(client, 1);
      await end(index + 1);
      await turnEnd(client);
    }
    await client.call("sendUserMessage", { sessionId, message: "stopped twice" });
    client.send({ jsonrpc: "2.0", method: "stopSession", params: { sessionId } });
    await client.call("stopSession", { sessionId });
    const history = await readHistory(client, sessionId);
    expect(auditHistory(history)).toEqual([]);
    const statuses = history.filter(({ method }) => method === "TurnStatusNotification");
    expect(statuses.filter(({ params }) => statusOf(params) >= TurnStatus.Completed)).toHaveLength(5);
    expect(history.filter(({ params }) => params.isFinal === true)).toHaveLength(5);
  });

  it("7: a connection that reads slowly costs a bounded number of bytes, delays no other connection and loses nothing", async () => {
    const server = await startProcess(["--max-buffered-bytes", "65536", "--max-queued-messages", "1000"]);
    const client = await connect(server.wsUrl);
    const sessionId = await startSession(client);
    await client.call("sendUserMessage", { sessionId, message: "slowly 10000 words" });
    const say = (index: number) =>
      client.call("sendUserMessage", { sessionId, message: `${index} ${"x".repeat(80_000)}` });
    for (const index of upTo(140)) await say(index);
    const before = await residentBytes(server.pid);
    const readers = await Promise.all(upTo(80).map(() => SilentReader.connect(server.wsUrl)));
    disposals.push(() => {
      for (const reader of readers) reader.close();
    });
    const [begun = ""] = await Promise.all(readers.map((reader) => reader.attach(sessionId)));
    for (const index of upTo(10)) await say(140 + index);
    await client.call("stopSession", { sessionId });
    await client.until(({ params }) => isStopped(params));
    const grown = (await residentBytes(server.pid)) - before;
    // The system's own sockets hold some 4 MB of the 12 that each was sent; the rest of all readers would be
    // 600 MB.
    expect(grown).toBeLessThan(200 * 1024 * 1024);
    const history = await readHistory(client, sessionId);
    expect(delivered(client)).toEqual(history);
    const read = begun + (await readers[0]!.readUntil(`"sequence":${history.length},`));
    const places = upTo(150).map((index) => read.indexOf(`"${index} xxx`));
    expect(places).not.toContain(-1);
    expect(places).toEqual([...places].sort((a, b) => a - b));
  });

  it.each([
    ["continue", TurnStatus.Completed],
    ["interrupt", TurnStatus.Interrupted],
  ] as const)(
    "8: after a restart no turn is left running, and clients receive the event (%s)",
    async (policy, status) => {
      const server = await startProcess(["--after-restart", policy]);
      const client = await connect(server.wsUrl);
      const sessionId = await startSession(client);
      await client.call("sendUserMessage", { sessionId, message: "count to 12" });
      await client.call("sendUserMessage", { sessionId, message: "repeat waits" });
      await chunks(client, 3);
      await server.kill();
      await client.closed;
      const received = delivered(client).length;
      await server.start();
      const again = await connect(server.wsUrl);
      await again.call("attachSession", { sessionId, afterSequence: received });
      expect(await turnEnd(again)).toBe(status);
      expect(await turnEnd(again)).toBe(TurnStatus.Completed);
      const history = await readHistory(again, sessionId);
      expect(auditHistory(history)).toEqual([]);
      expect(delivered(again)).toEqual(history.slice(received));
      const discarded = delivered(again).filter(({ method }) => method === "MessageDiscardedNotification");
      expect(discarded).toHaveLength(policy === "continue" ? 1 : 0);
    },
  );
});

function isStopped(params: unknown): boolean {
  return typeof params === "object" && params !== null && !("turnId" in params) && statusOf(params) === 2;
}

/** A log whose commits can be held up, as a slow disk does. */
class HeldLog extends MemoryEventLog {
  #held: PromiseWithResolvers<void> | undefined;
  #asked = Promise.withResolvers<void>();

  /** Holds every commit until the returned function is called. */
  hold(): () => void {
    const held = Promise.withResolvers<void>();
    this.#held = held;
    this.#asked = Promise.withResolvers<void>();
    return held.resolve;
  }

  /** Resolves when there is something to commit. */
  untilAsked(): Promise<void> {
    return this.#asked.promise;
  }

  override async commit(appends: readonly Append[]): Promise<void> {
    const { resolve: tell } = this.#asked;
    tell();
    await this.#held?.promise;
    return super.commit(appends);
  }
}
