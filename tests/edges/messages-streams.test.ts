import { describe, expect, it } from "vitest";
import { PROVIDER_KINDS } from "../models/provider-kinds.ts";
import { type Answer, ask } from "./support/answer.ts";

const kind = PROVIDER_KINDS.find(({ name }) => name === "anthropic");
if (kind === undefined) throw new Error("there is no anthropic");

const event = (type: string, value: object): string =>
  `event: ${type}\ndata: ${JSON.stringify({ type, ...value })}\n\n`;
const bare = (type: string, value: object): string => `data: ${JSON.stringify({ type, ...value })}\n\n`;
const START = event("message_start", {
  message: {
    id: "m",
    type: "message",
    role: "assistant",
    model: "m",
    content: [],
    stop_reason: null,
    usage: { input_tokens: 5, output_tokens: 1 },
  },
});
const begin = (content_block: object, index: unknown = 0): string =>
  event("content_block_start", { index, content_block });
const delta = (fields: object, index: unknown = 0): string =>
  event("content_block_delta", { index, delta: fields });
const stop = (index: unknown = 0): string => event("content_block_stop", { index });
const say = (text: string): string => delta({ type: "text_delta", text });
const TEXT = begin({ type: "text", text: "" });
const ending = (stop_reason: unknown): string =>
  event("message_delta", { delta: { stop_reason, stop_sequence: null }, usage: { output_tokens: 2 } });
const STOP = event("message_stop", {});
const END = ending("end_turn") + STOP;
const HELLO = TEXT + say("hello ") + say("world") + stop();

const COMPLETE: readonly (readonly [string, string])[] = [
  [
    "events that it does not know",
    START + event("vendor_news", { x: 1 }) + HELLO + event("message_note", {}) + END,
  ],
  [
    "blocks that it does not know",
    START +
      begin({ type: "hologram", data: [] }, 1) +
      delta({ type: "hologram_delta", x: 1 }, 1) +
      stop(1) +
      HELLO +
      END,
  ],
  [
    "blocks of tools that run elsewhere",
    START +
      begin({ type: "server_tool_use", id: 3 }, 1) +
      delta({ type: "input_json_delta", partial_json: "{" }, 1) +
      stop(1) +
      HELLO +
      END,
  ],
  [
    "deltas that it does not know",
    START +
      TEXT +
      delta({ type: "citations_delta", citation: {} }) +
      delta({ type: "new_delta" }) +
      say("hello world") +
      stop() +
      END,
  ],
  [
    "text in the start of its block",
    START + begin({ type: "text", text: "hello " }) + say("world") + stop() + END,
  ],
  ["all text in the start of its block", START + begin({ type: "text", text: "hello world" }) + stop() + END],
  [
    "no `event:` lines",
    START.replace(/event: .*\n/, "") + HELLO.replace(/event: .*\n/g, "") + END.replace(/event: .*\n/g, ""),
  ],
  ["types in `event:` lines only", (START + HELLO + END).replace(/"type":"(?:message|content)_\w+",?/g, "")],
  [
    "no usage",
    START.replace(/,"usage":\{[^}]*\}/, "") +
      HELLO +
      event("message_delta", { delta: { stop_reason: "end_turn" } }) +
      STOP,
  ],
  [
    "usage of other types",
    START.replace('"input_tokens":5', '"input_tokens":"5"') +
      HELLO +
      event("message_delta", {
        delta: { stop_reason: "end_turn" },
        usage: { output_tokens: null, input_tokens: "x" },
      }) +
      STOP,
  ],
  [
    "usage that is null",
    START.replace(/"usage":\{[^}]*\}/, '"usage":null') +
      HELLO +
      event("message_delta", { delta: { stop_reason: "end_turn" }, usage: null }) +
      STOP,
  ],
  ["no message_start", HELLO + END],
  ["a second message_start", START + START.replace('"m"', '"other"') + HELLO + END],
  [
    "a message_start of other types",
    event("message_start", { message: { id: 7, model: null, content: null } }) + HELLO + END,
  ],
  ["no start of its block", START + say("hello ") + say("world") + END],
  ["no end of its block", START + TEXT + say("hello world") + END],
  ["no message_stop", START + HELLO + ending("end_turn")],
  ["no reason", START + HELLO + event("message_delta", { delta: {}, usage: { output_tokens: 2 } }) + STOP],
  ["a reason that a later event lacks", START + HELLO + ending("end_turn") + ending(null) + STOP],
  ["no message_delta", START + HELLO + STOP],
  ["[DONE] in the place of message_stop", `${START}${HELLO}${ending("end_turn")}data: [DONE]\n\n`],
  ["[DONE] after message_stop, and more", `${START}${HELLO}${END}data: [DONE]\n\n${TEXT}${say("NO")}`],
  [
    "indexes as text or missing",
    START +
      begin({ type: "text", text: "" }, "0") +
      delta({ type: "text_delta", text: "hello " }, "0") +
      delta({ type: "text_delta", text: "world" }, undefined) +
      stop(undefined) +
      END,
  ],
  ["the same index twice", START + TEXT + say("hello ") + stop() + TEXT + say("world") + stop() + END],
  [
    "deltas without a type",
    START + TEXT + delta({ text: "hello " }) + delta({ text: "world" }) + stop() + END,
  ],
  [
    "an error that is null",
    START +
      bare("content_block_start", {
        index: 0,
        error: null,
        content_block: { type: "text", text: "hello world" },
      }) +
      END,
  ],
  ["comments, words and pings", `: hi\n\n${START}data: wait\n\n${event("ping", {})}${HELLO}${END}`],
  [
    "its message in one piece",
    JSON.stringify(
      {
        type: "message",
        id: "m",
        role: "assistant",
        content: [{ type: "text", text: "hello world" }],
        stop_reason: "end_turn",
        usage: { input_tokens: 1, output_tokens: 2 },
      },
      null,
      2,
    ),
  ],
];

