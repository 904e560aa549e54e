import { type SessionHandle, ToolDecision, ToolEffect, ToolExecutor } from "@aiwhisperer/client";
import { interactive, rpcError } from "@aiwhisperer/protocol";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ApproveRule } from "../../packages/cli/src/tool/approval-answer.ts";
import { ApprovalQueue, type OpenQuestion } from "../../packages/cli/src/tool/approval-queue.ts";
import { MemoryServer } from "../client/support/memory-server.ts";
import { createQuickClient } from "../client/support/quick-client.ts";
import { until } from "../client/support/until.ts";

const allowed = { decision: ToolDecision.AllowOnce };

let server: MemoryServer;
let client: ReturnType<typeof createQuickClient>;
let session: SessionHandle;

beforeEach(async () => {
  server = new MemoryServer();
  client = createQuickClient(server);
  session = await client.startSession();
});
afterEach(() => client.close());

/** Has the model want a tool that somebody has to decide about. */
function ask(toolCallId: string, effect: ToolEffect = ToolEffect.Execute, of: SessionHandle = session): void {
  const remote = server.sessions.get(of.sessionId)!;
  const call = { toolCallId, turnId: "turn", toolName: "run", arguments: {}, effect };
  remote.append("ToolCallNotification", { ...call, step: 1, executor: ToolExecutor.Server });
  remote.append("ToolApprovalRequestNotification", { ...call, expiresAt: 600_000 });
}

function decideElsewhere(toolCallId: string, decidedBy = "ann"): void {
  const fields = { toolCallId, turnId: "turn", decision: ToolDecision.Deny, decidedBy };
  server.sessions.get(session.sessionId)!.append("ToolApprovalResolvedNotification", fields);
}

/** A queue with all that it has put and told, in order, and what it has failed at first. */
function createDesk(rule?: ApproveRule) {
  const shown: string[] = [];
  const fault = Promise.withResolvers<unknown>();
  const asker = {
    onQuestion: (question: OpenQuestion | undefined) => void shown.push(`ask ${question?.call.toolCallId}`),
    note: (text: string) => void shown.push(text),
    onFault: fault.resolve,
  };
  return { shown, fault: fault.promise, queue: new ApprovalQueue({ asker, rule }) };
}

const pending = (count: number) =>
  until(session, ({ pendingApprovals }) => pendingApprovals.length === count);

describe("the questions about tool calls", () => {
  it("are put one after the other, in the order in which they came up", async () => {
    const { queue, shown } = createDesk();
    queue.add(session);
    ask("c1");
    ask("c2");
    await pending(2);
    expect(shown).toEqual(["ask c1"]);
    await queue.answer(queue.question!, allowed);
    await pending(1);
    expect(shown).toEqual(["ask c1", "ask c2"]);
    await queue.answer(queue.question!, allowed);
    await pending(0);
    expect(shown).toEqual(["ask c1", "ask c2", "ask undefined"]);
    expect(queue.question).toBeUndefined();
  });

  it("are no more once somebody else has decided, which is told of the one that was put", async () => {
    const { queue, shown } = createDesk();
    queue.add(session);
    ask("c1");
    ask("c2");
    await pending(2);
    decideElsewhere("c2");
    decideElsewhere("c1", "expiry");
    await pending(0);
    expect(shown).toEqual(["ask c1", "run was denied, since nobody decided in time.", "ask undefined"]);
  });

  it("are answered as they were put: an answer that comes late decides nothing else", async () => {
    const { queue } = createDesk();
    queue.add(session);
    ask("c1");
    await pending(1);
    const first = queue.question!;
    decideElsewhere("c1");
    ask("c2");
    await until(session, ({ sequence }) => sequence === 5);
    await queue.answer(first, allowed);
    expect(queue.question?.call.toolCallId).toBe("c2");
    expect(server.requests).not.toContain("decideToolCall");
  });

  it("of a past that is read again are put only where nobody has decided", async () => {
    ask("c1");
    decideElsewhere("c1");
    ask("c2");
    const other = createQuickClient(server);
    const screen = other.session(session.sessionId);
    const { queue, shown } = createDesk();
    queue.add(screen);
    await screen.attach();
    await screen.whenCaughtUp();
    await until(screen, ({ pendingApprovals }) => pendingApprovals.length === 1);
    expect(shown).toEqual(["ask c2"]);
    other.close();
  });

  it("are put again where the decision could not be given", async () => {
    const { queue, shown } = createDesk();
    queue.add(session);
    ask("c1");
    await pending(1);
    server.beforeRequest = () => {
      throw rpcError(interactive.errors.SessionStopped, { sessionId: session.sessionId });
    };
    await expect(queue.answer(queue.question!, allowed)).rejects.toThrow();
    expect(shown).toEqual(["ask c1", "ask undefined", "ask c1"]);
  });

  it("of a session that is left are none, and the next one's are put", async () => {
    const other = await client.startSession();
    const { queue, shown } = createDesk();
    queue.add(session);
    queue.add(other);
    ask("c1");
    ask("c2", ToolEffect.Execute, other);
    await pending(1);
    await until(other, ({ pendingApprovals }) => pendingApprovals.length === 1);
    queue.remove(session);
    expect(shown).toEqual(["ask c1", "ask c2"]);
  });
});

describe("a rule given beforehand", () => {
  it("decides every question, and none is put", async () => {
    const { queue, shown } = createDesk("writes");
    queue.add(session);
    ask("c1", ToolEffect.Write);
    ask("c2", ToolEffect.Execute);
    const { toolCalls } = await until(
      session,
      (state) => state.pendingApprovals.length === 0 && state.toolCalls.length === 2,
    );
    expect(toolCalls.map(({ approval }) => approval?.decision)).toEqual([
      ToolDecision.AllowOnce,
      ToolDecision.Deny,
    ]);
    expect(shown).toEqual([]);
  });

  it("that cannot be followed is told once, and not tried again", async () => {
    const { queue, fault } = createDesk("all");
    queue.add(session);
    server.beforeRequest = () => {
      throw rpcError(interactive.errors.SessionStopped, { sessionId: session.sessionId });
    };
    ask("c1");
    expect(await fault).toMatchObject({ code: interactive.errors.SessionStopped.code });
    const remote = server.sessions.get(session.sessionId)!;
    remote.append("ToolProgressNotification", { toolCallId: "c1", turnId: "turn", text: "x" });
    await until(session, ({ sequence }) => sequence === 3);
    expect(server.requests.filter((name) => name === "decideToolCall")).toHaveLength(1);
  });
});
