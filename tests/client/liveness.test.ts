import type { OpenTransport } from "@aiwhisperer/client";
import type { Transport } from "@aiwhisperer/protocol";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ManualClock } from "./support/manual-clock.ts";
import { createQuickClient } from "./support/quick-client.ts";
import { TappedServer } from "./support/tapped-server.ts";
import { settle, until } from "./support/until.ts";

let clock: ManualClock;
let server: TappedServer;
let network: EventTarget;
let client: ReturnType<typeof createQuickClient>;
/** While true, everything on the open connections is lost silently. */
let isSilent: boolean;
/** Probes that the client has sent, also those that were lost. */
let probes: number;

/** A link that can go dead as one does whose network has gone: not even its end comes through. */
const openFragile: OpenTransport = async (url, signal) => {
  const transport = await server.open(url, signal);
  let isDead = false;
  const check = () => {
    isDead ||= isSilent;
    return !isDead;
  };
  const fragile: Transport = {
    send: (text) => {
      if (text.includes('"interactive.echo"')) probes += 1;
      if (check()) transport.send(text);
    },
    listen: (listener) =>
      transport.listen({
        onMessage: (text) => check() && listener.onMessage(text),
        onClose: (close) => check() && listener.onClose(close),
      }),
    close: (code, reason) => check() && transport.close(code, reason),
  };
  return fragile;
};

beforeEach(async () => {
  clock = new ManualClock();
  server = await TappedServer.start();
  network = new EventTarget();
  isSilent = false;
  probes = 0;
  client = createQuickClient(server, {
    clock,
    networkEvents: network,
    createTransport: openFragile,
    requestTimeoutMs: 300_000,
  });
});

afterEach(async () => {
  client.close();
  await server.stop();
  expect(client.faults).toEqual([]);
  expect(clock.delays).toEqual([]);
});

const pass = async (seconds: number) => {
  for (let second = 0; second < seconds; second += 1) {
    clock.advance(1_000);
    await settle();
  }
};

describe("a link that says nothing", () => {
  it("is left alone while nothing is expected", async () => {
    await client.rpc.listModels();
    await pass(600);
    expect(probes).toBe(0);
    expect(client.connection.state.status).toBe("connected");
  });

  it("is asked for a sign of life when a request is not answered, and given up without one", async () => {
    await client.rpc.listModels();
    isSilent = true;
    const models = client.rpc.listModels();
    await settle();
    await pass(9);
    expect(probes).toBe(0);
    await pass(1);
    expect(probes).toBe(1);
    isSilent = false;
    await pass(9);
    expect(client.connection.state.status).toBe("connected");
    await pass(2);
    expect((await models).models).toHaveLength(1);
    expect(client.connection.state).toMatchObject({
      lastCloseCode: 4408,
      lastCloseReason: "no sign of life",
    });
    expect(server.links).toHaveLength(2);
  });

  it("loses nothing and doubles nothing of what was under way", async () => {
    const session = await client.startSession();
    isSilent = true;
    const send = session.send("Hi");
    await settle();
    const talk = await server.startTalk("unheard", server.author.session(session.sessionId));
    await talk.say("Yes?");
    await talk.finish();
    isSilent = false;
    await pass(21);
    await send.result;
    expect(session.state.messages.map(({ text }) => text)).toEqual(["unheard", "Yes?", "Hi", ""]);
  });

  it("is asked when a followed session has been quiet, and kept when it answers", async () => {
    await client.attachSession(await server.addSession());
    await pass(44);
    expect(probes).toBe(0);
    await pass(1);
    expect(probes).toBe(1);
    await pass(44);
    expect(probes).toBe(1);
    await pass(1);
    expect(probes).toBe(2);
    expect(server.links).toHaveLength(1);
  });

  it("is not asked while something comes", async () => {
    const talk = await server.startTalk();
    await client.attachSession(talk.sessionId);
    for (let round = 0; round < 10; round += 1) {
      await talk.say("x");
      await pass(40);
    }
    expect(probes).toBe(0);
  });

  it("is not given up while it answers, however long a request takes", async () => {
    const gate = Promise.withResolvers<void>();
    server.beforeRequest = (method) => (method === "listModels" ? gate.promise : undefined);
    const models = client.rpc.listModels();
    await settle();
    await pass(60);
    expect(probes).toBeGreaterThan(2);
    expect(probes).toBeLessThan(7);
    gate.resolve();
    await models;
    expect(server.links).toHaveLength(1);
  });

  it("is asked at once when the machine has changed its network", async () => {
    const session = await client.attachSession(await server.addSession());
    isSilent = true;
    network.dispatchEvent(new Event("online"));
    expect(probes).toBe(1);
    isSilent = false;
    await pass(11);
    await until(session, ({ caughtUp }) => caughtUp);
    expect(server.links).toHaveLength(2);
  });

  it.each(["online", "pageshow", "resume", "visibilitychange"])(
    "is given up within three seconds of the event %s where the server does not answer",
    async (name) => {
      const session = await client.attachSession(await server.addSession());
      isSilent = true;
      network.dispatchEvent(new Event(name));
      expect(probes).toBe(1);
      await pass(2);
      expect(client.connection.state.status).toBe("connected");
      isSilent = false;
      await pass(2);
      await until(session, ({ caughtUp }) => caughtUp);
      expect(server.links).toHaveLength(2);
    },
  );

  it("is kept when it answers after such an event", async () => {
    await client.rpc.listModels();
    network.dispatchEvent(new Event("pageshow"));
    await pass(20);
    expect(probes).toBe(1);
    expect(server.links).toHaveLength(1);
  });

  it("is given up soon after a sleep of the machine that no event reports", async () => {
    await client.rpc.listModels();
    await pass(10);
    isSilent = true;
    clock.sleep(3_600_000);
    await pass(1);
    expect(probes).toBe(1);
    isSilent = false;
    await pass(3);
    expect(client.connection.state).toMatchObject({ status: "connected", lastCloseCode: 4408 });
    expect(server.links).toHaveLength(2);
  });

  it("is never doubted where the program says so", async () => {
    const never = Number.POSITIVE_INFINITY;
    client.close();
    client = createQuickClient(server, {
      clock,
      createTransport: openFragile,
      liveness: { unansweredMs: never, quietMs: never },
    });
    await client.attachSession(await server.addSession());
    await pass(600);
    expect(probes).toBe(0);
  });

  it("ends at once when the client is closed, whatever the network says", async () => {
    await client.rpc.listModels();
    isSilent = true;
    const models = client.rpc.listModels();
    await settle();
    client.close();
    await expect(models).rejects.toMatchObject({ name: "ConnectionLostError", outcome: "unknown" });
  });
});
