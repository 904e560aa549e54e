import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { type Client, createClient, type SessionHandle, TurnStatus } from "@aiwhisperer/client";
import { afterAll, beforeAll, expect, it, onTestFinished } from "vitest";
import { WebSocket } from "ws";
import { CuttingProxy } from "../../client/support/cutting-proxy.ts";
import { RawClient } from "../../support/raw-client.ts";
import { PUBLIC_NAME } from "./certificate.ts";
import { type ProxiedServer, type StartProxy, startProxiedServer } from "./proxied-server.ts";

/** What has to hold through any proxy that ends TLS. */
export function proxySuite(startProxy: StartProxy): void {
  let proxied: ProxiedServer;
  beforeAll(async () => {
    proxied = await startProxiedServer(startProxy);
  });
  afterAll(() => proxied?.stop());

  it("streams an answer to the SDK", async () => {
    const session = await connectSdk(proxied.wsUrl).startSession();
    const deltas: string[] = [];
    const send = session.send("count to 20");
    for await (const delta of send) deltas.push(delta);
    expect(deltas.length).toBeGreaterThan(5);
    expect(deltas.join("")).toBe(countingText(20));
    expect((await send.result).status).toBe(TurnStatus.Completed);
  });

  it("lets the SDK resume when its connection to the proxy is cut", async () => {
    const wire = await CuttingProxy.start(proxied.proxy.port);
    onTestFinished(() => wire.stop());
    // The first bytes are those of TLS and of the upgrade.
    wire.cuts.push(...[6_000, 9_000].map((afterBytes) => ({ from: "server", afterBytes }) as const));
    const session = await connectSdk(wire.url.replace("ws://127.0.0.1", "wss://localhost")).startSession();
    const told = recordChunks(session);
    expect((await session.send("count to 100").result).text).toBe(countingText(100));
    expect(wire.cutLinks).toBe(2);
    expect(told()).toEqual(countingText(100));
  });

  it("lets the SDK resume when the proxy itself restarts", async () => {
    const client = connectSdk(proxied.wsUrl);
    const session = await client.startSession();
    const told = recordChunks(session);
    const send = session.send("count to 60");
    let restarted: Promise<void> | undefined;
    for await (const _ of send) restarted ??= proxied.proxy.restart();
    await restarted;
    expect((await send.result).text).toBe(countingText(60));
    expect(told()).toEqual(countingText(60));
    expect(client.connection.state.lastCloseCode).toBe(1006);
  });

  it("passes pings, and keeps a line that says nothing else", async () => {
    const client = await connectRaw(proxied.wsUrl);
    // Longer than the time without a byte after which the proxy of the test closes, if it does.
    for (let pings = 0; pings < 4; pings += 1) await once(client.webSocket, "ping");
    expect((await client.call("echo", ["still here"])).result).toEqual(["still here"]);
  });

  it("passes frames as large as the server takes, both ways, and the close code of a larger one", async () => {
    const client = await connectRaw(proxied.wsUrl);
    const large = "x".repeat(4 * 1024 * 1024 - 200);
    expect((await client.call("echo", [large])).result).toEqual([large]);
    client.send(`"${large}${"x".repeat(400)}"`);
    expect((await client.closed).code).toBe(1009);
  });

  it("leaves the names and origins to the server: its own are served, others are not", async () => {
    const port = proxied.proxy.port;
    const host = `${PUBLIC_NAME}:${port}`;
    const statusOf = (headers: Record<string, string>) => upgradeStatus(proxied.wsUrl, headers);
    expect(await statusOf({ host, origin: `https://${host}` })).toBe(101);
    expect(await statusOf({ host, origin: "https://evil.example" })).toBe(403);
    expect(await statusOf({ host, origin: `http://${host}` })).toBe(403);
    expect(await statusOf({ host, origin: `https://${PUBLIC_NAME}` })).toBe(403);
    expect(await statusOf({ host: `evil.example:${port}` })).not.toBe(101);
  });

  it("serves the page with the server's headers and its own, and what only the machine may ask not at all", async () => {
    const page = await fetch(`${proxied.httpsUrl}/`);
    expect(page.status).toBe(200);
    expect(page.headers.get("content-security-policy")).toContain("default-src 'none'");
    expect(page.headers.get("strict-transport-security")).toMatch(/^max-age=\d+/);
    expect((await fetch(`${proxied.httpsUrl}/healthz`)).status).toBe(200);
    for (const path of [
      "/readyz",
      "/metrics",
      "/admin",
      "/admin/api/server",
      "/%61dmin/api/server",
      "//admin/api/server",
    ]) {
      expect((await fetch(`${proxied.httpsUrl}${path}`)).status, path).toBe(404);
    }
    expect((await fetch(`${proxied.server.url}/readyz`)).status).toBe(200);
  });

  it("writes no query and no credential to its log", async () => {
    const headers = { authorization: "Bearer planted-secret-1", cookie: "id=planted-secret-2" };
    const client = await connectRaw(`${proxied.wsUrl}?ticket=planted-secret-3`, headers);
    client.close();
    await client.closed;
    await fetch(`${proxied.httpsUrl}/logged?ticket=planted-secret-4`, { headers });
    await expect.poll(() => readFile(proxied.proxy.accessLog, "utf8")).toMatch(/\/ws[\s\S]*\/logged/);
    expect(await readFile(proxied.proxy.accessLog, "utf8")).not.toContain("planted-secret");
  });

  it("passes on that the server restarts", async () => {
    const own = await startProxiedServer(startProxy);
    onTestFinished(() => own.stop());
    const client = await connectRaw(own.wsUrl);
    own.server.cli.kill("SIGTERM");
    await client.until(({ method }) => method === "ServerDrainNotification");
    expect((await client.closed).code).toBe(1012);
  }, 60_000);
}

function connectSdk(url: string): Client {
  const client = createClient({ url, reconnect: { minDelayMs: 20, maxDelayMs: 200 } });
  onTestFinished(() => client.close());
  return client;
}

async function connectRaw(url: string, headers: Record<string, string> = {}): Promise<RawClient> {
  const client = await RawClient.connect(url, { headers });
  onTestFinished(() => client.close());
  return client;
}

/** What the demo model says of a request to count. */
function countingText(last: number): string {
  return `${Array.from({ length: last }, (_, index) => index + 1).join(", ")}.`;
}

/** The text that listeners to a session receive, delta by delta. */
function recordChunks(session: SessionHandle): () => string {
  let text = "";
  session.on("AIMessageChunkNotification", ({ chunk }) => {
    text += chunk;
  });
  return () => text;
}

/** Status that an upgrade is answered with. */
async function upgradeStatus(url: string, headers: Record<string, string>): Promise<number> {
  const webSocket = new WebSocket(url, { headers });
  // An upgrade that is refused is reported as an error as well.
  webSocket.on("error", () => undefined);
  const status = await Promise.race([
    once(webSocket, "unexpected-response").then(([, response]) => response.statusCode as number),
    once(webSocket, "open").then(() => 101),
  ]);
  webSocket.terminate();
  return status;
}
