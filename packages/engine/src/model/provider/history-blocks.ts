import type { ModelMessage, ModelToolCall, ProviderState } from "../model.ts";
import type { PromptRules } from "./prompt-rules.ts";
import { isBlank } from "./well-formed.ts";

/** A call and the text or value that came back. */
export interface AnsweredCall {
  readonly call: ModelToolCall;
  readonly result: unknown;
  readonly isError: boolean;
}

/** A user's text, or an answer with its calls and their results. */
export type HistoryBlock =
  | { readonly role: "user"; readonly text: string }
  | {
      readonly role: "assistant";
      readonly text: string;
      readonly calls: readonly AnsweredCall[];
      readonly state?: ProviderState;
    };

type GrowingBlock =
  | { readonly role: "user"; text: string }
  | { readonly role: "assistant"; text: string; calls: GrowingCall[]; state?: ProviderState | undefined };
type GrowingCall = {
  readonly call: ModelToolCall;
  result?: { readonly result: unknown; readonly isError: boolean };
};

const EMPTY_MESSAGE = "(empty message)";
const NO_ANSWER = "(no answer)";
const NO_RESULT = "(no result)";

/**
 * A history in the order that providers accept: a user's text first, users and answers by turns, and every
 * call with exactly one result. Texts of one side that follow each other are joined. An answer that shows
 * nothing and calls nothing is left out. Never empty.
 */
export function toHistoryBlocks(
  messages: readonly ModelMessage[],
  rules: PromptRules,
): readonly HistoryBlock[] {
  const blocks: GrowingBlock[] = [];
  for (const message of messages) addMessage(blocks, message, rules);
  if (blocks.length === 0) blocks.push({ role: "user", text: EMPTY_MESSAGE });
  trimLast(blocks);
  return blocks.map(toBlock);
}

function addMessage(blocks: GrowingBlock[], message: ModelMessage, rules: PromptRules): void {
  switch (message.role) {
    case "user":
      addUser(blocks, message.text, rules);
      return;
    case "assistant":
      addAnswer(blocks, message);
      return;
    case "tool":
      addResult(blocks, message);
  }
}

function addUser(blocks: GrowingBlock[], text: string, { answersResults }: PromptRules): void {
  const last = blocks.at(-1);
  const shown = isBlank(text) ? EMPTY_MESSAGE : text.toWellFormed();
  if (last?.role === "user") {
    last.text += `\n\n${shown}`;
    return;
  }
  if (answersResults && last !== undefined && last.calls.length > 0) {
    blocks.push({ role: "assistant", text: NO_ANSWER, calls: [] });
  }
  blocks.push({ role: "user", text: shown });
}

function addAnswer(blocks: GrowingBlock[], message: Extract<ModelMessage, { role: "assistant" }>): void {
  const text = isBlank(message.text) ? "" : message.text.toWellFormed();
  const calls = (message.toolCalls ?? []).map((call): GrowingCall => ({ call }));
  if (text === "" && calls.length === 0) return;
  const last = blocks.at(-1);
  if (last === undefined) blocks.push({ role: "user", text: EMPTY_MESSAGE });
  if (last?.role !== "assistant" || last.calls.length > 0) {
    blocks.push({ role: "assistant", text, calls, state: message.state });
    return;
  }
  last.text = [last.text, text].filter((each) => each !== "").join("\n\n");
  last.calls = calls;
  last.state = undefined;
}

/** A result without a call, or a second one, is left out. */
function addResult(blocks: GrowingBlock[], message: Extract<ModelMessage, { role: "tool" }>): void {
  const last = blocks.at(-1);
  if (last?.role !== "assistant") return;
  const open = last.calls.find(
    ({ call, result }) => call.toolCallId === message.toolCallId && result === undefined,
  );
  if (open !== undefined) open.result = { result: message.result, isError: message.isError };
}

/** Anthropic refuses white space at the end of an answer that ends the history. */
function trimLast(blocks: readonly GrowingBlock[]): void {
  const last = blocks.at(-1);
  if (last?.role === "assistant" && last.calls.length === 0) last.text = last.text.trimEnd();
}

function toBlock(block: GrowingBlock): HistoryBlock {
  if (block.role === "user") return block;
  const calls = block.calls.map(({ call, result }) => ({
    call,
    ...(result ?? { result: NO_RESULT, isError: true }),
  }));
  const { text, state } = block;
  return { role: "assistant", text, calls, ...(state === undefined ? {} : { state }) };
}
