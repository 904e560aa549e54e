import type { Dialect } from "./provider-kinds.ts";

/** The Server-Sent Events of one streamed answer, piece by piece, as each API writes them. */
export interface Frames {
  readonly begin: string;
  readonly delta: (text: string) => string;
  readonly end: string;
  /** The first half of a tool call, its arguments open. */
  readonly openToolCall: string;
  /** More of the arguments of that call. */
  readonly toolCallDelta: (json: string) => string;
  /** An error inside the stream that says the provider is overloaded. */
  readonly overloaded: string;
}

const CHAT_HEAD = { id: "c1", object: "chat.completion.chunk", created: 1, model: "m" };

const chat: Frames = {
  begin: data({
    ...CHAT_HEAD,
    choices: [{ index: 0, delta: { role: "assistant", content: "" }, finish_reason: null }],
  }),
  delta: (text) =>
    data({ ...CHAT_HEAD, choices: [{ index: 0, delta: { content: text }, finish_reason: null }] }),
  end: `${data({ ...CHAT_HEAD, choices: [{ index: 0, delta: {}, finish_reason: "stop" }] })}data: [DONE]\n\n`,
  openToolCall: data({
    ...CHAT_HEAD,
    choices: [
      {
        index: 0,
        delta: {
          tool_calls: [
            { index: 0, id: "call_1", type: "function", function: { name: "look", arguments: '{"at": "s' } },
          ],
        },
        finish_reason: null,
      },
    ],
  }),
  toolCallDelta: (json) =>
    data({
      ...CHAT_HEAD,
      choices: [
        {
          index: 0,
          delta: { tool_calls: [{ index: 0, function: { arguments: json } }] },
          finish_reason: null,
        },
      ],
    }),
  overloaded: data({ error: { message: "Too many people ask", type: "overloaded_error", code: 503 } }),
};

const messages: Frames = {
  begin:
    event("message_start", {
      message: {
        id: "m1",
        type: "message",
        role: "assistant",
        model: "m",
        content: [],
        stop_reason: null,
        usage: { input_tokens: 1, output_tokens: 1 },
      },
    }) + event("content_block_start", { index: 0, content_block: { type: "text", text: "" } }),
  delta: (text) => event("content_block_delta", { index: 0, delta: { type: "text_delta", text } }),
  end:
    event("content_block_stop", { index: 0 }) +
    event("message_delta", {
      delta: { stop_reason: "end_turn", stop_sequence: null },
      usage: { output_tokens: 2 },
    }) +
    event("message_stop", {}),
  openToolCall:
    event("content_block_stop", { index: 0 }) +
    event("content_block_start", {
      index: 1,
      content_block: { type: "tool_use", id: "call_1", name: "look", input: {} },
    }) +
    event("content_block_delta", {
      index: 1,
      delta: { type: "input_json_delta", partial_json: '{"at": "s' },
    }),
  toolCallDelta: (json) =>
    event("content_block_delta", { index: 1, delta: { type: "input_json_delta", partial_json: json } }),
  overloaded: event("error", { error: { type: "overloaded_error", message: "Too many people ask" } }),
};

const responses: Frames = {
  begin:
    event("response.created", { response: { id: "r1", created_at: 1, model: "m" } }) +
    event("response.output_item.added", { output_index: 0, item: { type: "message", id: "i1" } }),
  delta: (text) =>
    event("response.output_text.delta", { item_id: "i1", output_index: 0, content_index: 0, delta: text }),
  end:
    event("response.output_item.done", { output_index: 0, item: { type: "message", id: "i1" } }) +
    event("response.completed", { response: { usage: { input_tokens: 1, output_tokens: 2 } } }),
  openToolCall:
    event("response.output_item.added", {
      output_index: 1,
      item: { type: "function_call", id: "f1", call_id: "call_1", name: "look", arguments: "" },
    }) +
    event("response.function_call_arguments.delta", { item_id: "f1", output_index: 1, delta: '{"at": "s' }),
  toolCallDelta: (json) =>
    event("response.function_call_arguments.delta", { item_id: "f1", output_index: 1, delta: json }),
  overloaded: event("error", {
    sequence_number: 1,
    code: "overloaded",
    message: "Too many people ask",
    param: null,
  }),
};

/** A piece of reasoning, as servers of the Chat Completions API write it. */
export function reasoningFrame(text: string): string {
  return data({ ...CHAT_HEAD, choices: [{ index: 0, delta: { reasoning: text }, finish_reason: null }] });
}

/** The frames of each API. */
export const FRAMES: { readonly [dialect in Dialect]: Frames } = { chat, messages, responses };

function data(value: object): string {
  return `data: ${JSON.stringify(value)}\n\n`;
}

function event(type: string, value: object): string {
  return `event: ${type}\ndata: ${JSON.stringify({ type, ...value })}\n\n`;
}
