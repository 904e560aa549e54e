import { describe, expect, it } from "vitest";
import { PROVIDER_KINDS } from "../models/provider-kinds.ts";
import { ask } from "./support/answer.ts";
import { chunk, DONE, data, STOP, text } from "./support/chat-chunks.ts";

const HEAD = { id: "c", object: "chat.completion.chunk", created: 1, model: "m" };
const choice = (fields: object): string => data({ ...HEAD, choices: [{ index: 0, ...fields }] });
const HELLO = text("hello ") + text("world");

/** Streams whose answer is `hello world`, complete. */
const COMPLETE: readonly (readonly [string, string])[] = [
  ["choices that are null", text("hello ") + data({ ...HEAD, choices: null }) + text("world") + STOP],
  ["choices that are missing", text("hello ") + data(HEAD) + text("world") + STOP],
  ["choices that are empty", text("hello ") + data({ ...HEAD, choices: [] }) + text("world") + STOP],
  ["choices that are an object", data({ ...HEAD, choices: { delta: { content: "hello world" } } }) + STOP],
  ["a choice that is null", text("hello ") + data({ ...HEAD, choices: [null] }) + text("world") + STOP],
  [
    "a second choice",
    data({
      ...HEAD,
      choices: [
        { index: 0, delta: { content: "hello " } },
        { index: 1, delta: { content: "NO" } },
      ],
    }) +
      data({ ...HEAD, choices: [{ index: 1, delta: { content: "NO" }, finish_reason: "length" }] }) +
      data({
        ...HEAD,
        choices: [
          { index: 1, delta: { content: "NO" } },
          { index: 0, delta: { content: "world" } },
        ],
      }) +
      STOP,
  ],
  ["objects that say they are pings", data({ type: "ping" }) + HELLO + data({ type: "ping" }) + STOP],
  ["empty data", `data:\n\n${text("hello ")}data: \n\ndata\n\n${text("world")}${STOP}`],
  ["space after [DONE]", `${HELLO}${chunk({}, "stop")}data: [DONE]  \n\n`],
  ["no space before [DONE]", `${HELLO}${chunk({}, "stop")}data:[DONE]\n\n`],
  ["no [DONE]", HELLO + chunk({}, "stop")],
  ["more after [DONE]", `${HELLO}${STOP}${text("NO")}data: {"broken\n\n`],
  ["[DONE] without a reason", HELLO + data({ ...HEAD, choices: [], usage: null }) + DONE],
  [
    "a reason in every chunk",
    choice({ delta: { content: "hello " }, finish_reason: "" }) + text("world") + STOP,
  ],
  ["the word null as a reason", choice({ delta: { content: "hello world" }, finish_reason: "null" }) + STOP],
  ["text after the reason", text("hello ") + chunk({}, "stop") + text("world") + DONE],
  [
    "a message in the place of a delta",
    choice({ message: { role: "assistant", content: "hello world" }, finish_reason: "stop" }) + DONE,
  ],
  [
    "a message that repeats the deltas",
    HELLO +
      data({
        object: "chat.completion",
        choices: [{ message: { content: "hello world" }, finish_reason: "stop" }],
      }) +
      DONE,
  ],
  ["text in the place of a delta", choice({ text: "hello world", finish_reason: "stop" }) + DONE],
  ["a delta that is text", choice({ delta: "hello world" }) + STOP],
  ["a delta that is null", choice({ delta: null }) + HELLO + STOP],
  ["content that is null", chunk({ content: null }) + HELLO + STOP],
  [
    "content in parts",
    chunk({
      content: [
        { type: "text", text: "hello " },
        { type: "text", text: "world" },
      ],
    }) + STOP,
  ],
  ["content that is one part", chunk({ content: { type: "text", text: "hello world" } }) + STOP],
  [
    "a role that is no assistant's",
    chunk({ role: "model", content: "hello " }) + chunk({ role: null, content: "world" }) + STOP,
  ],
  [
    "ids, times and models of other types",
    data({
      id: 7,
      created: "2026-01-01",
      model: null,
      provider: 3,
      object: 5,
      choices: [{ index: "0", delta: { content: "hello world" } }],
    }) + STOP,
  ],
  [
    "usage as text",
    text("hello world") +
      data({
        ...HEAD,
        choices: [],
        usage: { prompt_tokens: "3", completion_tokens: "2", total_tokens: "5" },
      }) +
      STOP,
  ],
  ["usage that is a word", text("hello world") + data({ ...HEAD, choices: [], usage: "none" }) + STOP],
  ["usage in part", text("hello world") + data({ ...HEAD, choices: [], usage: { prompt_tokens: 3 } }) + STOP],
  [
    "usage details of other types",
    text("hello world") +
      data({
        ...HEAD,
        choices: [],
        usage: {
          prompt_tokens: 3,
          completion_tokens: 2,
          total_tokens: 5,
          prompt_tokens_details: { cached_tokens: "x" },
          completion_tokens_details: [],
        },
      }) +
      STOP,
  ],
  [
    "an error that is null",
    data({ ...HEAD, error: null, choices: [{ index: 0, delta: { content: "hello world" } }] }) + STOP,
  ],
  [
    "an error that is empty",
    data({ ...HEAD, error: {}, choices: [{ index: 0, delta: { content: "hello world" } }] }) + STOP,
  ],
  ["lines that are no fields", `<p>wait</p>\nkeep-alive\n${HELLO}\nok\n${STOP}`],
  ["data that is no JSON", `data: keep-alive\n\n${HELLO}data: <br>\n\n${STOP}`],
  ["comments, names, ids and retry times", `: hi\n\nretry: 5\nid: 1\nevent: message\n${HELLO}:\n\n${STOP}`],
  ["no empty lines between events", HELLO.replaceAll("\n\n", "\n") + STOP.replaceAll("\n\n", "\n")],
  ["lines that end with CR and LF", (HELLO + STOP).replaceAll("\n", "\r\n")],
  ["lines that end with CR", (HELLO + STOP).replaceAll("\n", "\r")],
  ["a byte order mark", `\uFEFF${HELLO}${STOP}`],
  ["no space after the colon", (HELLO + STOP).replaceAll("data: ", "data:")],
  ["no end of the last line", (HELLO + chunk({}, "stop")).trimEnd()],
  ["an event of several lines", HELLO + chunk({}, "stop").replace(/,/g, ",\ndata: ") + DONE],
  [
    "images, annotations and audio of any shape",
    chunk({ content: "hello world", images: "x", annotations: [{ type: "new" }], audio: 5 }) + STOP,
  ],
  [
    "tool calls that are empty or null",
    chunk({ content: "hello ", tool_calls: [] }) + chunk({ content: "world", tool_calls: null }) + STOP,
  ],
];

