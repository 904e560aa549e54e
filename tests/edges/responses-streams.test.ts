import { describe, expect, it } from "vitest";
import { type Answer, askModel } from "./support/answer.ts";
import { openResponsesModel } from "./support/responses-model.ts";

const event = (type: string, value: object): string =>
  `event: ${type}\ndata: ${JSON.stringify({ type, ...value })}\n\n`;
const BEGIN =
  event("response.created", { response: { id: "r", created_at: 1, model: "m" } }) +
  event("response.output_item.added", { output_index: 0, item: { type: "message", id: "i" } });
const say = (delta: unknown, place: object = { item_id: "i", output_index: 0, content_index: 0 }): string =>
  event("response.output_text.delta", { ...place, delta });
const DONE_ITEM = event("response.output_item.done", { output_index: 0, item: { type: "message", id: "i" } });
const completed = (response: object = { usage: { input_tokens: 1, output_tokens: 2 } }): string =>
  event("response.completed", { response });
const HELLO = BEGIN + say("hello ") + say("world") + DONE_ITEM;
const MESSAGE = {
  type: "message",
  id: "i",
  content: [{ type: "output_text", text: "hello world", annotations: [] }],
};

const COMPLETE: readonly (readonly [string, string])[] = [
  [
    "events that it does not know",
    event("vendor.news", {}) + HELLO + event("response.weather", { x: 1 }) + completed(),
  ],
  [
    "events of shapes that it does not know",
    HELLO +
      event("response.output_text.annotation.added", { annotation: 5 }) +
      event("response.created", {}) +
      completed(),
  ],
  [
    "items that it does not know",
    BEGIN +
      event("response.output_item.added", { output_index: 5, item: { type: "hologram" } }) +
      say("hello world") +
      event("response.output_item.done", { output_index: 5, item: { type: "hologram" } }) +
      completed(),
  ],
  ["no ids of items", BEGIN + say("hello ", {}) + say("world", { output_index: 0 }) + completed()],
  ["no start of its item", say("hello ") + say("world") + completed()],
  ["no response.created", HELLO.slice(HELLO.indexOf("event: response.output_item.added")) + completed()],
  [
    "its text at the end of its item only",
    event("response.output_item.done", { output_index: 0, item: MESSAGE }) + completed(),
  ],
  ["its text at the end of all only", completed({ output: [MESSAGE], usage: null })],
  ["usage of other types", HELLO + completed({ usage: { input_tokens: "1", output_tokens: null } })],
  ["usage as a word", HELLO + completed({ usage: "none" })],
  ["no response in its end", HELLO + event("response.completed", {})],
  ["[DONE] in the place of its end", `${HELLO}data: [DONE]\n\n`],
  ["more after its end", HELLO + completed() + say("NO")],
  ["an error that is null", HELLO + completed({ error: null })],
  ["types in `event:` lines only", (HELLO + completed()).replace(/"type":"response[\w.]+",?/g, "")],
  [
    "the whole response in one piece",
    JSON.stringify({ object: "response", id: "r", status: "completed", output: [MESSAGE] }, null, 1),
  ],
];

const ITEM = { type: "function_call", id: "f", call_id: "c", name: "look" };
const added = (item: object, output_index: unknown = 0): string =>
  event("response.output_item.added", { output_index, item });
const doneItem = (item: object, output_index: unknown = 0): string =>
  event("response.output_item.done", { output_index, item });
const piece = (delta: string, place: object = { item_id: "f", output_index: 0 }): string =>
  event("response.function_call_arguments.delta", { ...place, delta });
const AT_X = '{"at":"x"}';

const CALLS: readonly (readonly [string, string])[] = [
  [
    "all events",
    added({ ...ITEM, arguments: "" }) +
      piece('{"at":') +
      piece('"x"}') +
      doneItem({ ...ITEM, arguments: AT_X, status: "completed" }),
  ],
  [
    "a number for an id",
    added({ ...ITEM, call_id: 7, arguments: "" }) + doneItem({ ...ITEM, call_id: 7, arguments: AT_X }),
  ],
  [
    "no ids",
    added({ type: "function_call", name: "look" }) +
      piece(AT_X, {}) +
      doneItem({ type: "function_call", name: "look" }),
  ],
  ["arguments as an object", doneItem({ ...ITEM, arguments: { at: "x" } })],
  ["arguments in pieces only", added(ITEM) + piece(AT_X) + doneItem({ ...ITEM, arguments: "" })],
  [
    "arguments in their own end only",
    added(ITEM) +
      event("response.function_call_arguments.done", { item_id: "f", output_index: 0, arguments: AT_X }) +
      doneItem({ ...ITEM, arguments: null }),
  ],
  ["no end of its item", added(ITEM) + piece(AT_X)],
  ["no start of its item", doneItem({ ...ITEM, arguments: AT_X })],
];

