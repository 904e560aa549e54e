import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type {
  ModelMessage,
  ModelTool,
  ModelToolCall,
  ProviderState,
} from "../../packages/engine/src/model/model.ts";
import { compatibleRules } from "../../packages/engine/src/model/provider/prompt-rules.ts";
import { toSdkCall } from "../../packages/engine/src/model/provider/step-prompt.ts";
import { createToolNames } from "../../packages/engine/src/model/provider/tool-names.ts";
import { startSseServer } from "../models/sse-server.ts";
import { collect } from "../models/steps.ts";
import { encodeAnswer } from "./support/provider-answers.ts";
import { STRICT_KINDS } from "./support/strict-kinds.ts";

const RUNS = Number(process.env.PROVIDER_HISTORIES ?? 150);
/** Blank, broken and ordinary texts. */
const text = fc.oneof(
  fc.constantFrom(
    "",
    " ",
    "\n\n",
    "\u0085\t",
    "\u001c",
    "\u3000",
    "\ufeff",
    "plain",
    "ends with space \n",
    "(no output)",
  ),
  fc.constantFrom("\ud83d", "\udbff\ud83d tail", "whole \u{1f600}", "\\ud800 as an escape", "\0"),
  fc.string({ unit: "binary", maxLength: 20 }),
);
const json = fc.oneof(
  fc.jsonValue({ stringUnit: "binary", maxDepth: 3 }),
  text,
  fc.dictionary(text, text),
  fc.constantFrom(
    undefined,
    null,
    [],
    {},
    0,
    false,
    { "\ud800": ["\udfff"] },
    JSON.parse(`${"[".repeat(3000)}${"]".repeat(3000)}`),
  ),
);
const callId = fc.oneof(
  fc.constantFrom("", "a", "abcdefgh1", "call 1", "é", "x".repeat(200), "\ud800"),
  fc.uuid(),
);
const toolName = fc.oneof(
  fc.constantFrom(
    "look",
    "city.weather",
    "constructor",
    "__proto__",
    "2fa",
    "-",
    "",
    "ä b",
    "n".repeat(90),
    "\ud83d",
  ),
  text,
);
const call: fc.Arbitrary<ModelToolCall> = fc.record({ toolCallId: callId, toolName, arguments: json });
const state: fc.Arbitrary<(source: string) => ProviderState> = fc
  .record({
    isOwn: fc.boolean(),
    data: fc.oneof(
      json,
      fc.record({
        parts: fc.array(
          fc.oneof(
            fc.record({ type: fc.constant("text"), length: fc.nat(8) }),
            fc.record({ type: fc.constant("thought"), text }),
            fc.record({
              type: fc.constant("call"),
              id: fc.constantFrom("abcdefgh1", "call12345", "q w", ""),
            }),
          ),
          { maxLength: 5 },
        ),
      }),
    ),
  })
  .map(({ isOwn, data }) => (source) => ({ source: isOwn ? source : "other:model", data }));
type Entry = (source: string) => ModelMessage;
const entry: fc.Arbitrary<readonly Entry[]> = fc.oneof(
  text.map((said): Entry[] => [() => ({ role: "user", text: said })]),
  fc
    .record({ said: text, kept: fc.option(state, { nil: undefined }) })
    .map(({ said, kept }): Entry[] => [
      (source) => ({ role: "assistant", text: said, ...(kept === undefined ? {} : { state: kept(source) }) }),
    ]),
  fc
    .record({
      said: text,
      calls: fc.array(call, { maxLength: 4 }),
      results: fc.array(fc.record({ of: fc.nat(4), result: json, isError: fc.boolean() }), { maxLength: 6 }),
      kept: fc.option(state, { nil: undefined }),
    })
    .map(({ said, calls, results, kept }): Entry[] => [
      (source) => ({
        role: "assistant",
        text: said,
        toolCalls: calls,
        ...(kept === undefined ? {} : { state: kept(source) }),
      }),
      ...results.map(({ of, result, isError }) => (): ModelMessage => {
        const { toolCallId = "of no call", toolName: name = "look" } = calls[of] ?? {};
        return { role: "tool", toolCallId, toolName: name, result, isError };
      }),
    ]),
);
const schema = fc.constantFrom<object>(
  {},
  { type: "object" },
  { type: null, properties: null, required: null, description: "\ud800" },
  { type: "array", items: {} },
  { anyOf: [{ properties: { a: { type: "string" } }, required: ["a"] }, { properties: { b: {} } }] },
  { allOf: [{ properties: { a: true }, required: ["a", 3] }], not: {}, enum: [1] },
  { $ref: "#/$defs/Top", $defs: { Top: { type: "object", properties: { deep: { type: "number" } } } } },
  { $ref: "#/nowhere" },
  {
    type: "object",
    properties: { "with space": {}, "\ud83d": { title: null }, ok: null },
    required: ["with space", "ok"],
  },
);
const tool: fc.Arbitrary<ModelTool> = fc.record({
  name: toolName,
  description: fc.oneof(text, fc.constantFrom("long ".repeat(800), `${"x".repeat(1_022)}\u{1f600}`)),
  inputSchema: schema,
});
const step = fc.record({
  system: fc.option(text, { nil: undefined }),
  history: fc.array(entry, { maxLength: 8 }),
  tools: fc.array(tool, { maxLength: 4 }),
});

