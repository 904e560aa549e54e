import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createClient } from "@aiwhisperer/client";
import { createModelCatalog, type EngineLimits, SqliteEventLog, type Tool } from "@aiwhisperer/engine";
import { Channel, TurnStatus } from "@aiwhisperer/protocol";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ModelMessage, ProviderState } from "../../packages/engine/src/model/model.ts";
import { runCli } from "../cli/cli-process.ts";
import { PROVIDER_KINDS } from "../models/provider-kinds.ts";
import { startSseServer } from "../models/sse-server.ts";
import { collect, openModel, PLANTED_KEY, textOf } from "../models/steps.ts";
import { RawClient } from "../support/raw-client.ts";
import { sourceOf, tool } from "../support/scripted-tools.ts";
import { startTestServer } from "../support/server.ts";
import { encodeAnswer } from "./support/provider-answers.ts";
import { openResponses } from "./support/strict-kinds.ts";
import {
  PLANTED_STATE,
  RESPONSES_STREAM,
  THOUGHT,
  THOUGHT_STREAMS,
  type ThoughtStream,
} from "./support/thought-streams.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "aiwhisperer-state-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const kindOf = ({ model }: ThoughtStream) => PROVIDER_KINDS.find((kind) => kind.model === model)!;
const path = () => join(folder, "log.sqlite");

/** A provider that thinks and calls first, then answers. */
function startProvider(stream: Pick<ThoughtStream, "dialect" | "frames">) {
  const bodies: unknown[] = [];
  const server = startSseServer(({ body, write, response }) => {
    bodies.push(body);
    write(bodies.length === 1 ? stream.frames : encodeAnswer(stream.dialect, { text: "done" }));
    response.end();
  });
  return { bodies, server };
}

const seeing = tool("look", { inputSchema: {}, run: async () => ({ result: "seen" }) });

/** A server on the test's log, with the tool `look`. */
async function startServer(
  stream: ThoughtStream,
  origin: string,
  limits: Partial<EngineLimits> = {},
  look: Tool = seeing,
) {
  const env = kindOf(stream).env(origin, PLANTED_KEY);
  return startTestServer({
    log: await SqliteEventLog.open({ path: path() }),
    models: createModelCatalog({ env, defaultModel: stream.model }),
    engine: { limits, tools: [sourceOf(look)] },
  });
}

