import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ConnectionState, createClient, TurnStatus } from "@aiwhisperer/client";
import { createDemoModel, createModelCatalog, SqliteEventLog } from "@aiwhisperer/engine";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startTestServer, type TestServer } from "../support/server.ts";
import { ManualClock } from "./support/manual-clock.ts";
import { createQuickClient } from "./support/quick-client.ts";
import { TappedServer } from "./support/tapped-server.ts";
import { settle, until } from "./support/until.ts";

describe("a server that restarts", () => {
  it("is shown as such from its notice on, and left alone for as long as it says", async () => {
    const [server, clock] = [await TappedServer.start(), new ManualClock()];
    const client = createQuickClient(server, { clock, random: () => 0.5 });
    const session = await client.startSession();
    const received: number[] = [];
    client.on("ServerDrainNotification", ({ reconnectAfterMs }) => received.push(reconnectAfterMs));
    server.link.notify("ServerDrainNotification", { reconnectAfterMs: 3_210 });
    await until(client.connection, ({ restarting }) => restarting === true);
    expect(client.connection.state).toMatchObject({ status: "connected", reconnectAfterMs: 3_210 });
    expect(received).toEqual([3_210]);
    clock.advance(2_000);
    server.link.close(1012, "the server is restarting");
    const { retryAt } = await until(client.connection, (state) => state.retryAt !== undefined);
    expect(retryAt).toBe(clock.now() + 3_210);
    expect(client.connection.state).toMatchObject({ status: "reconnecting", restarting: true });
    clock.advance(3_209);
    await settle();
    expect(server.links).toHaveLength(1);
    clock.advance(1);
    await until(session, ({ caughtUp }) => caughtUp);
    expect(client.connection.state).not.toHaveProperty("restarting");
    client.close();
    await server.stop();
  });
});

describe("a message that is sent while a real server restarts", () => {
  let folder: string;
  let server: TestServer;
  let url: string;

  const start = async () => {
    const log = await SqliteEventLog.open({ path: join(folder, "log.sqlite") });
    const models = createModelCatalog({
      env: {},
      defaultModel: "demo",
      demo: createDemoModel({ paceMs: 0 }),
    });
    const limits = { maxReconnectDelayMs: 40 };
    server = await startTestServer({ log, models, server: { limits } });
    url = server.wsUrl;
  };

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "aiwhisperer-restart-"));
    await start();
  });

  afterEach(async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it("is answered by the next process, and is in the log once", async () => {
    const client = createClient({ url: () => url, reconnect: { minDelayMs: 5, maxDelayMs: 20 } });
    const session = await client.startSession();
    await session.send("Hello").result;
    const seen: ConnectionState[] = [];
    client.connection.subscribe(() => seen.push(client.connection.state));
    await server.drain();
    const send = session.send("And again");
    await until(client.connection, ({ restarting }) => restarting === true);
    await server.stop();
    await start();
    expect((await send.result).status).toBe(TurnStatus.Completed);
    const messages: string[] = [];
    for await (const event of session.history()) {
      if (event.method === "UserMessageNotification") messages.push(event.params.message);
    }
    expect(messages).toEqual(["Hello", "And again"]);
    expect(seen.some(({ status, restarting }) => status === "reconnecting" && restarting === true)).toBe(
      true,
    );
    client.close();
  });
});