const askFor = (body: string): Promise<Answer> => askModel(openResponsesModel, body);

describe("a stream of the Responses API", () => {
  it.each(COMPLETE)("is complete with %s", async (_what, body) => {
    expect(await askFor(body)).toMatchObject({ text: "hello world", calls: [], end: "stop" });
  });

  it.each(CALLS)("has one call with %s", async (_what, body) => {
    const answer = await askFor(body + completed());
    expect(answer).toMatchObject({ calls: [{ name: "look", arguments: { at: "x" } }], end: "tool_calls" });
    expect(answer.ids[0]).toMatch(/\S/);
  });

  it("has two calls where one position or one id is used twice", async () => {
    const first = added(ITEM) + piece(AT_X) + doneItem({ ...ITEM, arguments: AT_X });
    for (const call_id of ["c", "d"]) {
      const second = { ...ITEM, id: "g", call_id, arguments: '{"at":"y"}' };
      const answer = await askFor(first + added(second) + doneItem(second) + completed());
      expect(answer.calls.map(({ arguments: given }) => given)).toEqual([{ at: "x" }, { at: "y" }]);
      expect(new Set(answer.ids).size).toBe(2);
    }
  });

  it("has thoughts in summaries and in text, and keeps their encrypted form for the provider", async () => {
    const thought = { type: "reasoning", id: "t", encrypted_content: "SEALED", summary: [] };
    const body =
      added({ ...thought, encrypted_content: null }) +
      event("response.reasoning_summary_text.delta", {
        item_id: "t",
        output_index: 0,
        summary_index: 0,
        delta: "one ",
      }) +
      event("response.reasoning_text.delta", {
        item_id: "t",
        output_index: 0,
        content_index: 0,
        delta: "two",
      }) +
      doneItem(thought) +
      say("hello", { item_id: "i", output_index: 1 }) +
      completed();
    const answer = await askFor(body);
    expect(answer).toMatchObject({ text: "hello", thoughts: "one two", end: "stop" });
    expect(JSON.stringify(answer.parts.filter(({ type }) => type === "state"))).toContain("SEALED");
  });

  it.each([
    [
      "a limit",
      event("response.incomplete", { response: { incomplete_details: { reason: "max_output_tokens" } } }),
      "length",
    ],
    [
      "a filter",
      event("response.incomplete", { response: { incomplete_details: { reason: "content_filter" } } }),
      "content_filter",
    ],
    ["no reason", event("response.incomplete", { response: {} }), "length"],
  ])("ends as incomplete with %s", async (_what, end, reason) => {
    expect(await askFor(HELLO + end)).toMatchObject({ text: "hello world", end: reason });
  });

  it.each([
    [
      "a failed response",
      event("response.failed", { response: { error: { code: "server_error", message: "broken" } } }),
    ],
    ["a failed response that says nothing", event("response.failed", { response: {} })],
    ["a cancelled response", event("response.cancelled", { response: { status: "cancelled" } })],
    ["an error event", event("error", { message: "broken", code: null })],
    ["an error in an object", event("error", { error: { message: "broken" } })],
  ])("fails with %s", async (_what, end) => {
    expect(await askFor(BEGIN + say("hello ") + end)).toMatchObject({
      text: "hello ",
      calls: [],
      end: "provider_error",
    });
  });

  it("is no answer without its end", async () => {
    expect(await askFor(HELLO)).toMatchObject({ end: "stream_cut" });
    expect(await askFor("data: [DONE]\n\n")).toMatchObject({ end: "stream_cut" });
    expect(await askFor("<html></html>")).toMatchObject({ end: "malformed_response" });
  });
});
