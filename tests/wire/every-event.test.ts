import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DelegateManager, type EngineEvent, type EngineEventName, SqliteEventLog } from "@aiwhisperer/engine";
import { interactive, ToolDecision, ToolEffect, TurnStatus } from "@aiwhisperer/protocol";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { EventRecorder } from "../support/event-recorder.ts";
import { RawClient, type WireMessage } from "../support/raw-client.ts";
import { hang, ScriptedModel, said } from "../support/scripted-model.ts";
import { calling, reportResults, sourceOf, tool } from "../support/scripted-tools.ts";
import { startTestServer, type TestServer } from "../support/server.ts";

/** Notifications that tell of no event of a session: nothing of them is in the log. */
const OUTSIDE_SESSIONS = [
  "ServerDrainNotification",
  "DeliveryFailedNotification",
  "AuthenticationExpiringNotification",
];

/**
 * Events that are about the server as a whole, or about what its models use, and for delegates on it alone.
 */
type ServerEvent =
  | "engine_started"
  | "engine_stopped"
  | "engine_error_occurred"
  | "session_deleted"
  | "clock_jumped"
  | "ai_loop.model.requested"
  | "ai_loop.usage_reported"
  | "delegate.failed";

/**
 * Every event that delegates hear of a session. A name that is missing here, or too much, does not compile.
 */
const OF_SESSIONS = {
  "ai_loop.session_started": true,
  "ai_loop.session_ended": true,
  "ai_loop.session_shared": true,
  "ai_loop.session_changed": true,
  "ai_loop.session_forked": true,
  "ai_loop.step_ended": true,
  "ai_loop.context_compacted": true,
  "ai_loop.status.paused": true,
  "ai_loop.status.resumed": true,
  "ai_loop.message.user_processed": true,
  "ai_loop.message.ai_chunk_received": true,
  "ai_loop.message.discarded": true,
  "ai_loop.message.excluded": true,
  "ai_loop.turn.status_changed": true,
  "ai_loop.error": true,
  "ai_loop.tool_call.chunk_received": true,
  "ai_loop.tool_call.discarded": true,
  "ai_loop.tool_call.identified": true,
  "ai_loop.tool_call.approval_requested": true,
  "ai_loop.tool_call.approval_resolved": true,
  "ai_loop.tool_call.grant_revoked": true,
  "ai_loop.tool_call.leased": true,
  "ai_loop.tool_call.started": true,
  "ai_loop.tool_call.progress": true,
  "ai_loop.tool_call.result_processed": true,
  "ai_loop.question.asked": true,
  "ai_loop.question.resolved": true,
  plan_status_changed: true,
  task_execution_started: true,
  task_execution_completed: true,
  task_status_changed: true,
} satisfies { readonly [Name in Exclude<EngineEventName, ServerEvent>]: true };

let folder: string;
let server: TestServer | undefined;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "aiwhisperer-events-"));
});
afterEach(async () => {
  await server?.stop();
  server = undefined;
  await rm(folder, { recursive: true, force: true });
});

const model = new ScriptedModel(async function* (request) {
  const newest = request.messages.findLast(({ role }) => role === "user");
  const text = newest?.role === "user" ? newest.text : "";
  if (text.includes("refused")) {
    const fault = { code: "content_filtered", message: "no", retryable: false, refusedInput: true } as const;
    yield { type: "fault", fault };
    return;
  }
  if (text.includes("hang")) {
    yield said("half");
    await hang(request);
    return;
  }
  if (text.includes("fail")) {
    yield { type: "fault", fault: { code: "provider_error", message: "no", retryable: false } };
    return;
  }
  if (text.includes("draft")) {
    yield { type: "callDelta", toolCallId: "x", toolName: "look", text: '{"at":' };
    await hang(request);
    return;
  }
  if (text.includes("tools") && request.messages.at(-1)?.role === "user") {
    return yield* calling(["look", {}], ["change", {}], ["paint", {}]);
  }
  yield reportResults(request);
  yield { type: "finish", reason: "stop", usage: { inputTokens: 3, outputTokens: 1 } };
});

const tools = [
  tool("look", {
    async run(_args, { progress, ask }) {
      progress({ text: "looking" });
      await ask({ text: "Where?", schema: { type: "object" } });
      return { result: "seen" };
    },
  }),
  tool("change", { effect: "write", isRepeatable: false }),
];

async function start(): Promise<{ server: TestServer; recorder: EventRecorder }> {
  const log = await SqliteEventLog.open({ path: join(folder, "log.sqlite") });
  const recorder = new EventRecorder();
  const delegates = new DelegateManager();
  delegates.register(recorder);
  const started = await startTestServer({
    log,
    models: model.catalog,
    engine: { tools: [sourceOf(...tools)], delegates },
  });
  server = started;
  return { server: started, recorder };
}

// biome-ignore lint/suspicious/noExplicitAny: whole messages of any shape are looked into here.
const paramsOf = (message: WireMessage | undefined): any => message?.params;

