import { createClient } from "@aiwhisperer/client";
import { DEFAULT_TOOL_POLICIES, DelegateManager, MemoryEventLog } from "@aiwhisperer/engine";
import { ToolDecision, TurnStatus } from "@aiwhisperer/protocol";
import { createTracing, hasTracer } from "@aiwhisperer/server/tracing";
import { context, SpanKind, SpanStatusCode, trace } from "@opentelemetry/api";
import { describe, expect, it, onTestFinished } from "vitest";
import { RawClient, type WireMessage } from "../support/raw-client.ts";
import { finished, hang, ScriptedModel, said } from "../support/scripted-model.ts";
import { calling, reportResults, sourceOf, tool } from "../support/scripted-tools.ts";
import { startTestServer } from "../support/server.ts";
import { type RecordedSpan, RecordingTracer, setUpTracer } from "./support/recording-tracer.ts";

const TRACE_ID = "0af7651916cd43dd8448eb211c80319c";
const CLIENT_SPAN_ID = "b7ad6b7169203331";
const META = { traceparent: `00-${TRACE_ID}-${CLIENT_SPAN_ID}-01` };

const model = new ScriptedModel(async function* (request) {
  const newest = request.messages.at(-1);
  if (newest?.role === "user" && newest.text.includes("hang")) {
    yield said("half");
    return await hang(request);
  }
  if (newest?.role === "user" && newest.text.includes("tools")) {
    return yield* calling(["look", {}], ["paint", {}]);
  }
  yield reportResults(request);
  yield finished;
});
const tools = [
  tool("look"),
  tool("paint", { effect: "write", run: () => Promise.reject(new Error("no paint")) }),
];

const endOf = (turnId: string) => (message: WireMessage) => {
  const params = message.params as { turnId: string; status: number } | undefined;
  return (
    message.method === "TurnStatusNotification" &&
    params?.turnId === turnId &&
    params.status >= TurnStatus.Completed
  );
};

/** A traced server with a client that has a session on it. */
async function open() {
  const tracer = new RecordingTracer();
  onTestFinished(setUpTracer(tracer));
  const tracing = createTracing();
  const delegates = new DelegateManager();
  delegates.register(tracing.delegate);
  const server = await startTestServer({
    models: model.catalog,
    log: new MemoryEventLog(),
    engine: { delegates, tools: [sourceOf(...tools)], toolPolicies: DEFAULT_TOOL_POLICIES },
    server: { tracing },
  });
  onTestFinished(() => server.stop());
  const client = await RawClient.connect(server.wsUrl);
  const { result } = await client.call("startSession", { userId: "ann" });
  const { sessionId } = result as { sessionId: string };
  const send = async (message: string, more: object = {}): Promise<string> => {
    const answer = await client.call("sendUserMessage", { sessionId, message, ...more });
    return (answer.result as { turnId: string }).turnId;
  };
  return { server, tracer, client, sessionId, send };
}

/** The `traceparent` of a program that OpenTelemetry itself traces. */
function activeTraceparent(): string | undefined {
  const span = trace.getSpanContext(context.active());
  return span && `00-${span.traceId}-${span.spanId}-01`;
}

const at = (time: unknown): number => time as number;
const isInside = (inner: RecordedSpan, outer: RecordedSpan): boolean =>
  at(inner.startTime) >= at(outer.startTime) && at(inner.endTime) <= at(outer.endTime);

