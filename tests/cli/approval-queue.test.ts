import { type SessionHandle, ToolDecision } from "@aiwhisperer/client";
import { interactive, rpcError } from "@aiwhisperer/protocol";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ApproveRule } from "../../packages/cli/src/tool/approval-answer.ts";
import { ApprovalQueue, type OpenQuestion } from "../../packages/cli/src/tool/approval-queue.ts";
import { createQuickClient } from "../client/support/quick-client.ts";
import { TappedServer } from "../client/support/tapped-server.ts";
import { settle, until } from "../client/support/until.ts";
import { sourceOf, tool } from "../support/scripted-tools.ts";

const allowed = { decision: ToolDecision.AllowOnce };

let server: TappedServer;
let client: ReturnType<typeof createQuickClient>;
let session: SessionHandle;

beforeEach(async () => {
  server = await TappedServer.start({
    engine: { tools: [sourceOf(tool("run", { effect: "execute" }), tool("write", { effect: "write" }))] },
  });
  client = createQuickClient(server);
  session = await client.startSession();
});
afterEach(async () => {
  client.close();
  await server.stop();
});

/** Has the model call tools that need a decision, all in one step. Resolves with the ids of the calls. */
async function ask(
  names: readonly string[] = ["run"],
  of: SessionHandle = session,
): Promise<readonly string[]> {
  const { step } = await server.startTalk("Hi", of);
  step.call(...names.map((name) => [name, {}] as const));
  const { pendingApprovals } = await until(of, (state) => state.toolCalls.length === names.length);
  expect(pendingApprovals.length).toBeLessThanOrEqual(names.length);
  return of.state.toolCalls.map(({ toolCallId }) => toolCallId);
}

/** Another client of the user decides. */
async function decideElsewhere(toolCallId: string): Promise<void> {
  await server.author.session(session.sessionId).decide(toolCallId, ToolDecision.Deny);
}

/** A queue with its questions and reports, in order, and its first failures. */
function createQueue(rule?: ApproveRule) {
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

describe("the approvals of tool calls", () => {
  it("are asked for one after the other, in the order of the calls", async () => {
    const { queue, shown } = createQueue();
    queue.add(session);
    const [c1 = "", c2 = ""] = await ask(["run", "run"]);
    await pending(2);
    expect(shown).toEqual([`ask ${c1}`]);
    await queue.answer(queue.question!, allowed);
    await pending(1);
    expect(shown).toEqual([`ask ${c1}`, `ask ${c2}`]);
    await queue.answer(queue.question!, allowed);
    await pending(0);
    expect(shown).toEqual([`ask ${c1}`, `ask ${c2}`, "ask undefined"]);
    expect(queue.question).toBeUndefined();
  });

  it("end when another client has decided, which is noted for the open one", async () => {
    const { queue, shown } = createQueue();
    queue.add(session);
    const [c1 = "", c2 = ""] = await ask(["run", "run"]);
    await pending(2);
    await decideElsewhere(c2);
    await decideElsewhere(c1);
    await pending(0);
    expect(shown).toEqual([`ask ${c1}`, "run was denied elsewhere.", "ask undefined"]);
  });

  it("are answered as they were asked for: a late answer decides nothing else", async () => {
    const { queue } = createQueue();
    queue.add(session);
    const [c1 = "", c2 = ""] = await ask(["run", "run"]);
    await pending(2);
    const first = queue.question!;
    expect(first.call.toolCallId).toBe(c1);
    await decideElsewhere(c1);
    await pending(1);
    await queue.answer(first, allowed);
    expect(queue.question?.call.toolCallId).toBe(c2);
    expect(server.requests).not.toContain("decideToolCall");
  });

  it("of a replay are asked for only if they are undecided", async () => {
    const [c1 = "", c2 = ""] = await ask(["run", "run"]);
    await decideElsewhere(c1);
    const other = createQuickClient(server);
    const screen = other.session(session.sessionId);
    const { queue, shown } = createQueue();
    queue.add(screen);
    await screen.attach();
    await screen.whenCaughtUp();
    await until(screen, ({ pendingApprovals }) => pendingApprovals.length === 1);
    expect(shown).toEqual([`ask ${c2}`]);
    other.close();
  });

  it("are asked for again if the decision could not be sent", async () => {
    const { queue, shown } = createQueue();
    queue.add(session);
    const [c1] = await ask();
    await pending(1);
    server.beforeRequest = () => {
      throw rpcError(interactive.errors.SessionStopped, { sessionId: session.sessionId });
    };
    await expect(queue.answer(queue.question!, allowed)).rejects.toThrow();
    expect(shown).toEqual([`ask ${c1}`, "ask undefined", `ask ${c1}`]);
  });

  it("of a session that is left end, and those of the next one are asked for", async () => {
    const other = await client.startSession();
    const { queue, shown } = createQueue();
    queue.add(session);
    queue.add(other);
    const [c1] = await ask();
    const [c2] = await ask(["run"], other);
    await pending(1);
    await until(other, ({ pendingApprovals }) => pendingApprovals.length === 1);
    queue.remove(session);
    expect(shown).toEqual([`ask ${c1}`, `ask ${c2}`]);
  });
});

describe("a rule given beforehand", () => {
  it("decides every call, and no person is asked", async () => {
    const { queue, shown } = createQueue("writes");
    queue.add(session);
    await ask(["write", "run"]);
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

  it("that the server refuses is reported once, and not tried again", async () => {
    const { queue, fault } = createQueue("all");
    queue.add(session);
    server.beforeRequest = (method) => {
      if (method === "decideToolCall") {
        throw rpcError(interactive.errors.SessionStopped, { sessionId: session.sessionId });
      }
    };
    await ask();
    expect(await fault).toMatchObject({ code: interactive.errors.SessionStopped.code });
    await session.pause();
    await settle();
    expect(server.requests.filter((name) => name === "decideToolCall")).toHaveLength(1);
  });
});
