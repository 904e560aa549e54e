import type { ModelMessage } from "../model/model.ts";

/**
 * The conversation for a model that takes no tools: calls become text of the answer that made them, and the
 * results of one step become one user message.
 */
export function withoutToolCalls(messages: readonly ModelMessage[]): readonly ModelMessage[] {
  const plain: ModelMessage[] = [];
  let isAfterResult = false;
  for (const message of messages) {
    const last = plain.at(-1);
    if (message.role !== "tool") plain.push(message.role === "assistant" ? toPlainAnswer(message) : message);
    else if (isAfterResult && last?.role === "user") {
      plain.splice(-1, 1, { role: "user", text: `${last.text}\n\n${toText(message)}` });
    } else plain.push({ role: "user", text: toText(message) });
    isAfterResult = message.role === "tool";
  }
  return plain;
}

function toPlainAnswer({ text, toolCalls = [] }: Extract<ModelMessage, { role: "assistant" }>): ModelMessage {
  const calls = toolCalls.map((call) => `[Called the tool ${call.toolName} with ${toJson(call.arguments)}]`);
  return { role: "assistant", text: [text, ...calls].filter((part) => part !== "").join("\n\n") };
}

function toText({ toolName, result, isError }: Extract<ModelMessage, { role: "tool" }>): string {
  const text = typeof result === "string" ? result : toJson(result);
  return `[${isError ? "Error" : "Result"} of the tool ${toolName}]\n${text}`;
}

function toJson(value: unknown): string {
  return JSON.stringify(value) ?? "null";
}
