import type { ModelMessage } from "../model/model.ts";
import type { SessionState, Step } from "../session/session-state.ts";

/** What a session tells its models before the conversation. */
export interface PromptParams {
  readonly context?: string;
  readonly language?: string;
}

/** The system prompt of a session; absent when the session says nothing. */
export function systemPrompt({ context, language }: PromptParams): string | undefined {
  const parts = [
    context ?? "",
    language === undefined
      ? ""
      : `Answer in the language with the BCP 47 tag "${language}" unless asked otherwise.`,
  ].filter((part) => part !== "");
  return parts.length === 0 ? undefined : parts.join("\n\n");
}

/**
 * The conversation as a model gets it: every turn that has begun, oldest first, each with its message, what was answered, and its tool calls with
 * their results. Messages that still wait, or were taken back, are left out; an answer that was cut short counts with the part that
 * was shown.
 */
export function conversation(state: SessionState): readonly ModelMessage[] {
  const messages: ModelMessage[] = [];
  for (const turn of state.started) {
    messages.push({ role: "user", text: turn.message });
    for (const step of turn.steps) messages.push(...stepMessages(step));
  }
  return messages;
}

/** A call without a result is left out: models refuse a history in which one is missing. */
function stepMessages({ answer, calls }: Step): readonly ModelMessage[] {
  const text = answer?.text ?? "";
  const resolved = calls.filter(({ result }) => result !== undefined);
  if (resolved.length === 0) return text === "" ? [] : [{ role: "assistant", text }];
  const toolCalls = resolved.map(({ toolCallId, toolName, arguments: args }) => ({
    toolCallId,
    toolName,
    arguments: args,
  }));
  const results = resolved.map(
    ({ toolCallId, toolName, result }): ModelMessage => ({
      role: "tool",
      toolCallId,
      toolName,
      result: result?.result,
      isError: result?.isError ?? false,
    }),
  );
  return [{ role: "assistant", text, toolCalls }, ...results];
}
