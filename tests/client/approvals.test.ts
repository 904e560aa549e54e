import { type SessionHandle, SessionStatus, ToolDecision } from "@aiwhisperer/client";
import { interactive } from "@aiwhisperer/protocol";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { sourceOf, tool } from "../support/scripted-tools.ts";
import { createQuickClient } from "./support/quick-client.ts";
import { TappedServer } from "./support/tapped-server.ts";
import { until } from "./support/until.ts";

let server: TappedServer;
let client: ReturnType<typeof createQuickClient>;
let session: SessionHandle;
let toolCallId: string;

beforeEach(async () => {
  server = await TappedServer.start({ engine: { tools: [sourceOf(tool("run", { effect: "execute" }))] } });
  client = createQuickClient(server);
  session = await client.startSession();
  const { step } = await server.startTalk("Hi", session);
  step.call(["run", {}]);
  const { pendingApprovals } = await until(session, (state) => state.pendingApprovals.length === 1);
  toolCallId = pendingApprovals[0]!.toolCallId;
});

afterEach(async () => {
  client.close();
  await server.stop();
  expect(client.faults).toEqual([]);
});

describe("deciding about a tool call", () => {
  it("shows every screen what was decided", async () => {
    const other = createQuickClient(server);
    const screen = await other.attachSession(session.sessionId);
    await until(screen, ({ pendingApprovals }) => pendingApprovals.length === 1);
    await session.decide(toolCallId, ToolDecision.Deny, "Not here.");
    for (const shown of [session, screen]) {
      const { toolCalls } = await until(shown, ({ pendingApprovals }) => pendingApprovals.length === 0);
      expect(toolCalls[0]?.approval).toMatchObject({ decision: ToolDecision.Deny, reason: "Not here." });
    }
    other.close();
  });

  it("is refused for the second caller", async () => {
    await session.decide(toolCallId, ToolDecision.AllowAlways);
    await expect(session.decide(toolCallId, ToolDecision.Deny)).rejects.toMatchObject({
      code: interactive.errors.ToolCallAlreadyResolved.code,
    });
    await expect(session.decide("c9", ToolDecision.Deny)).rejects.toMatchObject({
      code: interactive.errors.ToolCallNotFound.code,
    });
    expect(session.state.toolCalls[0]?.approval?.decision).toBe(ToolDecision.AllowAlways);
  });
});

describe("pausing a session", () => {
  it("is visible in its state until it resumes", async () => {
    await session.pause();
    await until(session, ({ status }) => status === SessionStatus.Paused);
    await session.resume();
    await until(session, ({ status }) => status === SessionStatus.Active);
  });
});

describe("providing the result of a tool call directly", () => {
  it("is accepted once", async () => {
    const own = await client.startSession();
    const { sessionId } = own;
    const tools = [{ name: "paint", description: "Paints." }];
    await client.rpc.offerTools({ sessionId, clientId: client.clientId, tools });
    const { step } = await server.startTalk("Hi", own);
    step.call(["paint", {}]);
    const { toolCalls } = await until(own, (state) => state.toolCalls[0]?.lease?.clientId !== undefined);
    const id = toolCalls[0]!.toolCallId;
    await own.provideToolResult(id, { color: "red" }, { isError: true });
    await expect(own.provideToolResult(id, "again")).rejects.toMatchObject({
      code: interactive.errors.ToolCallAlreadyResolved.code,
    });
    const done = await until(own, (state) => state.toolCalls[0]?.result !== undefined);
    expect(done.toolCalls[0]?.result).toMatchObject({ result: { color: "red" }, isError: true });
  });
});
