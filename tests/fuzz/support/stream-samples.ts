import type { WireDialect } from "../../../packages/engine/src/model/provider/wire/provider-fetch.ts";
import type { Json } from "./mutate-json.ts";

type Stream = readonly Json[];

const HEAD = { id: "c", object: "chat.completion.chunk", created: 1, model: "m" };
const chunk = (delta: Json, finish_reason: Json = null): Json => ({
  ...HEAD,
  choices: [{ index: 0, delta, finish_reason }],
});
const call = (index: number, id: string, args: string): Json => ({
  index,
  id,
  type: "function",
  function: { name: "look", arguments: args },
});

const CHAT_TEXT: Stream = [
  chunk({ role: "assistant", content: "" }),
  chunk({ reasoning_content: "plan", reasoning: "plan" }),
  chunk({ content: "<think>more</think>hel" }),
  chunk({ content: "lo ä😀" }),
  chunk({}, "stop"),
  {
    ...HEAD,
    choices: [],
    usage: {
      prompt_tokens: 3,
      completion_tokens: 2,
      total_tokens: 5,
      prompt_tokens_details: { cached_tokens: 1 },
    },
  },
];
const CHAT_CALLS: Stream = [
  chunk({ content: "I look." }),
  chunk({ reasoning_details: [{ type: "reasoning.text", text: "plan", signature: "s" }] }),
  chunk({ tool_calls: [call(0, "a", '{"at":')] }),
  chunk({
    tool_calls: [
      { index: 0, function: { arguments: '"x"}' }, extra_content: { google: { thought_signature: "s" } } },
    ],
  }),
  chunk({ tool_calls: [call(1, "b", '{"at":"y"}'), call(0, "c", "")] }),
  chunk({}, "tool_calls"),
];
const CHAT_WHOLE: Stream = [
  {
    id: "c",
    object: "chat.completion",
    choices: [
      {
        index: 0,
        message: { role: "assistant", content: "hello", tool_calls: [call(0, "a", "{}")] },
        finish_reason: "tool_calls",
      },
    ],
    usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
  },
];

const MESSAGES: Stream = [
  {
    type: "message_start",
    message: {
      id: "m",
      type: "message",
      role: "assistant",
      model: "m",
      content: [],
      stop_reason: null,
      usage: { input_tokens: 1, output_tokens: 1 },
    },
  },
  { type: "content_block_start", index: 0, content_block: { type: "thinking", thinking: "", signature: "" } },
  { type: "content_block_delta", index: 0, delta: { type: "thinking_delta", thinking: "plan" } },
  { type: "content_block_delta", index: 0, delta: { type: "signature_delta", signature: "s" } },
  { type: "content_block_stop", index: 0 },
  { type: "ping" },
  { type: "content_block_start", index: 1, content_block: { type: "text", text: "" } },
  { type: "content_block_delta", index: 1, delta: { type: "text_delta", text: "hello" } },
  { type: "content_block_stop", index: 1 },
  {
    type: "content_block_start",
    index: 2,
    content_block: { type: "tool_use", id: "a", name: "look", input: {} },
  },
  { type: "content_block_delta", index: 2, delta: { type: "input_json_delta", partial_json: '{"at":"x"}' } },
  { type: "content_block_stop", index: 2 },
  {
    type: "message_delta",
    delta: { stop_reason: "tool_use", stop_sequence: null },
    usage: { output_tokens: 5 },
  },
  { type: "message_stop" },
];

const item = { type: "function_call", id: "f", call_id: "a", name: "look", arguments: "" };
const RESPONSES: Stream = [
  { type: "response.created", response: { id: "r", created_at: 1, model: "m" } },
  {
    type: "response.output_item.added",
    output_index: 0,
    item: { type: "reasoning", id: "t", encrypted_content: null },
  },
  {
    type: "response.reasoning_summary_text.delta",
    item_id: "t",
    output_index: 0,
    summary_index: 0,
    delta: "plan",
  },
  {
    type: "response.output_item.done",
    output_index: 0,
    item: { type: "reasoning", id: "t", encrypted_content: "s", summary: [] },
  },
  { type: "response.output_item.added", output_index: 1, item: { type: "message", id: "i" } },
  { type: "response.output_text.delta", item_id: "i", output_index: 1, content_index: 0, delta: "hello" },
  {
    type: "response.output_item.done",
    output_index: 1,
    item: { type: "message", id: "i", content: [{ type: "output_text", text: "hello" }] },
  },
  { type: "response.output_item.added", output_index: 2, item },
  { type: "response.function_call_arguments.delta", item_id: "f", output_index: 2, delta: '{"at":"x"}' },
  {
    type: "response.output_item.done",
    output_index: 2,
    item: { ...item, arguments: '{"at":"x"}', status: "completed" },
  },
  {
    type: "response.completed",
    response: { status: "completed", usage: { input_tokens: 1, output_tokens: 2 }, incomplete_details: null },
  },
];

/** Sound streams of each API, event by event. */
export const STREAMS: { readonly [dialect in WireDialect]: readonly [Stream, ...Stream[]] } = {
  chat: [CHAT_TEXT, CHAT_CALLS, CHAT_WHOLE],
  openrouter: [CHAT_TEXT, CHAT_CALLS, CHAT_WHOLE],
  messages: [MESSAGES],
  responses: [RESPONSES],
};
