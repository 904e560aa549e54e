import type { Dialect } from "../../models/provider-kinds.ts";
import { fieldsOf, listOf } from "./request-checks.ts";

/** A text that may be in requests to its provider and nowhere else. */
export const PLANTED_STATE = "planted-state-c2lnbmF0dXJl";

/** The thought of the streams, which people see. */
export const THOUGHT = "I look there.";

/**
 * An answer that thinks and calls `look`, in a provider's words, and where its next request has to have the
 * thought and the state.
 */
export interface ThoughtStream {
  readonly what: string;
  readonly model: string;
  readonly dialect: Dialect;
  readonly frames: string;
  /** Whether the stream brings text that people see. */
  readonly isShown: boolean;
  /** What of a request's body is the answer, and what that has to match. */
  readonly sentBack: (body: unknown) => unknown;
  readonly expected: unknown;
}

const ARGUMENTS = '{"at": "x"}';

function chat(...deltas: readonly object[]): string {
  const frame = (choice: object) =>
    `data: ${JSON.stringify({ id: "c1", object: "chat.completion.chunk", created: 1, model: "m", choices: [{ index: 0, ...choice }] })}\n\n`;
  const sent = deltas.map((delta) => frame({ delta, finish_reason: null })).join("");
  return `${sent}${frame({ delta: {}, finish_reason: "tool_calls" })}data: [DONE]\n\n`;
}

function events(...sent: readonly { readonly type: string; readonly [field: string]: unknown }[]): string {
  return sent.map((value) => `event: ${value.type}\ndata: ${JSON.stringify(value)}\n\n`).join("");
}

const LOOK = { index: 0, id: "call_a1", type: "function", function: { name: "look", arguments: ARGUMENTS } };
const assistantOf = (body: unknown) =>
  listOf(fieldsOf(body).messages).find(({ role }) => role === "assistant");

function compatible(what: string, field: string, model: string): ThoughtStream {
  return {
    what,
    model,
    dialect: "chat",
    isShown: true,
    frames: chat({ [field]: "I look " }, { [field]: "there." }, { tool_calls: [LOOK] }),
    sentBack: assistantOf,
    expected: { role: "assistant", [field]: THOUGHT, tool_calls: [{ function: { name: "look" } }] },
  };
}

const anthropicStart = {
  type: "message_start",
  message: {
    id: "m1",
    type: "message",
    role: "assistant",
    model: "m",
    content: [],
    stop_reason: null,
    usage: { input_tokens: 1, output_tokens: 1 },
  },
};

const anthropicEnd = [
  {
    type: "message_delta",
    delta: { stop_reason: "tool_use", stop_sequence: null },
    usage: { output_tokens: 2 },
  },
  { type: "message_stop" },
];

function anthropic(): ThoughtStream {
  const block = (index: number, content_block: object, ...deltas: readonly object[]) => [
    { type: "content_block_start", index, content_block },
    ...deltas.map((delta) => ({ type: "content_block_delta", index, delta })),
    { type: "content_block_stop", index },
  ];
  return {
    what: "thinking with a signature, redacted thinking and text between them",
    model: "anthropic:claude-test",
    dialect: "messages",
    isShown: true,
    frames: events(
      anthropicStart,
      ...block(
        0,
        { type: "thinking", thinking: "", signature: "" },
        { type: "thinking_delta", thinking: THOUGHT },
        { type: "signature_delta", signature: PLANTED_STATE },
      ),
      ...block(1, { type: "text", text: "" }, { type: "text_delta", text: "Well," }),
      ...block(2, { type: "redacted_thinking", data: `${PLANTED_STATE}-2` }),
      ...block(3, { type: "text", text: "" }, { type: "text_delta", text: "\n\n" }),
      ...block(
        4,
        { type: "tool_use", id: "toolu_1", name: "look", input: {} },
        { type: "input_json_delta", partial_json: ARGUMENTS },
      ),
      ...anthropicEnd,
    ),
    sentBack: (body) => assistantOf(body)?.content,
    expected: [
      { type: "thinking", thinking: THOUGHT, signature: PLANTED_STATE },
      { type: "text", text: "Well," },
      { type: "redacted_thinking", data: `${PLANTED_STATE}-2` },
      { type: "tool_use", id: "toolu_1", name: "look", input: { at: "x" } },
    ],
  };
}

