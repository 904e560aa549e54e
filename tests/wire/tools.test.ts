import { interactive, SessionStatus, ToolDecision, TurnStatus } from "@aiwhisperer/protocol";
import { afterEach, describe, expect, it } from "vitest";
import { RawClient, type WireMessage } from "../support/raw-client.ts";
import { finished, ScriptedModel } from "../support/scripted-model.ts";
import { type CalledTool, calling, reportResults, sourceOf, tool } from "../support/scripted-tools.ts";
import { startTestServer, type TestServer } from "../support/server.ts";

const codes = interactive.errors;

let server: TestServer;
afterEach(() => server.stop());

// biome-ignore lint/suspicious/noExplicitAny: whole messages of any shape are looked into here.
const paramsOf = (message: WireMessage | undefined): any => message?.params;
const errorOf = (message: WireMessage) => message.error as { code: number; data: unknown };
const isTerminal = (message: WireMessage): boolean =>
  message.method === "TurnStatusNotification" && paramsOf(message).status >= TurnStatus.Completed;
const named = (method: string) => (message: WireMessage) => message.method === method;

const change = () => tool("change", { effect: "write", isRepeatable: false });

/** A server whose model calls the tools in every turn, and a client with a session. */
async function open(calls: readonly CalledTool[], tools = [change()]) {
  const model = new ScriptedModel(async function* (request) {
    if (request.messages.at(-1)?.role === "user") return yield* calling(...calls);
    yield reportResults(request);
    yield finished;
  });
  server = await startTestServer({ models: model.catalog, engine: { tools: [sourceOf(...tools)] } });
  const client = await RawClient.connect(server.wsUrl);
  const { result } = await client.call("startSession", { userId: "ann" });
  const { sessionId } = result as { sessionId: string };
  return { client, sessionId, tools };
}

/** Sends a message and reads on to the first event of that name. Returns its tool call's id. */
async function sendUntil(client: RawClient, sessionId: string, method: string): Promise<string> {
  client.send({
    jsonrpc: "2.0",
    id: "send",
    method: "sendUserMessage",
    params: { sessionId, message: "go" },
  });
  const taken = await client.until(named(method));
  return paramsOf(taken.at(-1)).toolCallId;
}

