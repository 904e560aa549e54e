import type { Tool, ToolRunContext, ToolSource } from "@aiwhisperer/engine";
import { ToolEffect, TurnStatus } from "@aiwhisperer/protocol";
import { LLMock } from "@copilotkit/aimock";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { PROVIDER_KINDS } from "./provider-kinds.ts";
import { sessionAt } from "./provider-session.ts";
import { sentCalls, sentResults } from "./sent-tools.ts";

const CITIES = ["Rome", "Oslo"];
const OPENING = "I look at both.";
const ANSWER = "Clear in Rome, and no station in Oslo.";
const provider = new LLMock({ port: 0 });

beforeAll(async () => void (await provider.start()));
afterAll(() => provider.stop());
beforeEach(() => {
  provider.reset();
});

/** A tool that returns nothing before it runs as often at once as the model has asked for it. */
function weatherSource(): ToolSource {
  const everyoneIsHere = Promise.withResolvers<void>();
  let running = 0;
  const tool: Tool = {
    name: "city.weather",
    description: "Returns the weather of a city.",
    inputSchema: { type: "object", properties: { city: { type: "string" } }, required: ["city"] },
    effect: "read",
    isRepeatable: true,
    async run(given: unknown, _call: ToolRunContext) {
      running += 1;
      if (running === CITIES.length) everyoneIsHere.resolve();
      await everyoneIsHere.promise;
      const { city } = given as { city: string };
      return city === "Rome"
        ? { result: { city, sky: "clear" } }
        : { result: `no station in ${city}`, isError: true };
    },
  };
  return { name: "test", list: () => [{ tool }] };
}

describe.each(PROVIDER_KINDS)("a turn with $name that uses tools", (kind) => {
  it("runs two calls at once, returns both results to the provider, and ends with its answer", async () => {
    const toolCalls = CITIES.map((city) => ({ name: "city_weather", arguments: { city } }));
    const usage = { prompt_tokens: 5, completion_tokens: 3, input_tokens: 5, output_tokens: 3 };
    provider.on({ userMessage: "weather", hasToolResult: false }, { content: OPENING, toolCalls, usage });
    provider.on({ userMessage: "weather", hasToolResult: true }, { content: ANSWER, usage });
    const session = await sessionAt(kind, provider.url, { tools: [weatherSource()] });
    const written = new Map<string, string>();
    session.on("ToolCallChunkNotification", ({ toolCallId, chunk }) => {
      written.set(toolCallId, (written.get(toolCallId) ?? "") + chunk);
    });
    await session.send("weather, please").result;

    const { toolCalls: calls, messages, turns } = session.state;
    expect(turns).toMatchObject([
      {
        status: TurnStatus.Completed,
        stopReason: "stop",
        usage: { inputTokens: 10, outputTokens: 6, totalTokens: 16 },
      },
    ]);
    expect(messages.map(({ text }) => text)).toEqual(["weather, please", OPENING, ANSWER]);
    expect(calls).toMatchObject([
      {
        toolName: "city.weather",
        step: 1,
        effect: ToolEffect.Read,
        arguments: { city: "Rome" },
        result: { result: { city: "Rome", sky: "clear" }, isError: false },
      },
      { step: 1, arguments: { city: "Oslo" }, result: { result: "no station in Oslo", isError: true } },
    ]);

    const whole = [...written].map(([id, text]) => [id, JSON.parse(text)]);
    expect(whole).toEqual(calls.map((call) => [call.toolCallId, call.arguments]));
    expect(session.state.draftCalls).toEqual([]);

    const requests = provider.getRequests();
    expect(requests).toHaveLength(2);
    const sent = sentCalls(requests[1]!);
    expect(sent).toMatchObject(CITIES.map((city) => ({ name: "city_weather", arguments: { city } })));
    const ids = sent.map(({ id }) => id);
    expect(new Set(ids).size).toBe(2);
    expect(sentResults(requests[1]!)).toEqual([
      { id: ids[0], text: expect.stringContaining("clear") },
      { id: ids[1], text: expect.stringContaining("no station in Oslo") },
    ]);
  });

  it("reports what is wrong with arguments to the provider, which then asks again", async () => {
    provider.on(
      { userMessage: "weather", hasToolResult: false },
      { toolCalls: [{ name: "city_weather", arguments: { town: "Rome" } }] },
    );
    provider.on({ userMessage: "weather", toolResultContains: "city" }, { content: "I was wrong." });
    const session = await sessionAt(kind, provider.url, { tools: [weatherSource()] });
    await session.send("weather, please").result;
    expect(session.state.messages.at(-1)).toMatchObject({ text: "I was wrong.", isFinal: true });
    const requests = provider.getRequests();
    expect(sentResults(requests[1]!)).toMatchObject([
      { text: expect.stringMatching(/required property\W+city/) },
    ]);
  });
});
