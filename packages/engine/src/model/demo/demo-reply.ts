import type { ModelFault, ModelToolCall, StepRequest } from "../model.ts";

/** A tool call before it has an id. */
export type DemoCall = Omit<ModelToolCall, "toolCallId">;

/** What the demonstration model is going to do with a step. */
export interface DemoReply {
  /** Said on channel Analysis, before the text. */
  readonly thought?: string;
  /** The answer, Markdown. Consumed as it is spoken, so a long one need not exist as a whole. */
  readonly text: string | Iterable<string>;
  /** How many times longer than usual each pause is. Default 1. */
  readonly slowness?: number;
  /** Tools to call together once the text is said; the step then ends with reason `tool_calls`. */
  readonly calls?: readonly DemoCall[];
  /** Ends the step instead of a finish, as a provider's fault would. */
  readonly fault?: ModelFault;
}

/** A kind of request that the demonstration model understands. */
export interface DemoIntent {
  /** What to type, for the answer to `help`; absent for what need not be advertised. */
  readonly usage?: string;
  /** What it does, for the same answer. */
  readonly purpose?: string;
  /** Tried on the newest message without its politeness: no "please", no "can you". */
  readonly pattern: RegExp;
  readonly reply: (match: RegExpExecArray, request: StepRequest) => DemoReply;
}

/** The newest message of the person, as written; empty when there is none. */
export function newestMessage(request: StepRequest): string {
  return request.messages.findLast((message) => message.role === "user")?.text ?? "";
}

/** Messages of the person before the newest one, oldest first. */
export function earlierMessages(request: StepRequest): readonly string[] {
  return request.messages
    .filter((message) => message.role === "user")
    .map((message) => message.text)
    .slice(0, -1);
}

/** Text as a Markdown quotation, cut at `maxLength` UTF-16 units with an ellipsis. */
export function quote(text: string, maxLength: number): string {
  const shown = text.length <= maxLength ? text : `${text.slice(0, maxLength).toWellFormed()}…`;
  return shown
    .split("\n")
    .map((line) => `> ${line}`)
    .join("\n");
}

/** A count with its noun: "1 word", "2 words". */
export function countOf(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

/** Number of words, as people count them. */
export function countWords(text: string): number {
  return text.match(/\S+/g)?.length ?? 0;
}
