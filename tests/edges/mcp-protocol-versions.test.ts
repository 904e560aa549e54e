import { join } from "node:path";
import { type CreateMcpHandlerOptions, createMcpHandler } from "@modelcontextprotocol/server";
import { describe, expect, it } from "vitest";
import { type McpRig, startMcp } from "../tools/support/mcp-rig.ts";
import { type CurrentServerEvents, currentServers } from "./support/current-server.ts";
import { json, serveWeb, type WebHandler } from "./support/web-server.ts";

const QUICK = { mcpRestartDelayMs: 20, maxMcpRestartDelayMs: 100 };

/** The configuration of a server of this folder's support. */
function script(file: string, env: Readonly<Record<string, string>> = {}): object {
  return { command: process.execPath, args: [join(import.meta.dirname, "support", file)], env };
}

/** A current server over HTTP. */
async function serveCurrent(events: CurrentServerEvents = {}, options: CreateMcpHandlerOptions = {}) {
  const handler = createMcpHandler(currentServers(events), options);
  const web = await serveWeb((request) => handler.fetch(request));
  return { ...web, handler, url: `${web.url}/mcp` };
}

/** An MCP server over HTTP up to revision 2025-11-25, with a session, in its smallest form. */
function oldServer(protocolVersion: string): WebHandler {
  return async (request) => {
    if (request.method !== "POST") return new Response(null, { status: 405 });
    const message = (await request.json()) as { id?: unknown; method: string };
    const answer = (result: object) => json({ jsonrpc: "2.0", id: message.id, result });
    if (message.method === "initialize") {
      const serverInfo = { name: "old", version: "1" };
      return answer({ protocolVersion, capabilities: { tools: {} }, serverInfo });
    }
    if (message.id === undefined) return new Response(null, { status: 202 });
    if (message.method === "tools/list") {
      return answer({ tools: [{ name: "old", inputSchema: { type: "object" } }] });
    }
    if (message.method === "tools/call") return answer({ content: [{ type: "text", text: "done" }] });
    const error = { code: -32_601, message: "Method not found" };
    return json({ jsonrpc: "2.0", id: message.id, error }, 400);
  };
}

async function usableOf(rig: McpRig): Promise<readonly string[]> {
  await rig.until("ready");
  return rig.usable;
}

describe("a server of revision 2026-07-28", () => {
  it.each([
    ["that serves nothing older", { legacy: "reject" }],
    ["that serves older clients, too", { legacy: "stateless" }],
  ] as const)("over HTTP %s is spoken to in its revision", async (_, options) => {
    const { url } = await serveCurrent({}, options);
    const rig = startMcp({ now: { url } });
    expect(await usableOf(rig)).toEqual(["now.echo", "now.steps", "now.wait"]);
    expect(await rig.call("now.echo", { text: "hi" })).toMatchObject({ result: "modern: hi" });
  });

  it.each(["0", "1"])("in a process is spoken to in its revision (strict: %s)", async (STRICT) => {
    const rig = startMcp({ now: script("current-stdio-server.ts", { STRICT }) });
    await rig.until("ready");
    expect(await rig.call("now.echo", { text: "hi" })).toMatchObject({ result: "modern: hi" });
  });

  it("reports progress", async () => {
    const { url } = await serveCurrent();
    const rig = startMcp({ now: { url } });
    await rig.until("ready");
    const progress: unknown[] = [];
    const outcome = await rig.call("now.steps", {}, { onProgress: (news) => progress.push(news) });
    expect(outcome).toMatchObject({ result: "counted", isError: false });
    expect(progress).toEqual([
      { progress: 1, total: 2 },
      { progress: 2, total: 2 },
    ]);
  });

  it("learns of a cancelled call over HTTP", async () => {
    const begun = Promise.withResolvers<AbortSignal>();
    const { url } = await serveCurrent({ onWait: begun.resolve });
    const rig = startMcp({ now: { url } });
    await rig.until("ready");
    const cancel = new AbortController();
    const call = rig.call("now.wait", {}, { signal: cancel.signal });
    const signal = await begun.promise;
    const cancelled = new Promise((resolve) => signal.addEventListener("abort", resolve));
    cancel.abort();
    expect(await call).toEqual({ result: "wait was cancelled.", isError: true });
    await cancelled;
    expect(rig.servers.status()[0]?.state).toBe("ready");
  });

  it("reports that its tools have changed", async () => {
    let hasLate = false;
    const { url, handler } = await serveCurrent({ hasLate: () => hasLate });
    const rig = startMcp({ now: { url } });
    await rig.until("ready");
    await subscribed(handler);
    hasLate = true;
    const changed = rig.until("ready", rig.statuses.length);
    handler.notify.toolsChanged();
    expect(await changed).toMatchObject({ tools: 4 });
    expect(rig.usable).toContain("now.late");
  });

  it("that ends a subscription is subscribed to again, and its list is read", async () => {
    let hasLate = false;
    const first = Promise.withResolvers<void>();
    const handler = createMcpHandler(currentServers({ hasLate: () => hasLate }));
    let subscriptions = 0;
    const { url } = await serveWeb(async (request) => {
      const { method } = (await request.clone().json()) as { method: string };
      if (method === "subscriptions/listen" && ++subscriptions === 1) {
        first.resolve();
        return new Response(null, { status: 503 });
      }
      return handler.fetch(request);
    });
    const rig = startMcp({ now: { url } });
    await rig.until("ready");
    await first.promise;
    hasLate = true;
    expect(await rig.until("ready", 1)).toMatchObject({ tools: 4 });
  });

  it("is asked whether it is still there, and lost when it does not answer", async () => {
    const handler = createMcpHandler(currentServers());
    let isThere = true;
    const { url } = await serveWeb((request) =>
      isThere ? handler.fetch(request) : new Response(null, { status: 503 }),
    );
    const rig = startMcp({ now: { url } }, { limits: { ...QUICK, mcpPingIntervalMs: 100 } });
    await rig.until("ready");
    isThere = false;
    expect(await rig.until("failed")).toMatchObject({ reason: "answered with HTTP 503" });
    isThere = true;
    await rig.until("ready", rig.statuses.length);
  });
});