const WHOLE = {
  id: "c",
  object: "chat.completion",
  choices: [{ index: 0, message: { role: "assistant", content: "hello world" }, finish_reason: "stop" }],
};

describe.each(PROVIDER_KINDS.filter(({ dialect }) => dialect === "chat"))("a stream of $name", (kind) => {
  it.each(COMPLETE)("is complete with %s", async (_what, body) => {
    expect(await ask(kind, body)).toMatchObject({
      text: "hello world",
      thoughts: "",
      calls: [],
      end: "stop",
    });
  });

  it.each([
    ["JSON", JSON.stringify(WHOLE)],
    ["indented JSON", JSON.stringify(WHOLE, null, 2)],
    [
      "a list of chunks",
      `[${[HELLO, chunk({}, "stop")]
        .join("")
        .trim()
        .split("\n\n")
        .map((line) => line.slice(6))
        .join(",")}]`,
    ],
    ["a JSON value a line", (HELLO + STOP).replaceAll("data: ", "").replaceAll("\n\n", "\n")],
    [
      "lines of Ollama's own API",
      ["hello ", "world"]
        .map(
          (content) =>
            `${JSON.stringify({ model: "m", message: { role: "assistant", content }, done: false })}\n`,
        )
        .join("") +
        `${JSON.stringify({ model: "m", message: { role: "assistant", content: "" }, done: true, done_reason: "stop", prompt_eval_count: 3, eval_count: 2 })}\n`,
    ],
  ])("may be %s instead", async (_what, body) => {
    const headers = { "content-type": "application/json" };
    expect(await ask(kind, { body, headers })).toMatchObject({ text: "hello world", end: "stop" });
  });

  it.each([
    [
      "beside choices",
      data({
        ...HEAD,
        error: { code: 502, message: "Provider disconnected" },
        choices: [{ index: 0, delta: { content: "" }, finish_reason: "error" }],
      }) + DONE,
    ],
    [
      "beside a reason to stop",
      data({
        ...HEAD,
        error: { message: "gone" },
        choices: [{ index: 0, delta: {}, finish_reason: "stop" }],
      }) + DONE,
    ],
    ["as text", data({ error: "Provider disconnected" }) + STOP],
    ["as a list", data({ error: [{ message: "gone" }] }) + STOP],
    ["as an object of its own", data({ object: "error", message: "something broke", code: 500 }) + STOP],
    ["as an event of that name", `event: error\n${data({ message: "gone" })}${STOP}`],
    ["as words in an event of that name", `event: error\ndata: gone\n\n${STOP}`],
    ["as a bare line", `${JSON.stringify({ error: { message: "gone" } })}\n\n${STOP}`],
    ["as the reason of the end", chunk({}, "error") + DONE],
    ["as a reason of the network", chunk({}, "network_error") + DONE],
  ])("fails with an error %s, after the text that came", async (_what, end) => {
    const answer = await ask(kind, text("hello ") + end);
    expect(answer).toMatchObject({ text: "hello ", calls: [], end: "provider_error" });
  });

  it.each([
    ["a page", "<html><body>please wait</body></html>", "malformed_response"],
    ["words", "data: hello\n\ndata: world\n\n", "malformed_response"],
    ["pings only", data({ type: "ping" }).repeat(3), "malformed_response"],
    ["nothing but [DONE]", DONE, "stream_cut"],
    ["a text without an end", HELLO, "stream_cut"],
    ["an event that breaks off", HELLO + chunk({}, "stop").slice(0, 60), "stream_cut"],
  ])("is no answer when it is %s", async (_what, body, end) => {
    expect(await ask(kind, body)).toMatchObject({ calls: [], end });
  });
});
