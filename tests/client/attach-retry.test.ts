import { interactive, RpcError, rpcError } from "@aiwhisperer/protocol";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ManualClock } from "./support/manual-clock.ts";
import { createQuickClient } from "./support/quick-client.ts";
import { TappedServer } from "./support/tapped-server.ts";
import { settle, until } from "./support/until.ts";

let clock: ManualClock;
let server: TappedServer;
let client: ReturnType<typeof createQuickClient>;

beforeEach(async () => {
  clock = new ManualClock();
  server = await TappedServer.start();
  client = createQuickClient(server, {
    clock,
    random: () => 0,
    reconnect: { minDelayMs: 250, maxDelayMs: 2_000, jitter: 1 },
  });
});

afterEach(async () => {
  client.close();
  await server.stop();
  expect(client.faults).toEqual([]);
  expect(clock.delays).toEqual([]);
});

/** Refuses the next attachings, one error each. */
const refuseAttach = (...errors: readonly RpcError[]) => {
  const left = [...errors];
  server.beforeRequest = (method) => {
    const error = method === "attachSession" ? left.shift() : undefined;
    if (error !== undefined) throw error;
  };
};

const overloaded = (retryAfterMs: number) => rpcError(interactive.errors.Overloaded, { retryAfterMs });
const internal = () => new RpcError(-32603, "Internal error", { data: { correlationId: "c" } });

const attached = async () => {
  const talk = await server.startTalk();
  await talk.say("a");
  const session = await client.attachSession(talk.sessionId);
  await session.whenCaughtUp();
  return { talk, session };
};

/** Breaks the link and lets it come back. */
const reconnect = async () => {
  server.cut();
  await until(client.connection, ({ retryAt }) => retryAt !== undefined);
  client.connect();
  await until(client.connection, ({ status }) => status === "connected");
  await settle();
};

const attachings = () => server.requests.filter((method) => method === "attachSession").length;

const pass = async (ms: number) => {
  clock.advance(ms);
  await settle();
};

describe("attaching again after a lost link", () => {
  it("is tried again, later and later, while the server is overloaded", async () => {
    const { talk, session } = await attached();
    refuseAttach(overloaded(100), overloaded(100), overloaded(3_000));
    await reconnect();
    await talk.say("b");
    expect(session.state).toMatchObject({ isAttached: true, caughtUp: false });
    expect(client.connection.state.replaying).toBe(true);
    for (const delayMs of [250, 500]) {
      await pass(delayMs - 1);
      const before = attachings();
      await pass(1);
      expect(attachings()).toBe(before + 1);
    }
    await pass(2_999);
    expect(session.state.caughtUp).toBe(false);
    await pass(1);
    expect(session.state).toMatchObject({
      sequence: talk.sequence + 2,
      caughtUp: true,
      messages: [{ text: "Hi" }, { text: "ab" }],
    });
    expect(session.state.error).toBeUndefined();
  });

  it("is tried again when the server failed at it, or did not answer", async () => {
    const { session } = await attached();
    refuseAttach(internal());
    await reconnect();
    server.beforeRequest = (method) =>
      method === "attachSession" && attachings() === 3 ? new Promise<void>(() => {}) : undefined;
    await pass(250);
    expect(attachings()).toBe(3);
    // Something comes now and then: the link is not dead, only this answer is missing.
    for (let second = 0; second < 30; second += 1) {
      server.link.notify("UnheardOfNotification", {});
      await settle();
      await pass(1_000);
    }
    await pass(500);
    expect(attachings()).toBe(4);
    expect(session.state).toMatchObject({ caughtUp: true, isAttached: true });
  });

  it("is given up when the server fails at it again and again", async () => {
    const { session } = await attached();
    refuseAttach(...Array.from({ length: 20 }, internal));
    await reconnect();
    for (let tries = 0; tries < 10; tries += 1) await pass(2_000);
    expect(session.state).toMatchObject({ isAttached: false, error: { code: "rpc_error" } });
    expect(attachings()).toBe(1 + 8);
  });

  it("resumes at once over a new connection", async () => {
    const { session } = await attached();
    refuseAttach(overloaded(60_000));
    await reconnect();
    await reconnect();
    expect(session.state.caughtUp).toBe(true);
    for (let second = 0; second < 60; second += 1) await pass(1_000);
    expect(attachings()).toBe(3);
  });

  it("is not tried again once the session is detached", async () => {
    const { session } = await attached();
    refuseAttach(overloaded(1_000));
    await reconnect();
    await session.detach();
    await pass(5_000);
    expect(attachings()).toBe(2);
    expect(session.state.isAttached).toBe(false);
  });
});

describe("attaching for the first time", () => {
  it("is refused with the server's fault at once", async () => {
    const sessionId = await server.addSession();
    refuseAttach(internal());
    await expect(client.attachSession(sessionId)).rejects.toMatchObject({ code: "rpc_error" });
    expect(attachings()).toBe(1);
  });

  it("waits for an overloaded server", async () => {
    const sessionId = await server.addSession();
    refuseAttach(overloaded(700));
    const opening = client.attachSession(sessionId);
    await settle();
    await pass(700);
    expect((await opening).state.isAttached).toBe(true);
  });
});