/** Resolves when a client listens for changes. */
async function subscribed(handler: ReturnType<typeof createMcpHandler>): Promise<void> {
  const { bus } = handler;
  if ("listenerCount" in bus && bus.listenerCount === 0) {
    await new Promise<void>((resolve) => {
      const subscribe = bus.subscribe.bind(bus);
      bus.subscribe = (listener) => {
        resolve();
        return subscribe(listener);
      };
    });
  }
}

describe("an older server", () => {
  it.each(["2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25"])(
    "over HTTP of revision %s works",
    async (version) => {
      const { url } = await serveWeb(oldServer(version));
      const rig = startMcp({ old: { url } });
      expect(await usableOf(rig)).toEqual(["old.old"]);
      expect(await rig.call("old.old")).toEqual({ result: "done", isError: false });
    },
  );

  it.each(["2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25"])(
    "in a process of revision %s works",
    async (version) => {
      const rig = startMcp({ old: script("old-stdio-server.ts", { VERSION: version }) });
      expect(await usableOf(rig)).toEqual(["old.old"]);
      expect(await rig.call("old.old")).toEqual({ result: "done", isError: false });
    },
  );

  it("that ends at a question it does not know is started again without it", async () => {
    const rig = startMcp({ old: script("old-stdio-server.ts", { UNKNOWN: "exit" }) });
    expect(await usableOf(rig)).toEqual(["old.old"]);
    expect(rig.statuses.map(({ state }) => state)).toEqual(["ready"]);
  });

  it("that leaves a question it does not know unanswered is greeted after a while", async () => {
    const limits = { mcpProbeTimeoutMs: 100 };
    const rig = startMcp({ old: script("old-stdio-server.ts", { UNKNOWN: "ignore" }) }, { limits });
    expect(await usableOf(rig)).toEqual(["old.old"]);
  });

  it.each([
    ["leaves a question that it does not know unanswered", () => new Promise<Response>(() => {})],
    [
      "answers such a question with what is no JSON",
      () => new Response("{", { headers: { "content-type": "application/json" } }),
    ],
  ])("over HTTP that %s is greeted as an older one", async (_, unknown) => {
    const answer = oldServer("2025-06-18");
    const { url } = await serveWeb(async (request) => {
      const message = (await request
        .clone()
        .json()
        .catch(() => ({}))) as { method?: string };
      return message.method === "server/discover" ? unknown() : answer(request);
    });
    const rig = startMcp({ old: { url } }, { limits: { mcpProbeTimeoutMs: 100 } });
    expect(await usableOf(rig)).toEqual(["old.old"]);
  });

  it("that has forgotten the session runs the call in another one", async () => {
    const answer = oldServer("2025-06-18");
    let session = 0;
    const { url } = await serveWeb(async (request) => {
      const message = (await request
        .clone()
        .json()
        .catch(() => ({}))) as { method?: string };
      if (message.method === "initialize") {
        const response = await answer(request);
        return new Response(response.body, {
          headers: { ...Object.fromEntries(response.headers), "mcp-session-id": `s${++session}` },
        });
      }
      const given = request.headers.get("mcp-session-id");
      if (given === "s1" && message.method === "tools/call") return new Response(null, { status: 404 });
      return answer(request);
    });
    const rig = startMcp({ old: { url } }, { limits: QUICK });
    await rig.until("ready");
    expect(await rig.call("old.old")).toEqual({ result: "done", isError: false });
    expect(session).toBe(2);
  });

  it("with the HTTP+SSE transport of revision 2024-11-05 only works", async () => {
    const { url } = await serveWeb(sseServer());
    const rig = startMcp({ old: { url: `${url}/sse` } });
    expect(await usableOf(rig)).toEqual(["old.old"]);
    expect(await rig.call("old.old")).toEqual({ result: "done", isError: false });
  });
});

