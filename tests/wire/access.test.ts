import { once } from "node:events";
import { request } from "node:http";
import { connect } from "node:net";
import { rawMethod } from "@aiwhisperer/protocol";
import { pino } from "pino";
import { afterEach, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { RawClient } from "../support/raw-client.ts";
import { startTestServer, type TestServer } from "../support/server.ts";

let server: TestServer;
afterEach(() => server.stop());

/** Status of an upgrade that is refused, or 101. */
async function upgradeStatus(headers: Record<string, string>, path = "/ws"): Promise<number | undefined> {
  const webSocket = new WebSocket(`${server.url.replace("http", "ws")}${path}`, { headers });
  webSocket.on("error", () => undefined);
  const status = await Promise.race([
    once(webSocket, "unexpected-response").then(([, response]) => response.statusCode as number),
    once(webSocket, "open").then(() => 101),
  ]);
  webSocket.terminate();
  return status;
}

async function httpStatus(path: string, headers: Record<string, string>): Promise<number | undefined> {
  const sent = request(`${server.url}${path}`, { headers });
  sent.end();
  const [response] = await once(sent, "response");
  response.resume();
  return response.statusCode;
}

describe("who is let in", () => {
  it("programs, and pages of the server itself", async () => {
    server = await startTestServer();
    expect(await upgradeStatus({})).toBe(101);
    expect(await upgradeStatus({ origin: server.url })).toBe(101);
    expect(
      await upgradeStatus({ origin: `http://localhost:${server.port}`, host: `localhost:${server.port}` }),
    ).toBe(101);
  });

  it("no page of another site, however alike", async () => {
    server = await startTestServer();
    for (const origin of [
      "https://evil.example",
      "null",
      `http://127.0.0.1:${server.port + 1}`,
      `http://127.0.0.1.evil.example:${server.port}`,
      `http://localhost:${server.port}`,
    ]) {
      expect(await upgradeStatus({ origin }), origin).toBe(403);
      expect(await httpStatus("/", { origin }), origin).toBe(403);
    }
  });

  it("no page of another scheme: a page without TLS is not the one that TLS protects", async () => {
    server = await startTestServer();
    const host = `127.0.0.1:${server.port}`;
    const claimed = { "x-forwarded-proto": "https" };
    expect(await upgradeStatus({ origin: `https://${host}` })).toBe(403);
    expect(await upgradeStatus({ origin: `https://${host}`, ...claimed })).toBe(403);
    expect(await httpStatus("/", { origin: `https://${host}`, ...claimed })).toBe(403);
    expect(await upgradeStatus({ origin: `http://${host}`, ...claimed })).toBe(101);
  });

  it("pages of the scheme that a trusted proxy names, and of no other", async () => {
    const access = { allowedHosts: ["ai.example"] };
    server = await startTestServer({ server: { access, trustedProxies: ["127.0.0.1"] } });
    const host = "ai.example";
    const tls = { host, "x-forwarded-proto": "https" };
    expect(await upgradeStatus({ ...tls, origin: "https://ai.example" })).toBe(101);
    expect(await httpStatus("/healthz", { ...tls, origin: "https://ai.example" })).toBe(200);
    expect(await upgradeStatus({ ...tls, host: "ai.example:443", origin: "https://ai.example" })).toBe(101);
    expect(await upgradeStatus({ ...tls, origin: "http://ai.example" })).toBe(403);
    expect(await httpStatus("/healthz", { ...tls, origin: "http://ai.example" })).toBe(403);
    expect(await upgradeStatus({ ...tls, origin: "https://ai.example:8443" })).toBe(403);
    expect(await upgradeStatus({ host, origin: "https://ai.example" })).toBe(403);
    expect(await upgradeStatus({ host, origin: "http://ai.example" })).toBe(101);
  });

  it("no page by a host that only X-Forwarded-Host names, from a trusted proxy neither", async () => {
    server = await startTestServer({ server: { trustedProxies: ["127.0.0.1"] } });
    const forwarded = { "x-forwarded-host": `127.0.0.1:${server.port}` };
    expect(await upgradeStatus({ host: "evil.example", ...forwarded })).toBe(403);
    const origin = "http://evil.example";
    expect(await upgradeStatus({ origin, "x-forwarded-host": "evil.example" })).toBe(403);
  });

  it("no client that reached the server by a foreign name", async () => {
    server = await startTestServer();
    for (const host of ["evil.example", `evil.example:${server.port}`, "127.0.0.1.evil.example", "a b"]) {
      expect(await upgradeStatus({ host }), host).toBe(403);
      expect(await httpStatus("/healthz", { host }), host).toBe(403);
    }
  });

  it("no client with a Host header that has more than a name and a port", async () => {
    server = await startTestServer();
    const own = `127.0.0.1:${server.port}`;
    for (const host of [`user@${own}`, `${own}/x`, `${own}?x`, `${own}#@evil.example`, `${own}\\x`]) {
      expect(await upgradeStatus({ host, origin: server.url }), host).toBe(403);
    }
  });

  it("names and origins that the configuration adds", async () => {
    const access = { allowedHosts: ["ai.example"], allowedOrigins: ["https://app.example"] };
    server = await startTestServer({ server: { access } });
    expect(await upgradeStatus({ host: "ai.example", origin: "https://app.example" })).toBe(101);
    expect(await upgradeStatus({ origin: "https://other.example" })).toBe(403);
  });

  it("no frame around a page, and no script, type or opener that a page did not bring, whatever its status", async () => {
    server = await startTestServer();
    for (const [path, host] of [
      ["/"],
      ["/healthz"],
      ["/openrpc.json"],
      ["/nowhere"],
      ["/", "evil.example"],
    ]) {
      const sent = request(`${server.url}${path}`, { headers: host === undefined ? {} : { host } });
      sent.end();
      const [{ headers }] = await once(sent, "response");
      expect(headers, path).toMatchObject({
        "content-security-policy": expect.stringMatching(/^default-src 'none'.*frame-ancestors 'none'/),
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
        "referrer-policy": "no-referrer",
        "x-content-type-options": "nosniff",
        "x-frame-options": "DENY",
      });
      expect(headers["content-security-policy"]).not.toMatch(/unsafe|\*|https?:/);
    }
  });

  it("no WebSocket elsewhere than at /ws", async () => {
    server = await startTestServer();
    expect(await upgradeStatus({}, "/")).toBe(404);
    expect(await upgradeStatus({}, "/wss")).toBe(404);
    expect(await upgradeStatus({}, "/ws?anything=1")).toBe(101);
  });
});

describe("the bounds of connections", () => {
  it("close one more than the server takes with 4429", async () => {
    server = await startTestServer({ server: { limits: { maxConnections: 2 } } });
    const first = await RawClient.connect(server.wsUrl);
    await RawClient.connect(server.wsUrl);
    const third = await RawClient.connect(server.wsUrl);
    expect((await third.closed).code).toBe(4429);
    first.close();
    await first.closed;
    const fourth = await RawClient.connect(server.wsUrl);
    expect((await fourth.call("echo", ["in"])).result).toEqual(["in"]);
  });

  it("close one that answers no ping with 4408, and leave the others", async () => {
    server = await startTestServer({ server: { limits: { pingIntervalMs: 50 } } });
    const healthy = await RawClient.connect(server.wsUrl);
    const silent = new WebSocket(server.wsUrl, { autoPong: false });
    const [code] = await once(silent, "close");
    expect(code).toBe(4408);
    expect((await healthy.call("echo", ["still here"])).result).toEqual(["still here"]);
  });

  it("refuse more attachments and more requests at once than allowed", async () => {
    const limits = { maxAttachments: 2, maxRequestsInFlight: 3 };
    server = await startTestServer({ server: { limits } });
    const client = await RawClient.connect(server.wsUrl);
    for (const _ of [1, 2]) await client.call("startSession", { userId: "ann" });
    expect((await client.call("startSession", { userId: "ann" })).error).toMatchObject({
      code: -32021,
      data: { limit: "maxAttachments", value: 2 },
    });
    const batch = [1, 2, 3, 4].map((id) => ({ jsonrpc: "2.0", id, method: "listSessions", params: {} }));
    client.send(batch);
    const answers = (await client.until(Array.isArray as never)).at(-1) as unknown as {
      id: number;
      error?: object;
    }[];
    expect(answers.filter(({ error }) => error !== undefined)).toMatchObject([
      { id: 4, error: { code: -32021, data: { limit: "maxRequestsInFlight", value: 3 } } },
    ]);
  });

  it("read no more from a client that does not take its answers, and go on when it does", async () => {
    let answered = 0;
    const big = "x".repeat(60_000);
    const extension = rawMethod("acme.big", () => {
      answered += 1;
      return big;
    });
    const limits = { maxBufferedBytes: 64 * 1024 };
    server = await startTestServer({ server: { limits, extensions: [{ implementation: extension }] } });
    const { hostname, port } = new URL(server.url);
    const socket = connect(Number(port), hostname);
    await once(socket, "connect");
    socket.write(
      `GET /ws HTTP/1.1\r\nHost: ${hostname}:${port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
        "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n",
    );
    await once(socket, "data");
    socket.pause();
    // Far more than every buffer on the way holds.
    const count = 1_000;
    const frame = maskedFrame(JSON.stringify({ jsonrpc: "2.0", id: 1, method: "acme.big", params: [] }));
    for (let sent = 0; sent < count; sent += 1) socket.write(frame);
    const healthy = await RawClient.connect(server.wsUrl);
    for (let turn = 0; turn < 500; turn += 1) await healthy.call("echo", [turn]);
    expect(answered).toBeGreaterThan(0);
    expect(answered).toBeLessThan(count / 2);
    let received = 0;
    socket.on("data", (data) => {
      received += data.length;
    });
    socket.resume();
    await expect.poll(() => answered).toBe(count);
    await expect.poll(() => received).toBeGreaterThan(count * big.length);
    socket.destroy();
  });
});

/** A text frame as a client sends it, with a mask of zeros (RFC 6455 section 5.2). */
function maskedFrame(text: string): Buffer {
  const payload = Buffer.from(text);
  const header = Buffer.alloc(6);
  header[0] = 0x81;
  header[1] = 0x80 | payload.length;
  return Buffer.concat([header, payload]);
}

describe("a page of another origin", () => {
  it("can read that it is refused, whatever it asks for", async () => {
    server = await startTestServer();
    for (const [method, path] of [
      ["POST", "/healthz"],
      ["GET", "/"],
      ["POST", "/auth/ticket"],
    ] as const) {
      const response = await fetch(`${server.url}${path}`, {
        method,
        headers: { origin: "https://app.example" },
      });
      expect(response.status).toBe(403);
      expect(response.headers.get("access-control-allow-origin")).toBe("https://app.example");
      expect(response.headers.get("vary")).toBe("Origin");
      expect(await response.text()).toBe(
        'The origin "https://app.example" may not use this server. Add it with --allow-origin if it is yours.\n',
      );
    }
  });

  it("gets the program of the web app, which is the same for everybody, without permission to read it", async () => {
    server = await startTestServer();
    const response = await fetch(`${server.url}/assets/none.js`, {
      headers: { origin: "https://app.example" },
    });
    expect(response.status).toBe(404);
    expect(response.headers.get("access-control-allow-origin")).toBeNull();
    expect(response.headers.get("cross-origin-resource-policy")).toBe("same-origin");
  });

  it("is named in the log once, with the option that allows it, and a bounded number of others", async () => {
    const lines: string[] = [];
    const logger = pino({ level: "warn" }, { write: (line: string) => lines.push(line) });
    server = await startTestServer({ server: { logger } });
    for (let round = 0; round < 30; round += 1) {
      for (const origin of ["https://app.example", `https://${round}.example`, "x".repeat(5_000)]) {
        expect(await upgradeStatus({ origin })).toBe(403);
        expect(await httpStatus("/healthz", { origin })).toBe(403);
      }
    }
    expect(lines).toHaveLength(11);
    expect(lines.filter((line) => line.includes("https://app.example"))).toHaveLength(1);
    expect(lines[0]).toContain("--allow-origin");
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThan(1_000);
  });

  it("learns no more if the name of the server is the fault", async () => {
    server = await startTestServer();
    const headers = { host: "evil.example", origin: "http://evil.example" };
    const sent = request(`${server.url}/healthz`, { headers });
    sent.end();
    const [response] = await once(sent, "response");
    response.resume();
    expect(response.statusCode).toBe(403);
    expect(response.headers["access-control-allow-origin"]).toBeUndefined();
  });
});
