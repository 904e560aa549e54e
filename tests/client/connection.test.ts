import { createClient, type OpenTransport, TransportError } from "@aiwhisperer/client";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ManualClock } from "./support/manual-clock.ts";
import { TappedServer } from "./support/tapped-server.ts";
import { settle, until } from "./support/until.ts";

let clock: ManualClock;
let server: TappedServer;
let network: EventTarget;

beforeEach(async () => {
  clock = new ManualClock();
  server = await TappedServer.start();
  network = new EventTarget();
});

afterEach(() => server.stop());

const connectWith = (createTransport: OpenTransport = server.open) =>
  createClient({
    url: "memory:",
    createTransport,
    clock,
    random: () => 0,
    networkEvents: network,
    onFault: (error) => {
      throw error;
    },
  });

describe("the connection of a client", () => {
  it("is not opened before it is needed", async () => {
    const client = connectWith();
    await settle();
    expect(client.connection.state).toEqual({ status: "idle", attempt: 0, replaying: false });
    expect(server.links).toHaveLength(0);
  });

  it("is tried again after longer and longer delays, until a call gets through", async () => {
    const client = connectWith();
    server.isDown = true;
    const models = client.rpc.listModels();
    for (const delayMs of [250, 500, 1_000]) {
      const { retryAt } = await until(client.connection, ({ retryAt: at }) => at !== undefined);
      expect((retryAt ?? 0) - clock.now()).toBe(delayMs);
      server.isDown = delayMs < 1_000;
      clock.advance(delayMs);
    }
    expect((await models).models).toHaveLength(1);
    expect(client.connection.state).toMatchObject({ status: "connected", attempt: 3, lastCloseCode: 1006 });
    clock.advance(5_000);
    expect(client.connection.state.attempt).toBe(0);
    client.close();
  });

  it("is tried again at once when the machine is on a network again", async () => {
    const client = connectWith();
    client.connect();
    await until(client.connection, ({ status }) => status === "connected");
    server.cut();
    await until(client.connection, ({ status }) => status === "reconnecting");
    network.dispatchEvent(new Event("online"));
    await until(client.connection, ({ status }) => status === "connected");
    expect(clock.now()).toBe(0);
    client.close();
  });

  it("is tried again at once when the program asks for it", async () => {
    const client = connectWith();
    server.isDown = true;
    client.connect();
    await until(client.connection, ({ retryAt }) => retryAt !== undefined);
    server.isDown = false;
    client.connect();
    await until(client.connection, ({ status }) => status === "connected");
    expect(server.links).toHaveLength(1);
    client.close();
  });

  it("abandons an attempt that takes too long, and closes the connection that it opens too late", async () => {
    const opening = Promise.withResolvers<Awaited<ReturnType<OpenTransport>>>();
    const client = connectWith(() => opening.promise);
    client.connect();
    await settle();
    clock.advance(10_000);
    const { status, lastCloseReason } = await until(
      client.connection,
      ({ retryAt }) => retryAt !== undefined,
    );
    expect({ status, lastCloseReason }).toEqual({
      status: "reconnecting",
      lastCloseReason: "No connection within 10000 ms.",
    });
    opening.resolve(await server.open("memory:", new AbortController().signal));
    expect((await server.link.closed).code).toBe(1000);
    client.close();
  });

  it("is asked for its address anew at every attempt", async () => {
    const urls = ["memory:first", "memory:second"];
    const opened: string[] = [];
    const client = createClient({
      url: async () => urls.shift() ?? "memory:none",
      createTransport: (url, signal) => {
        opened.push(url);
        return server.open(url, signal);
      },
      clock,
      random: () => 0,
    });
    await client.rpc.listModels();
    server.cut();
    await until(client.connection, ({ retryAt }) => retryAt !== undefined);
    clock.advance(250);
    await until(client.connection, ({ status }) => status === "connected");
    expect(opened).toEqual(["memory:first", "memory:second"]);
    client.close();
  });

  it.each([4400, 4401])(
    "is not tried again after close code %i, until the program asks for it",
    async (code) => {
      const client = connectWith();
      await client.rpc.listModels();
      server.link.close(code, "no");
      await until(client.connection, ({ status }) => status === "closed");
      expect(clock.delays).toEqual([]);
      await expect(client.rpc.listModels()).rejects.toMatchObject({ outcome: "not-sent", close: { code } });
      client.connect();
      await client.rpc.listModels();
      client.close();
    },
  );

  it("is refused for good by a transport that says so", async () => {
    const client = connectWith(async (url) => {
      throw new TransportError(url, { code: 4401, reason: "ticket expired" });
    });
    await expect(client.rpc.listModels()).rejects.toThrow("not sent");
    expect(client.connection.state).toMatchObject({ status: "closed", lastCloseReason: "ticket expired" });
  });

  it("makes a call wait no longer than the time that it has", async () => {
    const client = connectWith();
    server.isDown = true;
    const failure = client.rpc.listModels({}, { timeoutMs: 400 }).catch((error: unknown) => error);
    await settle();
    clock.advance(400);
    expect(await failure).toMatchObject({ name: "ConnectionLostError", outcome: "not-sent" });
    server.isDown = false;
    server.beforeRequest = () => new Promise<void>(() => {});
    client.connect();
    await until(client.connection, ({ status }) => status === "connected");
    const late = client.rpc.listModels({}, { timeoutMs: 400 }).catch((error: unknown) => error);
    await settle();
    clock.advance(400);
    expect(await late).toMatchObject({ name: "RequestFailure", reason: "timeout" });
    client.close();
  });

  it("leaves no timer behind when the client is closed", async () => {
    const client = connectWith();
    const session = client.session(await server.addSession());
    const release = session.retain();
    await until(session, ({ caughtUp }) => caughtUp);
    await client.sessions.refresh();
    release();
    client.sessions.touch();
    expect(clock.delays).not.toEqual([]);
    client.close();
    await settle();
    expect(clock.delays).toEqual([]);
    const down = connectWith();
    server.isDown = true;
    const call = down.rpc.listModels();
    await until(down.connection, ({ retryAt }) => retryAt !== undefined);
    down.close();
    await expect(call).rejects.toMatchObject({ outcome: "not-sent" });
    expect(clock.delays).toEqual([]);
  });
});