/** Does everything that a session can tell of, on one connection, and drives the turns to their ends. */
async function doEverything(client: RawClient): Promise<string> {
  const paint = { name: "paint", description: "Paints.", effect: ToolEffect.Read };
  const started = await client.call("startSession", { userId: "ann", sessionParams: { tools: [paint] } });
  const { sessionId } = started.result as { sessionId: string };
  const send = (message: string) => client.call("sendUserMessage", { sessionId, message });
  const seen = (method: string) =>
    (client.received as WireMessage[]).find((message) => message.method === method) !== undefined
      ? Promise.resolve()
      : client.until((message) => message.method === method);
  await client.call("shareSession", { sessionId, userId: "ben", access: 0 });
  await client.call("updateSession", { sessionId, title: "Everything" });
  await send("use your tools");
  await seen("ToolApprovalRequestNotification");
  const find = (method: string) =>
    (client.received as WireMessage[]).find((message) => message.method === method);
  const { toolCallId } = paramsOf(find("ToolApprovalRequestNotification"));
  await seen("QuestionNotification");
  const { questionId } = paramsOf(find("QuestionNotification"));
  await client.call("askAnswer", { sessionId, questionId, answer: {} });
  await client.call("pauseSession", { sessionId });
  await client.call("resumeSession", { sessionId });
  await client.call("decideToolCall", { sessionId, toolCallId, decision: ToolDecision.AllowAlways });
  await seen("ToolCallLeaseNotification");
  const lease = paramsOf(find("ToolCallLeaseNotification"));
  await client.call("provideToolResult", { sessionId, toolCallId: lease.toolCallId, result: "painted" });
  await client.until((message) => paramsOf(message)?.status >= TurnStatus.Completed);
  const { grants } = (await client.call("listGrants", { sessionId })).result as {
    grants: { grantId: string }[];
  };
  await client.call("revokeGrant", { sessionId, grantId: grants[0]?.grantId });
  await client.call("forkSession", { sessionId });
  await client.call("compactSession", { sessionId });
  await seen("ContextCompactedNotification");
  await send("fail");
  await client.until((message) => paramsOf(message)?.status === TurnStatus.Failed);
  await send("refused");
  await client.until((message) => message.method === "MessageExcludedNotification");
  await send("draft");
  const { turnId } = paramsOf(
    (await client.until(({ method }) => method === "ToolCallChunkNotification")).at(-1),
  );
  await client.call("cancelTurn", { sessionId, turnId });
  await client.until((message) => message.method === "ToolCallDiscardedNotification");
  await send("hang");
  await client.until((message) => paramsOf(message)?.chunk === "half");
  return sessionId;
}

async function runPlan(client: RawClient): Promise<void> {
  const plan = {
    name: "both",
    tasks: [
      { id: "a", kind: "ai_interaction", instructions: "hang" },
      { id: "b", kind: "no_op", dependsOn: ["a"] },
    ],
  };
  const started = await client.call("startPlan", { userId: "ann", plan });
  const { planId } = started.result as { planId: string };
  await client.until((message) => message.method === "TaskStatusNotification");
  await client.call("pausePlan", { planId });
  await client.call("resumePlan", { planId });
  await client.call("stopPlan", { planId });
}

const namesOf = (events: readonly EngineEvent[]): ReadonlySet<string> =>
  new Set(events.map(({ name }) => name));

describe("every event of the engine", () => {
  it("reaches the clients of its session, by way of the delegate that is the bridge", async () => {
    const first = await start();
    const client = await RawClient.connect(first.server.wsUrl);
    const sessionId = await doEverything(client);
    await runPlan(client);
    await first.server.stop();
    const second = await start();
    const again = await RawClient.connect(second.server.wsUrl);
    await again.call("attachSession", { sessionId });
    await again.until(({ method }) => method === "MessageDiscardedNotification");
    await again.call("stopSession", { sessionId });
    await again.until(
      (message) => message.method === "SessionStatusNotification" && paramsOf(message).status === 2,
    );
    const told = new Set([...namesOf(first.recorder.told), ...namesOf(second.recorder.told)]);
    const received = new Set(
      [...client.received, ...again.received].map((message) => (message as WireMessage).method),
    );
    expect(Object.keys(OF_SESSIONS).filter((name) => !told.has(name))).toEqual([]);
    const contract = Object.keys(interactive.notifications).filter(
      (name) => !OUTSIDE_SESSIONS.includes(name),
    );
    expect(contract.filter((name) => !received.has(name))).toEqual([]);
    const wireEvents = [...first.recorder.committed, ...second.recorder.committed];
    expect(new Set(wireEvents.map(({ event }) => event.method))).toEqual(new Set(contract));
  });

  it("has the subscribers that a server needs, each with the events that it asked for", async () => {
    const { server } = await start();
    const client = await RawClient.connect(server.wsUrl);
    const { result } = await client.call("startSession", { userId: "ann" });
    await client.call("sendUserMessage", {
      sessionId: (result as { sessionId: string }).sessionId,
      message: "go",
    });
    await client.until((message) => paramsOf(message)?.status >= TurnStatus.Completed);
    const counters = server.engine.delegates.counters();
    for (const name of ["json-rpc-bridge"]) {
      expect(counters.get(name)?.handled ?? 0, name).toBeGreaterThan(0);
      expect(counters.get(name), name).toMatchObject({ failed: 0, dropped: 0 });
    }
  });
});