/** An MCP server that speaks HTTP+SSE only: answers come on the stream that a GET opens. */
function sseServer(): WebHandler {
  const answer = oldServer("2024-11-05");
  const encoder = new TextEncoder();
  let push: (event: string, data: string) => void = () => undefined;
  return async (request) => {
    const { pathname } = new URL(request.url);
    if (pathname === "/sse" && request.method === "GET") {
      const body = new ReadableStream<Uint8Array>({
        start(controller) {
          push = (event, data) => controller.enqueue(encoder.encode(`event: ${event}\ndata: ${data}\n\n`));
          push("endpoint", "/messages?session=1");
        },
      });
      return new Response(body, { headers: { "content-type": "text/event-stream" } });
    }
    if (pathname !== "/messages") return new Response("no such method", { status: 405 });
    const response = await answer(request);
    if (response.body !== null) push("message", await response.text());
    return new Response("Accepted", { status: 202 });
  };
}

describe("a server that cannot be spoken to", () => {
  it.each([
    [403, "answered with HTTP 403"],
    [401, "answered with HTTP 401"],
    [404, "answered with HTTP 404"],
    [410, "answered with HTTP 410"],
  ])("with HTTP %i is not asked again soon", async (status, reason) => {
    const { url } = await serveWeb(() => new Response("no", { status }));
    const rig = startMcp({ gone: { url } });
    const before = Date.now();
    const failed = await rig.until("failed");
    expect(failed.reason).toBe(reason);
    expect(failed.nextAttemptAt - before).toBeGreaterThanOrEqual(600_000);
  });

  it.each([500, 503, 429])("with HTTP %i is asked again soon", async (status) => {
    const { url } = await serveWeb(() => new Response("later", { status }));
    const rig = startMcp({ busy: { url } });
    const before = Date.now();
    const failed = await rig.until("failed");
    expect(failed.reason).toBe(`answered with HTTP ${status}`);
    expect(failed.nextAttemptAt - before).toBeLessThan(60_000);
  });

  it("since it speaks a later revision only is named so", async () => {
    const { url } = await serveWeb(async (request) => {
      const { id } = (await request.json()) as { id: unknown };
      const data = { supported: ["2099-01-01"], requested: "2026-07-28" };
      return json({ jsonrpc: "2.0", id, error: { code: -32_022, message: "no", data } }, 400);
    });
    const rig = startMcp({ later: { url } });
    const before = Date.now();
    const failed = await rig.until("failed");
    expect(failed.reason).toBe("speaks no protocol version that this program knows, only 2099-01-01");
    expect(failed.nextAttemptAt - before).toBeGreaterThanOrEqual(600_000);
  });

  it("says its own words in a JSON-RPC error", async () => {
    const { url } = await serveWeb(async (request) => {
      const { id } = (await request.json()) as { id: unknown };
      return json(
        { jsonrpc: "2.0", id, error: { code: -32_000, message: "Bad Request: upgrade your plan" } },
        402,
      );
    });
    const rig = startMcp({ paid: { url } });
    expect((await rig.until("failed")).reason).toBe("answered with HTTP 402: Bad Request: upgrade your plan");
  });
});
