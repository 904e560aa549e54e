import { type JournalEntry, LLMock } from "@copilotkit/aimock";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { ModelMessage, ModelTool, ModelToolCall } from "../../packages/engine/src/model/model.ts";
import { FRAMES, reasoningFrame } from "./frames.ts";
import { PROVIDER_KINDS } from "./provider-kinds.ts";
import { sentCalls, sentResults } from "./sent-tools.ts";
import { startSseServer } from "./sse-server.ts";
import { collect, openModel, PLANTED_KEY, stepOf, textOf } from "./steps.ts";

const ANSWER = "The whole answer, with ümlauts and 😀, in several pieces.";
const provider = new LLMock({ port: 0 });

const weather: ModelTool = {
  name: "city.weather",
  description: "Returns the weather of a city.",
  inputSchema: { type: "object", properties: { city: { type: "string" } }, required: ["city"] },
};

beforeAll(async () => void (await provider.start()));
afterAll(() => provider.stop());
beforeEach(() => {
  provider.reset();
});

function lastRequest(): JournalEntry {
  const entry = provider.getLastRequest();
  if (entry === null) throw new Error("no request came");
  return entry;
}

const named = ({ toolCallId, toolName }: ModelToolCall) => ({ toolCallId, toolName });

describe.each(PROVIDER_KINDS)("a model of $name", (kind) => {
  it("streams an answer with its reason and its usage", async () => {
    const usage = { prompt_tokens: 11, completion_tokens: 7, input_tokens: 11, output_tokens: 7 };
    provider.onMessage("hello", { content: ANSWER, usage }, { chunkSize: 5 });
    const parts = await collect(openModel(kind, provider.url));
    const deltas = parts.filter((part) => part.type === "delta");
    expect(deltas.length).toBeGreaterThan(5);
    expect(deltas.every(({ channel, text }) => channel === "final" && text !== "")).toBe(true);
    expect(textOf(parts)).toBe(ANSWER);
    const expected = { inputTokens: 11, outputTokens: 7, totalTokens: 18 };
    expect(parts.at(-1)).toEqual({ type: "finish", reason: "stop", usage: expected });
  });

  it("sends the system prompt, the whole history, and the newest message in one streaming request", async () => {
    provider.onMessage("newest", { content: "Yes." });
    const messages: readonly ModelMessage[] = [
      { role: "user", text: "oldest" },
      { role: "assistant", text: "first answer" },
      { role: "user", text: "middle" },
      { role: "assistant", text: "" },
      { role: "user", text: "newest" },
    ];
    await collect(openModel(kind, provider.url), { system: "You are terse.", messages });
    expect(provider.getRequests()).toHaveLength(1);
    const { body } = lastRequest();
    expect(body).toMatchObject({ stream: true, model: kind.model.slice(kind.model.indexOf(":") + 1) });
    const sent = JSON.stringify(body);
    const order = ["You are terse.", "oldest", "first answer", "middle", "newest"].map((text) =>
      sent.indexOf(text),
    );
    expect(order.every((position) => position > 0)).toBe(true);
    expect(order.slice(1)).toEqual(order.slice(1).toSorted((left, right) => left - right));
  });

  it("sends its key in a header and nowhere else", async () => {
    const frames = FRAMES[kind.dialect];
    let seen: { headers: string; rest: string } | undefined;
    await using server = await startSseServer(({ request, body, write, response }) => {
      seen = { headers: JSON.stringify(request.headers), rest: `${request.url} ${JSON.stringify(body)}` };
      write(frames.begin + frames.delta("Yes.") + frames.end);
      response.end();
    });
    expect(textOf(await collect(openModel(kind, server.origin)))).toBe("Yes.");
    expect(seen?.headers.includes(PLANTED_KEY)).toBe(kind.keyVariable !== undefined);
    expect(seen?.rest).not.toContain(PLANTED_KEY);
  });

  it("hands over each delta when it comes", async () => {
    const frames = FRAMES[kind.dialect];
    const { promise: isRead, resolve: goOn } = Promise.withResolvers<void>();
    await using server = await startSseServer(({ write, response }) => {
      write(frames.begin + frames.delta("first"));
      void isRead.then(() => {
        write(frames.delta(" second") + frames.end);
        response.end();
      });
    });
    const texts: string[] = [];
    for await (const part of openModel(kind, server.origin).stream(stepOf())) {
      if (part.type !== "delta") continue;
      texts.push(part.text);
      // The server holds the second delta back until the first one has arrived here.
      goOn();
    }
    expect(texts).toEqual(["first", " second"]);
  });

  it("says that the answer hit its length", async () => {
    provider.onMessage("hello", { content: "Cut", finishReason: "length" });
    expect((await collect(openModel(kind, provider.url))).at(-1)).toMatchObject({
      type: "finish",
      reason: "length",
    });
  });

  it("asks for two tools at once, under the names they were offered by, and answers when it has both results", async () => {
    const user: ModelMessage = { role: "user", text: "weather in Rome and Oslo" };
    const cities = ["Rome", "Oslo"];
    const toolCalls = cities.map((city) => ({
      name: "city_weather",
      arguments: { city },
      id: `call_${city}`,
    }));
    const opening = "I look at both.";
    provider.on({ userMessage: "weather", hasToolResult: false }, { content: opening, toolCalls });
    provider.on({ userMessage: "weather", hasToolResult: true }, { content: "Both are fine." });
    const model = openModel(kind, provider.url);
    const parts = await collect(model, { messages: [user], tools: [weather] });
    expect(textOf(parts)).toBe(opening);
    const asked = parts.flatMap((part) => (part.type === "toolCall" ? [part.call] : []));
    expect(asked).toEqual(
      cities.map((city) => ({
        toolCallId: expect.any(String),
        toolName: "city.weather",
        arguments: { city },
      })),
    );
    expect(new Set(asked.map(({ toolCallId }) => toolCallId)).size).toBe(2);
    expect(parts.at(-1)).toMatchObject({ type: "finish", reason: "tool_calls" });
    // The loop assigns ids of its own to calls.
    const calls = asked.map((call, index) => ({ ...call, toolCallId: `own-${index}` }));
    const [rome, oslo] = calls;
    const messages: readonly ModelMessage[] = [
      user,
      { role: "assistant", text: opening, toolCalls: calls },
      { role: "tool", ...named(rome!), result: { sky: "clear" }, isError: false },
      { role: "tool", ...named(oslo!), result: "no such station", isError: true },
    ];
    expect(textOf(await collect(model, { messages, tools: [weather] }))).toBe("Both are fine.");
    const request = lastRequest();
    const sent = sentCalls(request);
    expect(sent).toMatchObject([
      { name: "city_weather", arguments: { city: "Rome" } },
      { name: "city_weather", arguments: { city: "Oslo" } },
    ]);
    // Each kind of provider gets ids in the form that it accepts.
    expect(new Set(sent.map(({ id }) => id)).size).toBe(2);
    expect(sentResults(request)).toEqual([
      { id: sent[0]?.id, text: expect.stringContaining("clear") },
      { id: sent[1]?.id, text: expect.stringContaining("no such station") },
    ]);
    expect(JSON.stringify(request.body)).not.toContain("city.weather");
  });

  it("shows that it is at work while the arguments of a tool call arrive", async () => {
    const frames = FRAMES[kind.dialect];
    const { promise: isSeen, resolve: seen } = Promise.withResolvers<void>();
    await using server = await startSseServer(({ write, response }) => {
      write(frames.begin + frames.openToolCall + frames.toolCallDelta("ky"));
      void isSeen.then(() => response.end());
    });
    const types: string[] = [];
    for await (const part of openModel(kind, server.origin).stream(stepOf({ tools: [weather] }))) {
      types.push(part.type);
      // The server holds the rest of the call back until a part of it has arrived here.
      if (part.type === "callDelta") seen();
    }
    expect(types).toContain("callDelta");
    expect(types.at(-1)).toBe("fault");
  });
});