describe("a trace", () => {
  it("goes from the client's request over the turn and its steps to the tools, as one", async () => {
    const { tracer, client, sessionId, send } = await open();
    const turnId = await send("use your tools", { _meta: META });
    const asked = await client.until(({ method }) => method === "ToolApprovalRequestNotification");
    const { toolCallId } = asked.at(-1)!.params as { toolCallId: string };
    await client.call("decideToolCall", { sessionId, toolCallId, decision: ToolDecision.AllowOnce });
    await client.until(endOf(turnId));
    const [request] = tracer.named("interactive.sendUserMessage");
    const [turn] = tracer.named("turn");
    const [first, second, ...more] = tracer.named("chat model");
    const [look] = tracer.named("execute_tool look");
    const [paint] = tracer.named("execute_tool paint");
    expect(request).toMatchObject({ kind: SpanKind.SERVER, parentId: CLIENT_SPAN_ID, traceId: TRACE_ID });
    expect([turn, first, second, look, paint].map((span) => span?.traceId)).toEqual(Array(5).fill(TRACE_ID));
    expect([turn, first, look, paint, second].map((span) => span && tracer.parentOf(span)?.name)).toEqual([
      "interactive.sendUserMessage",
      "turn",
      "chat model",
      "chat model",
      "turn",
    ]);
    expect(more).toEqual([]);
    for (const inner of [first, second]) expect(isInside(inner!, turn!)).toBe(true);
    for (const inner of [look, paint]) expect(isInside(inner!, first!)).toBe(true);
    expect(at(second?.startTime)).toBeGreaterThanOrEqual(at(first?.endTime));
    for (const step of [first, second]) {
      expect(step?.kind).toBe(SpanKind.CLIENT);
      expect(step?.attributes).toMatchObject({
        "gen_ai.operation.name": "chat",
        "gen_ai.provider.name": "scripted",
        "gen_ai.request.model": "model",
      });
    }
    expect(look?.events).toEqual(["started"]);
    expect(paint?.events).toEqual(["approval requested", "approval resolved", "started"]);
    expect(paint?.status?.code).toBe(SpanStatusCode.ERROR);
    expect(turn?.attributes).toMatchObject({
      "gen_ai.conversation.id": sessionId,
      "aiwhisperer.turn.id": turnId,
      "gen_ai.usage.input_tokens": 4,
      "gen_ai.usage.output_tokens": 6,
    });
  });

  it("begins in the program that uses the SDK, each request in the span in which it was made", async () => {
    const { server, tracer } = await open();
    const client = createClient({ url: server.wsUrl, traceparent: activeTraceparent });
    onTestFinished(() => client.close());
    const inSpan = <T>(name: string, work: () => Promise<T>): Promise<T> => {
      const span = tracer.startSpan(name, { kind: SpanKind.CLIENT });
      return context.with(trace.setSpan(context.active(), span), () => work().finally(() => span.end()));
    };
    const session = await inSpan("open", () => client.startSession());
    const sent = inSpan("ask", () => session.send("use your tools").result);
    const { toolCalls } = await session.until(({ toolCalls: [look, paint] }) =>
      Boolean(look?.result && paint?.approval),
    );
    const decide = () => session.decide(toolCalls[1]!.toolCallId, ToolDecision.AllowOnce);
    await inSpan("decide", decide);
    await sent;
    const path = (span: RecordedSpan | undefined): readonly string[] =>
      span === undefined ? [] : [...path(tracer.parentOf(span)), span.name];
    const pathOf = (name: string): readonly string[] => path(tracer.named(name).at(-1));
    expect(pathOf("interactive.startSession")).toEqual(["open", "interactive.startSession"]);
    const turn = ["ask", "interactive.sendUserMessage", "turn"];
    expect(pathOf("execute_tool look")).toEqual([...turn, "chat model", "execute_tool look"]);
    expect(pathOf("execute_tool paint")).toEqual([...turn, "chat model", "execute_tool paint"]);
    expect(pathOf("interactive.decideToolCall")).toEqual(["decide", "interactive.decideToolCall"]);
    const [ask] = tracer.named("ask");
    const inTrace = tracer.spans.filter(({ traceId }) => traceId === ask?.traceId);
    expect(inTrace.map(({ name }) => name).sort()).toEqual([
      "ask",
      "chat model",
      "chat model",
      "execute_tool look",
      "execute_tool paint",
      "interactive.sendUserMessage",
      "turn",
    ]);
  });

  it("has the request as parent also for a message that waits for another turn", async () => {
    const { tracer, client, sessionId, send } = await open();
    const first = await send("hang");
    const second = await send("hello", { _meta: META });
    await client.call("cancelTurn", { sessionId, turnId: first });
    await client.until(endOf(second));
    const [, turn] = tracer.named("turn");
    expect(turn?.attributes["aiwhisperer.turn.id"]).toBe(second);
    expect(turn?.traceId).toBe(TRACE_ID);
    expect(tracer.parentOf(turn!)?.parentId).toBe(CLIENT_SPAN_ID);
  });

  it("begins with the request where the client names none, or names one that is none", async () => {
    const { tracer, client } = await open();
    await client.call("echo", { message: 1 });
    await client.call("echo", { message: 2, _meta: { traceparent: { toString: "no text" } } });
    await client.call("echo", { message: 3, _meta: "none" });
    expect(tracer.named("interactive.echo").map(({ parentId }) => parentId)).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it("reports a failed request by its code, and no content", async () => {
    const { tracer, client, send } = await open();
    await client.call("getSession", { sessionId: "another" });
    const turnId = await send("the secret of the message");
    await client.until(endOf(turnId));
    const [failed] = tracer.named("interactive.getSession");
    expect(failed?.status?.code).toBe(SpanStatusCode.ERROR);
    expect(failed?.attributes).toMatchObject({
      "error.type": "-32001",
      "rpc.response.status_code": "-32001",
    });
    expect(JSON.stringify(tracer.spans)).not.toContain("secret");
  });

  it("ends every span once, of a cancelled turn and of one that the server leaves too", async () => {
    const { server, tracer, client, sessionId, send } = await open();
    const turnId = await send("hang");
    await client.until(({ method }) => method === "AIMessageChunkNotification");
    await client.call("cancelTurn", { sessionId });
    await client.until(endOf(turnId));
    await send("hang again");
    await client.until(({ method }) => method === "AIMessageChunkNotification");
    await server.engine.close();
    expect(tracer.named("turn").map(({ events }) => events)).toEqual([[], ["abandoned"]]);
    expect(tracer.spans.filter(({ isEnded }) => !isEnded)).toEqual([]);
  });

  it("costs nothing where no SDK is set up", () => {
    expect(hasTracer()).toBe(false);
    onTestFinished(setUpTracer(new RecordingTracer()));
    expect(hasTracer()).toBe(true);
  });
});