describe.each(THOUGHT_STREAMS)("$what", (stream) => {
  it("is shown as analysis, stored with the step, and sent back with its call, in this turn and the next", async () => {
    const { bodies, server: starting } = startProvider(stream);
    await using provider = await starting;
    const server = await startServer(stream, provider.origin);
    const client = createClient({ url: server.wsUrl });
    const session = await client.startSession();
    await session.send("go").result;
    await session.send("and now?").result;
    expect(session.state.turns.map(({ status }) => status)).toEqual([
      TurnStatus.Completed,
      TurnStatus.Completed,
    ]);
    for (const body of bodies.slice(1))
      expect(stream.sentBack(body)).toMatchObject(stream.expected as object);
    expect(bodies).toHaveLength(3);
    const { events } = await client.rpc.getHistory({ sessionId: session.sessionId });
    const shown = events.flatMap(({ method, params }) =>
      method === "AIMessageChunkNotification"
        ? [params as Partial<Record<"channel" | "chunk", unknown>>]
        : [],
    );
    const thoughts = shown.filter(({ channel }) => channel === Channel.Analysis).map(({ chunk }) => chunk);
    expect(thoughts.join("")).toBe(stream.isShown ? THOUGHT : "");
    client.close();
    await server.stop();
  });

  it("survives a restart of the server after the step", async () => {
    const { bodies, server: starting } = startProvider(stream);
    await using provider = await starting;
    const first = await startServer(stream, provider.origin);
    const before = createClient({ url: first.wsUrl });
    const { sessionId } = await before.startSession().then(async (session) => {
      await session.send("go").result;
      return session;
    });
    before.close();
    await first.stop();
    const second = await startServer(stream, provider.origin);
    const after = createClient({ url: second.wsUrl });
    const session = await after.attachSession(sessionId);
    await session.send("and now?").result;
    expect(bodies).toHaveLength(3);
    expect(stream.sentBack(bodies[2])).toMatchObject(stream.expected as object);
    after.close();
    await second.stop();
  });

  it("survives an end of the server while its call runs, and goes back with the result", async () => {
    const { bodies, server: starting } = startProvider(stream);
    await using provider = await starting;
    const running = Promise.withResolvers<void>();
    const look = tool("look", {
      inputSchema: {},
      run: async (_args, { signal }) => {
        running.resolve();
        await new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true }));
        return { result: "too late" };
      },
    });
    const first = await startServer(stream, provider.origin, {}, look);
    const before = createClient({ url: first.wsUrl });
    const { sessionId, send } = await before.startSession().then((session) => ({
      sessionId: session.sessionId,
      send: session.send("go").result.catch(() => undefined),
    }));
    await running.promise;
    before.close();
    await first.stop();
    await send;
    const second = await startServer(stream, provider.origin);
    const after = createClient({ url: second.wsUrl });
    const session = await after.attachSession(sessionId);
    await session.send("and now?").result;
    expect(stream.sentBack(bodies[1])).toMatchObject(stream.expected as object);
    after.close();
    await second.stop();
  });

  it("reaches no client: neither live, nor from history, pages or exports", async () => {
    const { server: starting } = startProvider(stream);
    await using provider = await starting;
    const server = await startServer(stream, provider.origin);
    const client = await RawClient.connect(server.wsUrl);
    const { result } = await client.call("startSession", { userId: "ann", sessionParams: {} });
    const { sessionId } = result as { sessionId: string };
    await client.call("sendUserMessage", { sessionId, message: "go" });
    await client.until(({ method, params }) => {
      const status = (params as { status?: number } | undefined)?.status;
      return method === "TurnStatusNotification" && status === TurnStatus.Completed;
    });
    await client.call("getHistory", { sessionId });
    await client.call("listSessions", {});
    const pages = await Promise.all(
      [`/admin/api/sessions`, `/admin/api/sessions/${sessionId}`, "/metrics"].map(async (page) =>
        (await fetch(`${server.url}${page}`)).text(),
      ),
    );
    expect(JSON.stringify([client.received, pages])).not.toContain(PLANTED_STATE);
    client.close();
    await server.stop();
    const exported = await runCli(["export", sessionId, "--data-dir", folder]);
    expect(exported).toMatchObject({ code: 0, stdout: expect.stringContaining("ToolCallNotification") });
    expect(exported.stdout).not.toContain(PLANTED_STATE);
    const isPlanted = JSON.stringify(stream.expected).includes(PLANTED_STATE);
    expect((await readFile(path())).includes(PLANTED_STATE)).toBe(isPlanted);
  });

  it("goes to no other model", async () => {
    const { bodies, server: starting } = startProvider({
      ...stream,
      frames: encodeAnswer(stream.dialect, { text: "done" }),
    });
    await using provider = await starting;
    const state: ProviderState = {
      source: "maker:another-model",
      data: {
        parts: [
          { type: "thought", text: THOUGHT, options: { anthropic: { signature: PLANTED_STATE } } },
          { type: "call", id: "call_a1", options: { google: { thoughtSignature: PLANTED_STATE } } },
        ],
        field: "reasoning_content",
      },
    };
    const call = { toolCallId: "own-1", toolName: "look", arguments: {} };
    const messages: readonly ModelMessage[] = [
      { role: "user", text: "go" },
      { role: "assistant", text: "", toolCalls: [call], state },
      { role: "tool", ...call, result: "seen", isError: false },
    ];
    const parts = await collect(openModel(kindOf(stream), provider.origin), { messages });
    expect(textOf(parts)).toBe("done");
    expect(JSON.stringify(bodies)).not.toMatch(new RegExp(`${PLANTED_STATE}|${THOUGHT}|call_a1`));
  });
});

