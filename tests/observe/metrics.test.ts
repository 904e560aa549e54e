import { DEFAULT_TOOL_POLICIES, DelegateManager, type StoredEvent } from "@aiwhisperer/engine";
import { TurnStatus } from "@aiwhisperer/protocol";
import { describe, expect, it } from "vitest";
import { SilentReader } from "../chaos/support/silent-reader.ts";
import { RawClient, type WireMessage } from "../support/raw-client.ts";
import { finished, ScriptedModel } from "../support/scripted-model.ts";
import { calling, reportResults, sourceOf, tool } from "../support/scripted-tools.ts";
import { type ObservedServer, startObservedServer } from "./support/observed-server.ts";

/** Calls two tools that are there and one that is not, then says what they gave. */
const toolUser = new ScriptedModel(async function* (request) {
  if (request.messages.at(-1)?.role === "user") {
    return yield* calling(["look", {}], ["paint", {}], ["nothing", {}]);
  }
  yield reportResults(request);
  yield finished;
});
const tools = [
  tool("look"),
  tool("paint", { effect: "write", run: () => Promise.reject(new Error("no paint")) }),
];

const hasEnded = ({ method, params }: WireMessage): boolean =>
  method === "TurnStatusNotification" && (params as { status: number }).status >= TurnStatus.Completed;

async function startSession(server: ObservedServer): Promise<{ client: RawClient; sessionId: string }> {
  const client = await RawClient.connect(server.wsUrl);
  const { result } = await client.call("startSession", { userId: "ann" });
  return { client, sessionId: (result as { sessionId: string }).sessionId };
}

async function runTurn(server: ObservedServer, message: string) {
  const { client, sessionId } = await startSession(server);
  await client.call("sendUserMessage", { sessionId, message });
  await client.until(hasEnded);
  return { client, sessionId };
}

const readAll = ({ engine }: ObservedServer, sessionId: string): Promise<readonly StoredEvent[]> =>
  engine.read(sessionId, 0, { maxEvents: 100_000, maxLength: 100_000_000 });