const tool = (fields: object): string => begin({ type: "tool_use", name: "look", input: {}, ...fields }, 1);
const json = (partial_json: unknown): string => delta({ type: "input_json_delta", partial_json }, 1);
const CALL_END = ending("tool_use") + STOP;

const CALLS: readonly (readonly [string, string])[] = [
  ["a number for an id", tool({ id: 5 }) + json('{"at":"x"}') + stop(1)],
  ["no id", tool({}) + json('{"at":"x"}') + stop(1)],
  ["its input in the start of its block", tool({ id: "a", input: { at: "x" } }) + stop(1)],
  [
    "its input in the start and in deltas",
    tool({ id: "a", input: { at: "x" } }) + json('{"at":') + json('"x"}') + stop(1),
  ],
  ["its input as text", tool({ id: "a", input: '{"at":"x"}' }) + stop(1)],
  ["a delta that is an object", tool({ id: "a", input: null }) + json({ at: "x" }) + stop(1)],
  ["no end of its block", tool({ id: "a" }) + json('{"at":"x"}')],
  ["its input repeated", tool({ id: "a" }) + json('{"at":"x"}') + json('{"at":"x"}') + stop(1)],
];

const askFor = (body: string): Promise<Answer> => ask(kind, body);

describe("a stream of Anthropic", () => {
  it.each(COMPLETE)("is complete with %s", async (_what, body) => {
    expect(await askFor(body)).toMatchObject({ text: "hello world", thoughts: "", calls: [], end: "stop" });
  });

  it.each(CALLS)("has one call with %s", async (_what, body) => {
    const answer = await askFor(START + body + CALL_END);
    expect(answer).toMatchObject({ calls: [{ name: "look", arguments: { at: "x" } }], end: "tool_calls" });
    expect(answer.ids[0]).toMatch(/\S/);
  });

  it("has two calls where one index or one id is used twice", async () => {
    const first = tool({ id: "a" }) + json('{"at":"x"}');
    for (const second of [tool({ id: "b" }), tool({ id: "a" })]) {
      const answer = await askFor(START + first + second + json('{"at":"y"}') + CALL_END);
      expect(answer.calls.map(({ arguments: given }) => given)).toEqual([{ at: "x" }, { at: "y" }]);
      expect(new Set(answer.ids).size).toBe(2);
    }
  });

  it("has an empty object for arguments that never come", async () => {
    expect((await askFor(START + tool({ id: "a", input: undefined }) + stop(1) + CALL_END)).calls).toEqual([
      { name: "look", arguments: {} },
    ]);
  });

  it("has thoughts, with their signature kept for the provider", async () => {
    const thought =
      begin({ type: "thinking", thinking: "se", signature: "" }) +
      delta({ type: "thinking_delta", thinking: "cret" }) +
      delta({ type: "signature_delta", signature: "SIGNED" }) +
      stop();
    const answer = await askFor(START + thought + begin({ type: "text", text: "hello" }, 1) + stop(1) + END);
    expect(answer).toMatchObject({ text: "hello", thoughts: "secret", end: "stop" });
    expect(JSON.stringify(answer.parts.filter(({ type }) => type === "state"))).toContain("SIGNED");
  });

  it.each([
    ["an error event", event("error", { error: { type: "api_error", message: "broken" } })],
    ["an error as text", bare("error", { error: "broken" })],
    [
      "an error beside a delta",
      event("content_block_delta", {
        index: 0,
        delta: { type: "text_delta", text: "" },
        error: { message: "broken" },
      }),
    ],
    ["an error without `error`", bare("error", { message: "broken" })],
  ])("fails with %s, after the text that came", async (_what, error) => {
    const answer = await askFor(START + TEXT + say("hello ") + error + stop() + END);
    expect(answer).toMatchObject({ text: "hello ", end: "provider_error" });
  });

  it.each([
    ["without its end", START + HELLO, "stream_cut"],
    ["without anything but its end", STOP, "stream_cut"],
    ["that is a page", "<html></html>", "malformed_response"],
  ])("is no answer %s", async (_what, body, end) => {
    expect(await askFor(body)).toMatchObject({ calls: [], end });
  });
});
