import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { WebSocket, WebSocketServer } from "ws";
import { ManualClock } from "../../../../tests/support/manual-clock.ts";
import { Heartbeat } from "./heartbeat.ts";

const INTERVAL_MS = 30_000;

let clock: ManualClock;
let heartbeat: Heartbeat;
let webSocketServer: WebSocketServer;

beforeEach(async () => {
  clock = new ManualClock();
  heartbeat = new Heartbeat(clock, INTERVAL_MS);
  webSocketServer = new WebSocketServer({ host: "127.0.0.1", port: 0 });
  await once(webSocketServer, "listening");
});

afterEach(async () => {
  heartbeat.stop();
  for (const each of webSocketServer.clients) each.terminate();
  webSocketServer.close();
  await once(webSocketServer, "close");
});

/** A connected pair: the server's end, which the heartbeat watches, and the client's. */
async function connect(options: { readonly autoPong: boolean }) {
  const client = new WebSocket(`ws://127.0.0.1:${(webSocketServer.address() as AddressInfo).port}`, options);
  const [server] = (await once(webSocketServer, "connection")) as [WebSocket];
  if (client.readyState !== WebSocket.OPEN) await once(client, "open");
  heartbeat.add(server);
  return { client, server };
}

describe("the heartbeat", () => {
  it("closes a connection that has not answered a ping with 4408", async () => {
    const { client } = await connect({ autoPong: false });
    const pinged = once(client, "ping");
    clock.advance(INTERVAL_MS);
    await pinged;
    const closed = once(client, "close");
    clock.advance(INTERVAL_MS);
    expect((await closed)[0]).toBe(4408);
  });

  it("pings a connection that answers for as long as it does", async () => {
    const { client, server } = await connect({ autoPong: true });
    for (let beat = 0; beat < 5; beat += 1) {
      const answered = Promise.all([once(client, "ping"), once(server, "pong")]);
      clock.advance(INTERVAL_MS);
      await answered;
    }
    expect([client.readyState, server.readyState]).toEqual([WebSocket.OPEN, WebSocket.OPEN]);
  });

  it("does not close a paused socket, whose pongs it does not read", async () => {
    const { client, server } = await connect({ autoPong: true });
    server.pause();
    for (let beat = 0; beat < 5; beat += 1) {
      const pinged = once(client, "ping");
      clock.advance(INTERVAL_MS);
      await pinged;
    }
    expect([client.readyState, server.readyState]).toEqual([WebSocket.OPEN, WebSocket.OPEN]);
  });

  it("destroys the socket of a client that does not complete the close", async () => {
    const { client, server } = await connect({ autoPong: false });
    client.pause();
    clock.advance(2 * INTERVAL_MS);
    expect(server.readyState).toBe(WebSocket.CLOSING);
    const closed = once(server, "close");
    clock.advance(2_000);
    await closed;
    expect(server.readyState).toBe(WebSocket.CLOSED);
    client.terminate();
  });

  it("sets no timer after it has stopped", () => {
    heartbeat.stop();
    expect(clock.delays).toEqual([]);
  });
});
