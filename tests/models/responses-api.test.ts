import { createOpenAI } from "@ai-sdk/openai";
import { LLMock } from "@copilotkit/aimock";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Model, ModelMessage } from "../../packages/engine/src/model/model.ts";
import { createAiSdkModel } from "../../packages/engine/src/model/provider/ai-sdk-model.ts";
import { MODEL_PROVIDERS, usesResponsesApi } from "../../packages/engine/src/model/provider/providers.ts";
import { FRAMES } from "./frames.ts";
import { sentCalls, sentResults } from "./sent-tools.ts";
import { startSseServer } from "./sse-server.ts";
import { collect, PLANTED_KEY, textOf } from "./steps.ts";

const provider = new LLMock({ port: 0 });
const frames = FRAMES.responses;

beforeAll(async () => void (await provider.start()));
afterAll(() => provider.stop());
beforeEach(() => {
  provider.reset();
});

/**
 * The model that `openai:` names at OpenAI's own address, led to this machine: only there does it speak the
 * Responses API.
 */
function openResponsesModel(origin: string): Model {
  const openai = MODEL_PROVIDERS.find(({ name }) => name === "openai");
  return createAiSdkModel({
    id: "openai:gpt-test",
    source: {
      title: "OpenAI",
      modelName: "gpt-test",
      addressVariable: "OPENAI_BASE_URL",
      secrets: [PLANTED_KEY],
    },
    open: async () => createOpenAI({ baseURL: `${origin}/v1`, apiKey: PLANTED_KEY }).responses("gpt-test"),
    now: () => 0,
    ...openai?.adapt?.({ baseUrl: "https://api.openai.com/v1" }),
  });
}

describe("the Responses API", () => {
  it("is what OpenAI's own addresses get, and no other", () => {
    expect(["https://api.openai.com/v1", "https://eu.api.openai.com/v1"].every(usesResponsesApi)).toBe(true);
    expect(["http://127.0.0.1:1234/v1", "https://api.openai.com.example/v1"].some(usesResponsesApi)).toBe(
      false,
    );
  });

  it("streams an answer", async () => {
    provider.onMessage("hello", { content: "All of the answer." }, { chunkSize: 4 });
    const parts = await collect(openResponsesModel(provider.url), { system: "Be brief." });
    expect(textOf(parts)).toBe("All of the answer.");
    expect(parts.at(-1)).toMatchObject({
      type: "finish",
      reason: "stop",
      usage: { totalTokens: expect.any(Number) },
    });
    expect(provider.getLastRequest()?.path).toBe("/v1/responses");
    expect(JSON.stringify(provider.getLastRequest()?.body)).toContain("Be brief.");
  });

  it("asks the provider to keep nothing", async () => {
    let sent: unknown;
    await using server = await startSseServer(({ body, write, response }) => {
      sent = body;
      write(frames.begin + frames.delta("Yes.") + frames.end);
      response.end();
    });
    expect((await collect(openResponsesModel(server.origin))).at(-1)).toMatchObject({
      type: "finish",
      reason: "stop",
    });
    expect(sent).toMatchObject({ store: false, stream: true });
  });

  it("returns two tool calls with the provider's finish, which names no reason here, and answers from their results", async () => {
    const user: ModelMessage = { role: "user", text: "look up and down" };
    const places = ["sky", "sea"];
    const toolCalls = places.map((at) => ({ name: "look", arguments: { at }, id: `call_${at}` }));
    provider.on({ userMessage: "look", hasToolResult: false }, { toolCalls });
    provider.on({ userMessage: "look", hasToolResult: true }, { content: "All is blue." });
    const tools = [{ name: "look", description: "Looks.", inputSchema: { type: "object", properties: {} } }];
    const model = openResponsesModel(provider.url);
    const parts = await collect(model, { messages: [user], tools });
    expect(parts.slice(-3)).toMatchObject([
      ...places.map((at) => ({ type: "toolCall", call: { toolName: "look", arguments: { at } } })),
      { type: "finish", reason: "tool_calls" },
    ]);
    const calls = parts.flatMap((part) => (part.type === "toolCall" ? [part.call] : []));
    const results = calls.map(
      ({ toolCallId, toolName }): ModelMessage => ({
        role: "tool",
        toolCallId,
        toolName,
        result: `blue for ${toolCallId}`,
        isError: false,
      }),
    );
    const messages = [user, { role: "assistant", text: "", toolCalls: calls } as const, ...results];
    expect(textOf(await collect(model, { messages, tools }))).toBe("All is blue.");
    const request = provider.getLastRequest()!;
    expect(sentCalls(request).map(({ id }) => id)).toEqual(calls.map(({ toolCallId }) => toolCallId));
    expect(sentResults(request)).toEqual(
      calls.map(({ toolCallId }) => ({ id: toolCallId, text: `blue for ${toolCallId}` })),
    );
  });

  it("reports a cut answer, an unreadable chunk and an error inside the stream as faults", async () => {
    const cases = [
      [frames.begin + frames.delta("half"), "stream_cut"],
      [frames.begin + frames.delta("half") + frames.openToolCall, "stream_cut"],
      [`${frames.begin}${frames.delta("half")}data: {"broken\n\n${frames.end}`, "malformed_response"],
      [frames.begin + frames.delta("half") + frames.overloaded, "overloaded"],
    ] as const;
    for (const [text, code] of cases) {
      await using server = await startSseServer(({ write, response }) => {
        write(text);
        response.end();
      });
      const parts = await collect(openResponsesModel(server.origin));
      expect(textOf(parts)).toBe("half");
      expect(parts.at(-1)).toMatchObject({ type: "fault", fault: { code } });
    }
  });
});