describe("provider state", () => {
  const stream = THOUGHT_STREAMS[0]!;

  it("is dropped if it is longer than maxProviderStateLength, and the turn continues", async () => {
    const { bodies, server: starting } = startProvider(stream);
    await using provider = await starting;
    const server = await startServer(stream, provider.origin, { maxProviderStateLength: 20 });
    const client = createClient({ url: server.wsUrl });
    const session = await client.startSession();
    await session.send("go").result;
    expect(session.state.turns).toMatchObject([{ status: TurnStatus.Completed }]);
    expect(JSON.stringify(bodies[1])).not.toContain(THOUGHT);
    client.close();
    await server.stop();
  });

  it("is left out if its provider refuses it, so that the session continues", async () => {
    const refused = THOUGHT_STREAMS.find(({ dialect }) => dialect === "messages")!;
    const bodies: unknown[] = [];
    await using provider = await startSseServer(({ body, write, response }) => {
      bodies.push(body);
      if (JSON.stringify(body).includes(PLANTED_STATE)) {
        const error = {
          type: "invalid_request_error",
          message: "messages.1.content.0: Invalid `signature` in `thinking` block",
        };
        response.writeHead(400, { "content-type": "application/json" });
        response.end(JSON.stringify({ type: "error", error }));
        return;
      }
      write(bodies.length === 1 ? refused.frames : encodeAnswer(refused.dialect, { text: "done" }));
      response.end();
    });
    const server = await startServer(refused, provider.origin);
    const client = createClient({ url: server.wsUrl });
    const session = await client.startSession();
    await session.send("go").result;
    await session.send("and now?").result;
    expect(session.state.turns.map(({ status }) => status)).toEqual([
      TurnStatus.Completed,
      TurnStatus.Completed,
    ]);
    expect(bodies).toHaveLength(5);
    client.close();
    await server.stop();
  });

  it("goes with the session when that is deleted", async () => {
    const { server: starting } = startProvider(stream);
    await using provider = await starting;
    const server = await startServer(stream, provider.origin);
    const client = createClient({ url: server.wsUrl });
    const session = await client.startSession();
    await session.send("go").result;
    await client.rpc.deleteSession({ sessionId: session.sessionId });
    client.close();
    await server.stop();
    const log = await SqliteEventLog.open({ path: path() });
    const limits = { maxEvents: 10, maxLength: 1_000 };
    expect(await log.readStepStates(session.sessionId, 0, limits)).toEqual([]);
    await log.close();
  });
});

describe("the length of an answer", () => {
  it("counts its thoughts", async () => {
    const stream = THOUGHT_STREAMS[0]!;
    const { server: starting } = startProvider(stream);
    await using provider = await starting;
    const server = await startServer(stream, provider.origin, { maxAnswerLength: THOUGHT.length - 1 });
    const client = createClient({ url: server.wsUrl });
    const session = await client.startSession();
    await session.send("go").result.catch(() => undefined);
    expect(session.state.turns).toMatchObject([
      { status: TurnStatus.Failed, error: { message: expect.stringContaining("maxAnswerLength") } },
    ]);
    client.close();
    await server.stop();
  });
});

describe("encrypted reasoning of OpenAI's Responses API", () => {
  it("is asked for, and sent back before the call that it led to", async () => {
    const { bodies, server: starting } = startProvider({ ...RESPONSES_STREAM, dialect: "responses" });
    await using provider = await starting;
    const model = openResponses(provider.origin);
    const user: ModelMessage = { role: "user", text: "go" };
    const parts = await collect(model, { messages: [user] });
    expect(bodies[0]).toMatchObject({ store: false, include: ["reasoning.encrypted_content"] });
    expect(textOf(parts, "analysis")).toBe(THOUGHT);
    const state = parts.flatMap((part) => (part.type === "state" ? [part.state] : []))[0]!;
    const call = { toolCallId: "own-1", toolName: "look", arguments: { at: "x" } };
    await collect(model, {
      messages: [
        user,
        { role: "assistant", text: "", toolCalls: [call], state: JSON.parse(JSON.stringify(state)) },
        { role: "tool", ...call, result: "seen", isError: false },
      ],
    });
    expect(RESPONSES_STREAM.sentBack(bodies[1])).toMatchObject(RESPONSES_STREAM.expected as object);
  });

  it("is not sent back where its encrypted form did not come: the provider stores nothing to find it by", async () => {
    const frames = RESPONSES_STREAM.frames.replaceAll(`"${PLANTED_STATE}"`, "null");
    const { server: starting } = startProvider({ frames, dialect: "responses" });
    await using provider = await starting;
    const parts = await collect(openResponses(provider.origin, "model-of-tomorrow"));
    expect(parts.some(({ type }) => type === "toolCall")).toBe(true);
    expect(parts.some(({ type }) => type === "state")).toBe(false);
  });
});