describe("tools over the wire", () => {
  it("are decided with an answer before what it causes, and the same key gets the same answer", async () => {
    const { client, sessionId, tools } = await open([["change", { value: "x" }]]);
    const toolCallId = await sendUntil(client, sessionId, "ToolApprovalRequestNotification");
    const decision = { sessionId, toolCallId, decision: ToolDecision.AllowOnce, idempotencyKey: "k" };
    const before = client.received.length;
    client.send({ jsonrpc: "2.0", id: "decide", method: "decideToolCall", params: decision });
    await client.until(isTerminal);
    const after = client.received.slice(before) as WireMessage[];
    const resolved = after.findIndex(named("ToolApprovalResolvedNotification"));
    expect(after.findIndex(({ id }) => id === "decide")).toBeLessThan(resolved);
    expect(paramsOf(after[resolved])).toMatchObject({ toolCallId, decidedBy: "local" });
    expect((await client.call("decideToolCall", decision)).result).toEqual({ status: 0 });
    expect(
      errorOf(await client.call("decideToolCall", { ...decision, idempotencyKey: "other" })),
    ).toMatchObject({
      code: codes.ToolCallAlreadyResolved.code,
      data: { toolCallId, resolution: "decided" },
    });
    expect(
      errorOf(await client.call("decideToolCall", { ...decision, toolCallId: "?", idempotencyKey: "x" }))
        .code,
    ).toBe(codes.ToolCallNotFound.code);
    expect(tools[0]?.runs).toHaveLength(1);
  });

  it("still wait for their decision after a reload, and the decision clears every screen", async () => {
    const { client, sessionId } = await open([["change", {}]]);
    await sendUntil(client, sessionId, "ToolApprovalRequestNotification");
    client.close();
    await client.closed;
    const screens = await Promise.all([RawClient.connect(server.wsUrl), RawClient.connect(server.wsUrl)]);
    const requests = await Promise.all(
      screens.map(async (screen) => {
        await screen.call("attachSession", { sessionId });
        return (await screen.until(named("ToolApprovalRequestNotification"))).at(-1);
      }),
    );
    const { session } = (await screens[0].call("getSession", { sessionId })).result as { session: object };
    expect(session).toMatchObject({ pendingApprovals: 1 });
    const { toolCallId } = paramsOf(requests[0]);
    await screens[0].call("decideToolCall", {
      sessionId,
      toolCallId,
      decision: ToolDecision.Deny,
      reason: "no",
    });
    for (const screen of screens) {
      await screen.until(isTerminal);
      const resolved = (screen.received as WireMessage[]).find(named("ToolApprovalResolvedNotification"));
      expect(paramsOf(resolved)).toMatchObject({ toolCallId, decision: ToolDecision.Deny, reason: "no" });
    }
  });

  it("of a client survive a page's reload in the middle of a call", async () => {
    const { client, sessionId } = await open([["paint", {}]], []);
    const paint = { name: "paint", description: "Paints." };
    const offer = { sessionId, clientId: "first page", tools: [paint] };
    expect((await client.call("offerTools", offer)).result).toEqual({});
    const toolCallId = await sendUntil(client, sessionId, "ToolCallLeaseNotification");
    client.close();
    await client.closed;
    const page = await RawClient.connect(server.wsUrl);
    expect(errorOf(await page.call("offerTools", offer)).code).toBe(codes.PermissionDenied.code);
    await page.call("attachSession", { sessionId });
    await page.call("offerTools", { ...offer, clientId: "second page" });
    const leased = await page.until(
      (message) =>
        message.method === "ToolCallLeaseNotification" && paramsOf(message).clientId === "second page",
    );
    expect(paramsOf(leased.at(-1)).toolCallId).toBe(toolCallId);
    const given = { sessionId, toolCallId, result: { colour: "red" } };
    expect((await page.call("provideToolResult", given)).result).toEqual({ status: 0 });
    await page.until(isTerminal);
    expect(errorOf(await page.call("provideToolResult", given))).toMatchObject({
      code: codes.ToolCallAlreadyResolved.code,
      data: { resolution: "result" },
    });
    expect(errorOf(await page.call("provideToolResult", { ...given, toolCallId: "?" })).code).toBe(
      codes.ToolCallNotFound.code,
    );
  });

  it("that a session is started with are offered by its starter, without another word", async () => {
    const { client } = await open([["paint", {}]], []);
    const tools = [{ name: "paint", description: "Paints.", inputSchema: { type: "object" } }];
    const started = await client.call("startSession", { userId: "ann", sessionParams: { tools } });
    const { sessionId } = started.result as { sessionId: string };
    const listed = (await client.call("listTools", { sessionId })).result as { tools: object[] };
    expect(listed.tools).toMatchObject([{ name: "paint", source: "client", executor: 1, usable: true }]);
    const toolCallId = await sendUntil(client, sessionId, "ToolCallNotification");
    await client.call("provideToolResult", { sessionId, toolCallId, result: "painted", isError: false });
    await client.until(isTerminal);
    const faulty = { userId: "ann", sessionParams: { tools: [{ ...tools[0], inputSchema: ["no"] }] } };
    expect(errorOf(await client.call("startSession", faulty))).toMatchObject({
      code: -32602,
      data: { errors: [{ path: "/sessionParams/tools/0/inputSchema" }] },
    });
  });

  it("wait while the session is paused, which every screen shows", async () => {
    const { client, sessionId, tools } = await open([["change", {}]]);
    const toolCallId = await sendUntil(client, sessionId, "ToolApprovalRequestNotification");
    const paused = await client.call("pauseSession", { sessionId, idempotencyKey: "p" });
    expect(paused.result).toEqual({ status: SessionStatus.Paused });
    expect((await client.call("pauseSession", { sessionId, idempotencyKey: "p" })).result).toEqual(
      paused.result,
    );
    await client.call("decideToolCall", { sessionId, toolCallId, decision: ToolDecision.AllowOnce });
    expect(tools[0]?.runs).toHaveLength(0);
    const resumed = await client.call("resumeSession", { sessionId });
    expect(resumed.result).toEqual({ status: SessionStatus.Active });
    await client.until(isTerminal);
    expect(tools[0]?.runs).toHaveLength(1);
    await client.call("stopSession", { sessionId });
    expect(errorOf(await client.call("pauseSession", { sessionId })).code).toBe(codes.SessionStopped.code);
  });

  it("obey delegates that refuse what a client wants of its session", async () => {
    const { client, sessionId } = await open([["change", {}]]);
    for (const control of ["pause", "resume", "stop"] as const) {
      server.engine.delegates.registerControl({
        name: "warden",
        control: `ai_loop.control.${control}`,
        decide: () => ({ admit: false, reason: `no ${control}` }),
      });
      expect(errorOf(await client.call(`${control}Session`, { sessionId }))).toMatchObject({
        code: codes.PermissionDenied.code,
        data: { reason: `no ${control}` },
      });
    }
  });
});
