import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { startEverythingOverHttp } from "./support/everything-over-http.ts";
import { startMcp } from "./support/mcp-rig.ts";

const QUICK = { mcpPingTimeoutMs: 2_000, mcpRestartDelayMs: 20, maxMcpRestartDelayMs: 100 };

/** A web server that refuses everything, and keeps what it was asked. */
async function startRefusal(status: number, body: string) {
  const requests: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    requests.push(request);
    response.writeHead(status, { "content-type": "text/plain" }).end(body);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  return { requests, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/mcp` };
}

describe("an MCP server over streamable HTTP", () => {
  it("is lost in the middle of a call, which fails, and found again where it was", async () => {
    const { server, port, url } = await startEverythingOverHttp();
    const rig = startMcp({ web: { url } }, { limits: QUICK });
    await rig.until("ready");
    const outcome = await rig.call(
      "web.trigger-long-running-operation",
      { duration: 3_600, steps: 36_000 },
      { onProgress: () => server.kill("SIGKILL") },
    );
    expect(outcome.isError).toBe(true);
    expect(outcome.result).toMatch(/^The MCP server web could not be reached \(ECONNRE(FUSED|SET)\)/);
    await server.ended;
    const failed = rig.statuses.findIndex(({ state }) => state === "failed");
    expect(failed).toBeGreaterThan(0);
    await startEverythingOverHttp(port);
    await rig.until("ready", failed);
    expect(await rig.call("web.echo", { message: "again" })).toMatchObject({ result: "Echo: again" });
  });

  it("that was restarted between calls is greeted anew", async () => {
    const { server, port, url } = await startEverythingOverHttp();
    const rig = startMcp({ web: { url } }, { limits: QUICK });
    await rig.until("ready");
    const before = rig.statuses.length;
    server.kill("SIGKILL");
    await server.ended;
    await startEverythingOverHttp(port);
    await rig.until("ready", before);
    expect(await rig.call("web.echo", { message: "again" })).toMatchObject({ result: "Echo: again" });
  });

  it("gets the configured headers, and its refusal shows none of them", async () => {
    const secret = "Bearer zq81-token-of-the-web";
    const { requests, url } = await startRefusal(401, `no such token: ${secret}`);
    const headers = { Authorization: `Bearer \${WEB_TOKEN}` };
    const environment = { ...process.env, WEB_TOKEN: "zq81-token-of-the-web" };
    const rig = startMcp({ web: { url: `${url}?key=k3y-in-the-address`, headers } }, { environment });
    const { reason } = await rig.until("failed");
    expect(reason).toBe("answered with HTTP 401");
    expect(requests[0]?.headers.authorization).toBe(secret);
    expect(JSON.stringify(rig.statuses)).not.toMatch(/zq81|k3y/);
  });

  it("that is no MCP server fails in its own words, on one line", async () => {
    const { url } = await startRefusal(200, "<html>welcome</html>");
    const rig = startMcp({ web: { url } });
    const { reason } = await rig.until("failed");
    expect(reason).toMatch(/^failed: .*content type.*text\/plain/i);
  });

  it("that sends too long a message is given up", async () => {
    const { url } = await startEverythingOverHttp();
    const rig = startMcp({ web: { url } }, { limits: { ...QUICK, maxMcpMessageBytes: 500 } });
    const { reason } = await rig.until("failed");
    expect(reason).toMatch(/more than 500 bytes/);
  });
});
