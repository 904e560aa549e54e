import type { Dialect } from "../../models/provider-kinds.ts";

/** A call as a provider sends it: its arguments are a text that may be anything. */
export interface SentCall {
  readonly name: string;
  readonly arguments: string;
  readonly id?: string;
}

/** An answer to stream. */
export interface SentAnswer {
  readonly text?: string;
  readonly calls?: readonly SentCall[];
  /** How it ends. Default: as its content demands. */
  readonly end?: "length" | "content_filter" | "refusal";
}

/** The Server-Sent Events of an answer in a provider's own words. */
export function encodeAnswer(dialect: Dialect, answer: SentAnswer): string {
  return { chat: encodeChat, messages: encodeMessages, responses: encodeResponses }[dialect](answer);
}

function encodeChat({ text = "", calls = [], end }: SentAnswer): string {
  const chunk = (delta: object, reason: string | null = null): string =>
    data({
      id: "c1",
      object: "chat.completion.chunk",
      created: 1,
      model: "m",
      choices: [{ index: 0, delta, finish_reason: reason }],
    });
  const sent = calls.map((call, index) =>
    chunk({
      tool_calls: [
        {
          index,
          id: idOf(call, index),
          type: "function",
          function: { name: call.name, arguments: call.arguments },
        },
      ],
    }),
  );
  const said = text === "" ? "" : chunk({ content: text });
  const finish = end ?? (calls.length > 0 ? "tool_calls" : "stop");
  return `${chunk({ role: "assistant", content: "" })}${said}${sent.join("")}${chunk({}, finish)}data: [DONE]\n\n`;
}

function encodeMessages({ text = "", calls = [], end }: SentAnswer): string {
  const usage = { input_tokens: 1, output_tokens: 1 };
  const message = {
    id: "m1",
    type: "message",
    role: "assistant",
    model: "m",
    content: [],
    stop_reason: null,
    usage,
  };
  const block = (index: number, content: object, delta: object): string =>
    event("content_block_start", { index, content_block: content }) +
    event("content_block_delta", { index, delta }) +
    event("content_block_stop", { index });
  const said = text === "" ? "" : block(0, { type: "text", text: "" }, { type: "text_delta", text });
  const sent = calls.map((call, index) =>
    block(
      index + 1,
      { type: "tool_use", id: idOf(call, index), name: call.name, input: {} },
      { type: "input_json_delta", partial_json: call.arguments },
    ),
  );
  const reasons = { length: "max_tokens", content_filter: "refusal", refusal: "refusal" };
  const reason = end === undefined ? (calls.length > 0 ? "tool_use" : "end_turn") : reasons[end];
  return (
    event("message_start", { message }) +
    said +
    sent.join("") +
    event("message_delta", {
      delta: { stop_reason: reason, stop_sequence: null },
      usage: { output_tokens: 2 },
    }) +
    event("message_stop", {})
  );
}

function encodeResponses({ text = "", calls = [], end }: SentAnswer): string {
  const item = (index: number, added: object, deltas: string): string =>
    event("response.output_item.added", { output_index: index, item: added }) +
    deltas +
    event("response.output_item.done", { output_index: index, item: { ...added, status: "completed" } });
  const said =
    text === ""
      ? ""
      : item(
          0,
          { type: "message", id: "i1" },
          event("response.output_text.delta", {
            item_id: "i1",
            output_index: 0,
            content_index: 0,
            delta: text,
          }),
        );
  const sent = calls.map((call, index) =>
    item(
      index + 1,
      {
        type: "function_call",
        id: `f${index}`,
        call_id: idOf(call, index),
        name: call.name,
        arguments: call.arguments,
      },
      "",
    ),
  );
  const reasons = {
    length: "max_output_tokens",
    content_filter: "content_filter",
    refusal: "content_filter",
  };
  const usage = { input_tokens: 1, output_tokens: 2 };
  const finished =
    end === undefined
      ? event("response.completed", { response: { usage } })
      : event("response.incomplete", { response: { usage, incomplete_details: { reason: reasons[end] } } });
  const created = event("response.created", { response: { id: "r1", created_at: 1, model: "m" } });
  return created + said + sent.join("") + finished;
}

function idOf({ id }: SentCall, index: number): string {
  return id ?? `call_${index}`;
}

function data(value: object): string {
  return `data: ${JSON.stringify(value)}\n\n`;
}

function event(type: string, value: object): string {
  return `event: ${type}\ndata: ${JSON.stringify({ type, ...value })}\n\n`;
}