describe("the metrics page", () => {
  it("counts requests by method and code as they were answered", async () => {
    const server = await startObservedServer();
    const { client, sessionId } = await startSession(server);
    for (let index = 0; index < 3; index += 1) await client.call("echo", { message: index });
    await client.call("sendUserMessage", { sessionId });
    await client.call("getSession", { sessionId: "another" });
    await client.call("noSuchMethod");
    client.send("this is no JSON");
    await client.until(({ error }) => (error as { code?: number } | undefined)?.code === -32700);
    const scrape = await server.scrape();
    const count = (method: string, code: string) => scrape.value("requests_total", { method, code });
    expect(count("interactive.startSession", "ok")).toBe(1);
    expect(count("interactive.echo", "ok")).toBe(3);
    expect(count("interactive.sendUserMessage", "-32602")).toBe(1);
    expect(count("interactive.getSession", "-32001")).toBe(1);
    expect(count("unknown", "-32601")).toBe(1);
    expect(count("unknown", "-32700")).toBe(1);
    expect(scrape.value("request_duration_seconds_count", { method: "interactive.echo" })).toBe(3);
    expect(scrape.value("request_duration_seconds_bucket", { method: "interactive.echo", le: "+Inf" })).toBe(
      3,
    );
  });

  it("counts connections, and how they ended", async () => {
    const server = await startObservedServer();
    const first = await RawClient.connect(server.wsUrl);
    const second = await RawClient.connect(server.wsUrl);
    expect((await server.scrape()).value("connections")).toBe(2);
    first.close();
    second.webSocket.send(Buffer.from("binary"));
    await expect(
      RawClient.connect(server.wsUrl, { headers: { origin: "http://evil.example" } }),
    ).rejects.toThrow();
    const scrape = await server.scrapeUntil((each) => each.value("connections") === 0);
    expect(scrape.value("connections_opened_total")).toBe(2);
    expect(scrape.by("upgrades_refused_total", "status")).toEqual({ "403": 1 });
    expect(scrape.by("connections_closed_total", "code")).toEqual({ "1005": 1, "4400": 1 });
  });

  it("counts deltas, commits and what they brought as the log has them", async () => {
    const server = await startObservedServer();
    const { sessionId } = await runTurn(server, "write 50 words");
    const stored = await readAll(server, sessionId);
    const deltas = stored
      .map(({ text }) => JSON.parse(text))
      .filter(({ method, params }) => method === "AIMessageChunkNotification" && !params.isFinal);
    const scrape = await server.scrape();
    expect(scrape.value("deltas_total")).toBe(deltas.length);
    const characters = deltas.reduce((sum, { params }) => sum + params.chunk.length, 0);
    expect(scrape.value("delta_characters_total")).toBe(characters);
    expect(scrape.value("commit_events_sum")).toBe(stored.length);
    expect(scrape.value("committed_characters_total")).toBe(
      stored.reduce((sum, { text }) => sum + text.length, 0),
    );
    expect(scrape.value("commit_duration_seconds_count")).toBe(scrape.value("commit_events_count"));
    expect(scrape.value("first_delta_seconds_count")).toBe(1);
    expect(scrape.value("turns_total", { status: "completed" })).toBe(1);
    expect(scrape.value("turn_duration_seconds_count")).toBe(1);
    const { bytes } = await server.engine.logStats();
    expect(scrape.value("log_file_bytes")).toBe(bytes);
    expect(scrape.value("stored_sessions")).toBe(1);
    expect(scrape.value("live_sessions")).toBe(1);
    expect(scrape.value("running_turns")).toBe(0);
  });

  it("counts tool calls by effect and outcome, and tokens by model", async () => {
    const server = await startObservedServer({
      models: toolUser.catalog,
      engine: {
        tools: [sourceOf(...tools)],
        toolPolicies: { ...DEFAULT_TOOL_POLICIES, write: "allow" },
      },
    });
    await runTurn(server, "use your tools");
    const scrape = await server.scrape();
    const calls = (effect: string, outcome: string) =>
      scrape.value("tool_calls_total", { effect, outcome, executor: "server" });
    expect(calls("read", "ok")).toBe(1);
    expect(calls("write", "error")).toBe(1);
    expect(calls("read", "unavailable")).toBe(1);
    expect(scrape.value("tool_duration_seconds_count", { effect: "write" })).toBe(1);
    expect(scrape.value("model_calls_total", { outcome: "tool_calls", model: toolUser.id })).toBe(1);
    expect(scrape.value("model_calls_total", { outcome: "stop", model: toolUser.id })).toBe(1);
    expect(scrape.by("tokens_total", "direction")).toEqual({ input: 1 + 3, output: 2 + 4 });
  });

  it("counts a turn that is cancelled, and the call of its model as abandoned", async () => {
    const server = await startObservedServer();
    const { client, sessionId } = await startSession(server);
    await client.call("sendUserMessage", { sessionId, message: "slowly 10000 words" });
    await client.until(({ method }) => method === "AIMessageChunkNotification");
    expect((await server.scrape()).value("running_turns")).toBe(1);
    await client.call("cancelTurn", { sessionId });
    const scrape = await server.scrapeUntil((each) => each.value("running_turns") === 0);
    expect(scrape.value("turns_total", { status: "cancelled" })).toBe(1);
    expect(scrape.value("model_calls_total", { outcome: "abandoned", model: "demo" })).toBe(1);
  });

  it("counts limits that are hit, by name", async () => {
    const limits = { maxConnections: 1, maxAttachments: 1, maxFrameBytes: 1_000 };
    const server = await startObservedServer({ server: { limits } });
    const { client } = await startSession(server);
    await client.call("startSession", { userId: "ann" });
    const oneTooMany = await RawClient.connect(server.wsUrl);
    await oneTooMany.closed;
    client.send({ jsonrpc: "2.0", id: 1, method: "echo", params: { message: "x".repeat(2_000) } });
    await client.closed;
    const scrape = await server.scrapeUntil((each) => each.value("connections") === 0);
    expect(scrape.by("limits_hit_total", "limit")).toEqual({
      maxAttachments: 1,
      maxConnections: 1,
      maxFrameBytes: 1,
    });
  });

  it("reports connections that do not keep up", async () => {
    const server = await startObservedServer({ server: { limits: { maxBufferedBytes: 64 * 1024 } } });
    const { client, sessionId } = await startSession(server);
    await client.call("sendUserMessage", { sessionId, message: "slowly 10000 words" });
    const reader = await SilentReader.connect(server.wsUrl);
    await reader.attach(sessionId);
    // More than every buffer between the two: what the kernel takes is not the server's to wait for.
    for (let index = 0; index < 20; index += 1) {
      await client.call("sendUserMessage", { sessionId, message: `${index} ${"x".repeat(500_000)}` });
    }
    await server.scrapeUntil((each) => each.value("lagging_connections") === 1);
    reader.close();
    await server.scrapeUntil((each) => each.value("lagging_connections") === 0);
  });

  it("counts the failures of delegates, and what they miss", async () => {
    const delegates = new DelegateManager({ maxWaitingEvents: 1 });
    const never = new Promise<void>(() => undefined);
    delegates.register({ name: "slow", events: ["ai_loop.turn.status_changed"], handle: () => never });
    delegates.register({
      name: "broken",
      events: ["ai_loop.session_started"],
      handle() {
        throw new Error("no");
      },
    });
    const server = await startObservedServer({ delegates });
    const { client, sessionId } = await runTurn(server, "hello");
    await client.call("sendUserMessage", { sessionId, message: "again" });
    await client.until(hasEnded);
    const scrape = await server.scrape();
    // Two turns change four times: one is being delivered, one waits.
    expect(scrape.value("delegate_dropped_events_total", { delegate: "slow" })).toBe(2);
    expect(scrape.value("delegate_waiting_events", { delegate: "slow" })).toBe(1);
    expect(scrape.by("delegate_failures_total", "delegate")).toEqual({ slow: 2, broken: 1 });
  });

  it("grows no series out of what clients make up", async () => {
    const server = await startObservedServer();
    const probe = async (round: number): Promise<void> => {
      const client = await RawClient.connect(server.wsUrl);
      await client.call(`made.up.${round}`, { sessionId: `s${round}` }, `id-${round}`);
      await client.call("getSession", { sessionId: `none-${round}` });
      client.webSocket.close(3_000 + round, `reason ${round}`);
      await client.closed;
    };
    await probe(0);
    const before = await server.scrapeUntil((each) => each.value("connections") === 0);
    for (let round = 1; round < 40; round += 1) await probe(round);
    const after = await server.scrapeUntil((each) => each.value("connections") === 0);
    expect(after.size).toBe(before.size);
    expect(after.by("connections_closed_total", "code")).toEqual({ other: 40 });
  });

  it("reports the process: event loop, memory, time", async () => {
    const server = await startObservedServer();
    const scrape = await server.scrape();
    expect(Object.keys(scrape.by("event_loop_delay_seconds", "percentile")).toSorted()).toEqual([
      "0.5",
      "0.99",
      "1",
    ]);
    expect(scrape.value("memory_bytes", { kind: "resident" })).toBeGreaterThan(10_000_000);
    expect(scrape.value("cpu_seconds_total", { mode: "user" })).toBeGreaterThan(0);
    expect(scrape.value("start_time_seconds")).toBeLessThanOrEqual(Date.now() / 1_000);
  });
});