// fast-check prints the seed and the shrunk history of a failure.
describe.each(STRICT_KINDS)("whatever a history holds, a request to $name", (kind) => {
  it("is one that the provider documents as valid", async () => {
    let violations: readonly string[] = ["no request came"];
    await using server = await startSseServer(({ body, write, response }) => {
      violations = kind.check(body);
      write(encodeAnswer(kind.dialect, { text: "fine" }));
      response.end();
    });
    const model = kind.open(server.origin);
    const property = fc.asyncProperty(step, async ({ system, history, tools }) => {
      violations = ["no request came"];
      const messages = history.flat().map((make) => make(model.id));
      const parts = await collect(model, { messages, tools, ...(system === undefined ? {} : { system }) });
      expect(violations).toEqual([]);
      expect(parts.at(-1)).toMatchObject({ type: "finish", reason: "stop" });
    });
    await fc.assert(property, { numRuns: RUNS });
  }, 120_000);

  it("begins with what the request before it had, byte for byte, when results are added", async () => {
    const bodies: { readonly messages?: readonly unknown[]; readonly input?: readonly unknown[] }[] = [];
    await using server = await startSseServer(({ body, write, response }) => {
      bodies.push(body as (typeof bodies)[number]);
      write(encodeAnswer(kind.dialect, { text: "fine" }));
      response.end();
    });
    const model = kind.open(server.origin);
    const calls = (toolCallId: string): ModelMessage[] => [
      {
        role: "assistant",
        text: "I look.",
        toolCalls: [{ toolCallId, toolName: "look", arguments: { at: "x" } }],
      },
      { role: "tool", toolCallId, toolName: "look", result: "seen", isError: false },
    ];
    const begun: readonly ModelMessage[] = [{ role: "user", text: "go" }, ...calls("one")];
    await collect(model, { messages: begun });
    await collect(model, { messages: [...begun, ...calls("two")] });
    const [first, second] = bodies.map(({ messages, input }) =>
      (messages ?? input ?? []).map((each) => JSON.stringify(each)),
    );
    expect(second?.slice(0, first?.length)).toEqual(first);
    expect(second?.length).toBeGreaterThan(first?.length ?? 0);
  });
});

describe("a request", () => {
  const sent = (messages: readonly ModelMessage[], baseUrl = "http://127.0.0.1") =>
    toSdkCall(
      { messages, tools: [], signal: new AbortController().signal },
      { source: "compatible:x", rules: compatibleRules(baseUrl), names: createToolNames([]) },
      new AbortController().signal,
    ).prompt;
  const user = (said: string): ModelMessage => ({ role: "user", text: said });
  const call = { toolCallId: "1", toolName: "look", arguments: {} };

  it("joins messages of the user whose turns were cancelled before anything was answered", () => {
    expect(sent([user("first"), { role: "assistant", text: "\n\n" }, user("second")])).toEqual([
      { role: "user", content: [{ type: "text", text: "first\n\nsecond" }] },
    ]);
  });

  it("says that there was no answer where a turn ended after a tool's result", () => {
    const prompt = sent([
      user("go"),
      { role: "assistant", text: " ", toolCalls: [call] },
      { role: "tool", ...call, result: " \n", isError: false },
      user("and now?"),
    ]);
    expect(prompt).toMatchObject([
      { role: "user" },
      { role: "assistant", content: [{ type: "tool-call" }] },
      { role: "tool", content: [{ output: { type: "text", value: "(no output)" } }] },
      { role: "assistant", content: [{ type: "text", text: "(no answer)" }] },
      { role: "user" },
    ]);
  });

  it("has the field for thoughts with every tool call where the host demands it, and nowhere else", () => {
    const messages: readonly ModelMessage[] = [
      user("go"),
      { role: "assistant", text: "", toolCalls: [call] },
      { role: "tool", ...call, result: "seen", isError: false },
    ];
    const thoughts = { providerOptions: { openaiCompatible: { reasoning_content: " " } } };
    for (const host of ["api.deepseek.com", "api.moonshot.ai"]) {
      expect(sent(messages, `https://${host}/v1`)[1]).toMatchObject(thoughts);
    }
    expect(sent(messages)[1]).not.toHaveProperty("providerOptions");
  });
});