describe("a model of anthropic", () => {
  const kind = PROVIDER_KINDS.find(({ name }) => name === "anthropic")!;
  const frames = FRAMES[kind.dialect];

  it("shows that it is at work when the provider pings", async () => {
    const { promise: isSeen, resolve: seen } = Promise.withResolvers<void>();
    await using server = await startSseServer(({ write, response }) => {
      write(`${frames.begin}event: ping\ndata: {"type": "ping"}\n\n`);
      void isSeen.then(() => response.end(frames.delta("Yes.") + frames.end));
    });
    const types: string[] = [];
    for await (const part of openModel(kind, server.origin).stream(stepOf())) {
      types.push(part.type);
      if (part.type === "progress") seen();
    }
    expect(types).toEqual(["progress", "delta", "finish"]);
  });

  it("sends the results of one step in one message, failed ones marked", async () => {
    let sent: unknown;
    await using server = await startSseServer(({ body, write, response }) => {
      sent = body;
      write(frames.begin + frames.delta("Yes.") + frames.end);
      response.end();
    });
    const call = { toolName: "city.weather", arguments: {} };
    const messages: readonly ModelMessage[] = [
      { role: "user", text: "hello" },
      {
        role: "assistant",
        text: "",
        toolCalls: [
          { ...call, toolCallId: "one" },
          { ...call, toolCallId: "two" },
        ],
      },
      { role: "tool", toolCallId: "one", toolName: call.toolName, result: "clear", isError: false },
      { role: "tool", toolCallId: "two", toolName: call.toolName, result: "broken", isError: true },
    ];
    await collect(openModel(kind, server.origin), { messages, tools: [weather] });
    expect(sent).toMatchObject({
      messages: [
        { role: "user" },
        {
          role: "assistant",
          content: [
            { type: "tool_use", id: "one" },
            { type: "tool_use", id: "two" },
          ],
        },
        {
          role: "user",
          content: [
            { type: "tool_result", tool_use_id: "one", content: "clear" },
            { type: "tool_result", tool_use_id: "two", content: "broken", is_error: true },
          ],
        },
      ],
    });
  });
});

describe.each(PROVIDER_KINDS.filter(({ name }) => ["openrouter", "ollama", "compatible"].includes(name)))(
  "a model of $name that reasons",
  (kind) => {
    it("sends its reasoning on the analysis channel", async () => {
      const frames = FRAMES[kind.dialect];
      await using server = await startSseServer(({ write, response }) => {
        write(
          frames.begin +
            reasoningFrame("Let me ") +
            reasoningFrame("see.") +
            frames.delta("So it is.") +
            frames.end,
        );
        response.end();
      });
      const parts = await collect(openModel(kind, server.origin));
      expect(textOf(parts, "analysis")).toBe("Let me see.");
      expect(textOf(parts)).toBe("So it is.");
    });
  },
);
