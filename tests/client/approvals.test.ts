import { type SessionHandle, SessionStatus, ToolDecision } from "@aiwhisperer/client";
import { interactive, ToolEffect, ToolExecutor } from "@aiwhisperer/protocol";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { MemoryServer } from "./support/memory-server.ts";
import type { MemorySession } from "./support/memory-session.ts";
import { createQuickClient } from "./support/quick-client.ts";
import { until } from "./support/until.ts";

let server: MemoryServer;
let client: ReturnType<typeof createQuickClient>;
let remote: MemorySession;
let session: SessionHandle;

beforeEach(async () => {
  server = new MemoryServer();
  client = createQuickClient(server);
  session = await client.startSession();
  remote = server.sessions.get(session.sessionId)!;
  const call = {
    toolCallId: "c1",
    turnId: "turn",
    toolName: "run",
    arguments: {},
    effect: ToolEffect.Execute,
  };
  remote.append("ToolCallNotification", { ...call, step: 1, executor: ToolExecutor.Server });
  remote.append("ToolApprovalRequestNotification", { ...call, expiresAt: 600_000 });
  await until(session, ({ pendingApprovals }) => pendingApprovals.length === 1);
});

afterEach(() => {
  client.close();
  expect(client.faults).toEqual([]);
});

describe("deciding about a tool call", () => {
  it("shows every screen what was decided", async () => {
    const other = createQuickClient(server);
    const screen = await other.attachSession(session.sessionId);
    await until(screen, ({ pendingApprovals }) => pendingApprovals.length === 1);
    await session.decide("c1", ToolDecision.Deny, "Not here.");
    for (const shown of [session, screen]) {
      const { toolCalls } = await until(shown, ({ pendingApprovals }) => pendingApprovals.length === 0);
      expect(toolCalls[0]?.approval).toMatchObject({ decision: ToolDecision.Deny, reason: "Not here." });
    }
    other.close();
  });

  it("is refused for the second caller", async () => {
    await session.decide("c1", ToolDecision.AllowAlways);
    await expect(session.decide("c1", ToolDecision.Deny)).rejects.toMatchObject({
      code: interactive.errors.ToolCallAlreadyResolved.code,
    });
    await expect(session.decide("c9", ToolDecision.Deny)).rejects.toMatchObject({
      code: interactive.errors.ToolCallNotFound.code,
    });
    expect(session.state.toolCalls[0]?.approval?.decision).toBe(ToolDecision.AllowAlways);
  });
});

describe("holding a session", () => {
  it("is visible in its state until it resumes", async () => {
    await session.pause();
    expect((await until(session, ({ sequence }) => sequence === 3)).status).toBe(SessionStatus.Paused);
    await session.resume();
    expect((await until(session, ({ sequence }) => sequence === 4)).status).toBe(SessionStatus.Active);
  });
});

describe("providing the result of a tool call directly", () => {
  it("is taken once", async () => {
    remote.callClient("c2", "paint");
    await session.provideToolResult("c2", { color: "red" }, { isError: true });
    await expect(session.provideToolResult("c2", "again")).rejects.toMatchObject({
      code: interactive.errors.ToolCallAlreadyResolved.code,
    });
    const { toolCalls } = await until(session, ({ sequence }) => sequence === 5);
    expect(toolCalls[1]?.result).toEqual({ result: { color: "red" }, isError: true });
  });
});