/** The streams of the providers that can be led to this machine by their variables. */
export const THOUGHT_STREAMS: readonly ThoughtStream[] = [
  compatible("reasoning_content", "reasoning_content", "compatible:local-test"),
  compatible("the field reasoning", "reasoning", "ollama:llama-test:3b"),
  {
    what: "a thought signature of Gemini",
    model: "compatible:local-test",
    dialect: "chat",
    isShown: false,
    frames: chat({
      tool_calls: [{ ...LOOK, extra_content: { google: { thought_signature: PLANTED_STATE } } }],
    }),
    sentBack: assistantOf,
    expected: {
      tool_calls: [{ id: "call_a1", extra_content: { google: { thought_signature: PLANTED_STATE } } }],
    },
  },
  {
    what: "reasoning_details",
    model: "openrouter:maker/model-test",
    dialect: "chat",
    isShown: true,
    frames: chat(
      {
        reasoning: THOUGHT,
        reasoning_details: [
          {
            type: "reasoning.text",
            text: THOUGHT,
            signature: PLANTED_STATE,
            format: "anthropic-claude-v1",
            index: 0,
          },
        ],
      },
      {
        reasoning_details: [
          {
            type: "reasoning.encrypted",
            data: `${PLANTED_STATE}-2`,
            id: "call_a1",
            format: "google-gemini-v1",
            index: 1,
          },
        ],
      },
      { tool_calls: [LOOK] },
    ),
    sentBack: assistantOf,
    expected: {
      reasoning_details: [
        { type: "reasoning.text", text: THOUGHT, signature: PLANTED_STATE },
        { type: "reasoning.encrypted", data: `${PLANTED_STATE}-2`, id: "call_a1" },
      ],
      tool_calls: [{ id: "call_a1" }],
    },
  },
  anthropic(),
];

/** The stream of OpenAI's Responses API, which only its own address speaks. */
export const RESPONSES_STREAM: Pick<ThoughtStream, "frames" | "sentBack" | "expected"> = {
  frames: events(
    { type: "response.created", response: { id: "r1", created_at: 1, model: "m" } },
    {
      type: "response.output_item.added",
      output_index: 0,
      item: { type: "reasoning", id: "rs_1", encrypted_content: null },
    },
    { type: "response.reasoning_summary_part.added", item_id: "rs_1", output_index: 0, summary_index: 0 },
    {
      type: "response.reasoning_summary_text.delta",
      item_id: "rs_1",
      output_index: 0,
      summary_index: 0,
      delta: THOUGHT,
    },
    {
      type: "response.output_item.done",
      output_index: 0,
      item: {
        type: "reasoning",
        id: "rs_1",
        encrypted_content: PLANTED_STATE,
        summary: [{ type: "summary_text", text: THOUGHT }],
      },
    },
    {
      type: "response.output_item.added",
      output_index: 1,
      item: { type: "function_call", id: "fc_1", call_id: "call_a1", name: "look", arguments: "" },
    },
    {
      type: "response.output_item.done",
      output_index: 1,
      item: {
        type: "function_call",
        id: "fc_1",
        call_id: "call_a1",
        name: "look",
        arguments: ARGUMENTS,
        status: "completed",
      },
    },
    { type: "response.completed", response: { usage: { input_tokens: 1, output_tokens: 2 } } },
  ),
  sentBack: (body) =>
    listOf(fieldsOf(body).input).filter(({ type }) => type === "reasoning" || type === "function_call"),
  expected: [
    { type: "reasoning", encrypted_content: PLANTED_STATE, summary: [{ text: THOUGHT }] },
    { type: "function_call", call_id: "call_a1", name: "look" },
  ],
};
