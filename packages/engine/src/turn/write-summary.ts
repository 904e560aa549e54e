import { type CompactionReason, untilAborted } from "@aiwhisperer/protocol";
import type { Clock } from "../kit/clock.ts";
import { startDeadline } from "../kit/deadline.ts";
import type { Model, ModelMessage, ModelUsage } from "../model/model.ts";
import { toSoundPart } from "../model/sound-part.ts";
import type { SummaryQuestion } from "./turn-context.ts";
import { withoutToolCalls } from "./without-tool-calls.ts";

/** What a summary is written of. */
export interface SummaryRequest {
  readonly reason: CompactionReason;
  /** Asks the delegates; empty where the model is to write the summary. */
  readonly decide: (question: SummaryQuestion) => Promise<string>;
  readonly model: Model;
  /** Oldest first. */
  readonly messages: readonly ModelMessage[];
  /** What it is to keep, where a person has said so. */
  readonly instructions?: string | undefined;
  readonly signal: AbortSignal;
  readonly clock: Clock;
  /** Time for one answer. */
  readonly timeoutMs: number;
  readonly maxLength: number;
  /** Called with what a request has used. */
  readonly onUsage: (usage: ModelUsage) => void;
  /** Called with what a model has thrown. */
  readonly onError: (error: unknown) => void;
}

const SYSTEM =
  "You summarise a conversation between a person and an assistant, so that the assistant can continue from your summary alone. Keep what the person wants, decisions, facts, names, paths, numbers, the state of the work, and what is left to do. Leave out greetings and what no longer matters. Write plain text without a heading, at most a few hundred words.";

const ASK = "Summarise the conversation up to here.";

/** Characters of a tool's result that the summary is written from. */
const MAX_RESULT_LENGTH = 2_000;

/** How often a conversation that is still too long is halved. */
const MAX_TRIES = 4;

/**
 * The summary by a delegate, or by the model. For the model, calls of tools become text, and their long
 * results are shortened; a conversation that the provider refuses as too long loses its older half, again and
 * again. Where the model does not answer, the summary is the beginning of each message of the person.
 * Resolves with `undefined` when the signal aborts.
 */
export async function writeSummary(request: SummaryRequest): Promise<string | undefined> {
  const { reason, decide, messages, instructions, maxLength, signal } = request;
  const given = await decide({ reason, messages, ...(instructions === undefined ? {} : { instructions }) });
  if (signal.aborted) return undefined;
  return given.trim() === "" ? writeByModel(request) : cut(given, maxLength);
}

async function writeByModel(request: SummaryRequest): Promise<string | undefined> {
  // Some providers refuse calls where no tool is offered.
  let messages = withoutToolCalls(request.messages.map(shortened));
  for (let attempt = 1; attempt <= MAX_TRIES && messages.length > 0; attempt += 1) {
    const outcome = await ask(request, messages);
    if (request.signal.aborted) return undefined;
    if ("text" in outcome && outcome.text.trim() !== "") return cut(outcome.text.trim(), request.maxLength);
    if (!("isTooLong" in outcome) || !outcome.isTooLong) break;
    messages = halved(messages);
  }
  return cut(excerpts(request.messages), request.maxLength);
}

async function ask(
  { model, instructions, signal, clock, timeoutMs, maxLength, onUsage, onError }: SummaryRequest,
  messages: readonly ModelMessage[],
): Promise<{ readonly text: string } | { readonly isTooLong: boolean }> {
  const wish =
    instructions === undefined ? ASK : `${ASK} The person asks to keep in particular: ${instructions}`;
  const done = new AbortController();
  const deadline = startDeadline(clock, timeoutMs, [signal, done.signal]);
  const asked = [...messages, { role: "user", text: wish } as const];
  let text = "";
  try {
    const parts = model.stream({ system: SYSTEM, messages: asked, tools: [], signal: deadline.signal });
    const reader = parts[Symbol.asyncIterator]();
    for (;;) {
      const next = await untilAborted(deadline.signal, reader.next());
      if (next === undefined || next.done === true) break;
      const part = toSoundPart(next.value);
      // What follows is read for its end alone.
      if (part.type === "delta" && part.channel === "final" && text.length <= maxLength) text += part.text;
      if (part.type === "fault") return { isTooLong: part.fault.code === "context_too_long" };
      if (part.type === "finish") {
        onUsage(part.usage);
        return { text };
      }
    }
  } catch (error) {
    if (!deadline.signal.aborted) onError(error);
  } finally {
    deadline.end();
    done.abort();
  }
  return { isTooLong: false };
}

function shortened(message: ModelMessage): ModelMessage {
  if (message.role !== "tool") return message.role === "assistant" ? withoutState(message) : message;
  const text = typeof message.result === "string" ? message.result : JSON.stringify(message.result ?? null);
  return text.length <= MAX_RESULT_LENGTH ? message : { ...message, result: cut(text, MAX_RESULT_LENGTH) };
}

/** Thoughts and signatures belong to the conversation that they came in. */
function withoutState({ state: _, ...rest }: Extract<ModelMessage, { role: "assistant" }>): ModelMessage {
  return rest;
}

/** The newer half, from a message of the person on. */
function halved(messages: readonly ModelMessage[]): readonly ModelMessage[] {
  const half = messages.slice(Math.ceil(messages.length / 2));
  const first = half.findIndex(({ role }) => role === "user");
  return first === -1 ? [] : half.slice(first);
}

/** Characters of each message of the person, where no model writes the summary. */
const EXCERPT_LENGTH = 300;

function excerpts(messages: readonly ModelMessage[]): string {
  const said = messages.flatMap((message) =>
    message.role === "user" ? [`- ${cut(message.text, EXCERPT_LENGTH)}`] : [],
  );
  return ["The person has said, in this order:", ...said].join("\n");
}

/** The text, or its beginning and its end where it is too long. */
function cut(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text;
  const half = Math.floor((maxLength - 3) / 2);
  return `${text.slice(0, half)} … ${text.slice(text.length - half)}`.toWellFormed();
}