describe("a session on a screen", () => {
  it("is detached a while after the last screen has gone", async () => {
    const client = connectWith();
    const sessionId = await server.addSession();
    const session = client.session(sessionId);
    const [first, second] = [session.retain(), session.retain()];
    await until(session, ({ caughtUp }) => caughtUp);
    first();
    first();
    clock.advance(60_000);
    await settle();
    expect(server.isFollowed(sessionId)).toBe(true);
    second();
    clock.advance(4_999);
    const third = session.retain();
    clock.advance(60_000);
    await settle();
    expect(server.isFollowed(sessionId)).toBe(true);
    third();
    clock.advance(5_000);
    await settle();
    expect(server.isFollowed(sessionId)).toBe(false);
    expect(session.state.isAttached).toBe(false);
    client.close();
  });

  it("delivers a replay's events together, and live ones one by one", async () => {
    const client = connectWith();
    const author = await server.author.startSession();
    for (let turn = 0; turn < 50; turn += 1) await author.send("x").result;
    const session = client.session(author.sessionId);
    let received = 0;
    session.subscribe(() => {
      received += 1;
    });
    session.follow();
    await until(session, ({ caughtUp }) => caughtUp);
    expect(received).toBeLessThan(10);
    expect(session.state.sequence).toBeGreaterThan(200);
    const talk = await server.startTalk("y", author);
    await until(session, ({ sequence }) => sequence === talk.sequence);
    received = 0;
    for (let index = 0; index < 5; index += 1) await talk.say("y");
    await until(session, ({ sequence }) => sequence === talk.sequence + 5);
    expect(received).toBe(5);
    client.close();
  });
});

describe("the list of sessions", () => {
  it("is loaded anew a moment after something has happened", async () => {
    const client = connectWith();
    const old = await server.addSession();
    await client.sessions.refresh();
    expect(client.sessions.state.data?.sessions.map(({ sessionId }) => sessionId)).toEqual([old]);
    await client.startSession();
    clock.advance(250);
    const { data } = await until(client.sessions, (state) => state.data?.sessions.length === 2);
    expect(data?.hasMore).toBe(false);
    client.close();
  });

  it("is not loaded by activity before its first refresh", async () => {
    const client = connectWith();
    await client.startSession();
    clock.advance(250);
    await settle();
    expect(server.requests).toEqual(["startSession"]);
    client.close();
  });
});

describe("the models", () => {
  it("are loaded when that is asked", async () => {
    const client = connectWith();
    await client.models.refresh();
    expect(client.models.state).toMatchObject({ data: [{ model: "scripted:model" }], isLoading: false });
    client.close();
  });
});
