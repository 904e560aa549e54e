import { createClient } from "@aiwhisperer/client";
import { createModelCatalog, Engine, MemoryEventLog, SqliteEventLog, type Tool } from "@aiwhisperer/engine";
import { Delivery, interactive, SessionStatus, TurnStatus } from "@aiwhisperer/protocol";
import { expect, onTestFinished } from "vitest";
import { temporaryFolder } from "../../cli/temporary-folder.ts";
import { recordOf } from "../../log/sample.ts";
import { startSseServer } from "../../models/sse-server.ts";
import { EventRecorder } from "../../support/event-recorder.ts";
import { type Script, ScriptedModel } from "../../support/scripted-model.ts";
import { sourceOf } from "../../support/scripted-tools.ts";
import { startTestServer, type TestServer } from "../../support/server.ts";

export async function serve(options: Parameters<typeof startTestServer>[0]): Promise<TestServer> {
  const server = await startTestServer(options);
  onTestFinished(() => server.stop());
  return server;
}

export function connect(server: TestServer, onFault?: (error: unknown) => void) {
  const client = createClient({ url: server.wsUrl, ...(onFault === undefined ? {} : { onFault }) });
  onTestFinished(() => client.close());
  return client;
}

/** A server whose provider says hello and reports that usage, written as JSON. */
export async function serveUsage(usage: string): Promise<TestServer> {
  const provider = await startSseServer(({ write, response }) => {
    write('data: {"choices":[{"index":0,"delta":{"content":"hello"}}]}\n\n');
    write(`data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}],"usage":${usage}}\n\n`);
    write("data: [DONE]\n\n");
    response.end();
  });
  onTestFinished(() => provider[Symbol.asyncDispose]());
  const env = { AIWHISPERER_COMPATIBLE_BASE_URL: `${provider.origin}/v1` };
  return serve({ models: createModelCatalog({ env, defaultModel: "compatible:x" }) });
}

/**
 * Runs one turn on an engine with that model and those tools; every event is checked against its declaration.
 */
export async function runTurn(script: Script, ...tools: readonly Tool[]) {
  const recorder = new EventRecorder();
  const models = new ScriptedModel(script).catalog;
  const engine = new Engine({ log: new MemoryEventLog(), models, tools: [sourceOf(...tools)] });
  onTestFinished(() => engine.close());
  engine.delegates.register(recorder);
  await engine.start();
  const session = await engine.startSession({ ownerId: "local", userLabel: "ann", params: {} });
  await session.conversation.send({ message: "go", delivery: Delivery.Queue });
  await recorder.turnsEnded();
  for (const { text } of recorder.committed) {
    const { method, params } = JSON.parse(text) as {
      method: keyof typeof interactive.notifications;
      params: unknown;
    };
    expect(interactive.notifications[method].params.faults(params)).toEqual([]);
  }
  return { engine, session, recorder, ending: recorder.endings[0] };
}

export const NOT_JSON = { big: 1n } as const;
export const CIRCLE: { self?: unknown } = {};
CIRCLE.self = CIRCLE;

export async function readAll<T>(source: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const entry of source) all.push(entry);
  return all;
}

/** A log as an older server may have left it: a turn whose terminal status has usage that is none. */
export async function oldLog() {
  const log = await SqliteEventLog.open({ path: `${await temporaryFolder()}/log.sqlite` });
  const ids = { turnId: "t1", toolCallId: "c1" };
  const events: readonly [string, object][] = [
    ["SessionStatusNotification", { status: SessionStatus.Active }],
    ["UserMessageNotification", { messageId: "m1", turnId: "t1", message: "go" }],
    ["TurnStatusNotification", { turnId: "t1", status: TurnStatus.Running }],
    ["ToolCallNotification", { ...ids, step: 1, toolName: "look", arguments: {}, executor: 0, effect: 0 }],
    ["ToolProgressNotification", { ...ids, text: "half", progress: null }],
    ["ToolStartedNotification", { toolCallId: 7 }],
    ["ToolResultNotification", { ...ids, result: 1, isError: false, display: { kind: 9.5, text: "x" } }],
    ["AIMessageChunkNotification", { messageId: "a1", turnId: "t1", chunk: "hello", isFinal: false }],
    ["AIMessageChunkNotification", { messageId: "a1", turnId: "t1", chunk: "", isFinal: true, length: 5 }],
    [
      "TurnStatusNotification",
      {
        turnId: "t1",
        status: TurnStatus.Completed,
        stopReason: "stop",
        usage: { inputTokens: 3.5, outputTokens: 4, totalTokens: 1e30 },
      },
    ],
  ];
  const texts = events.map(([method, params], index) =>
    JSON.stringify({ method, params: { sessionId: "old", sequence: index + 1, ...params } }),
  );
  const header = { userLabel: "local", model: "demo", params: {} };
  const record = recordOf("old", { params: JSON.stringify(header), title: "go" });
  await log.commit([{ sessionId: "old", firstSequence: 1, events: texts, record }]);
  return log;
}
