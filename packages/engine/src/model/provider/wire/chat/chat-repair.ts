import {
  type JsonObject,
  toId,
  toIndex,
  toNumber,
  toObject,
  toObjects,
  toReason,
  without,
} from "../repair/loose-json.ts";
import {
  type StreamRepair,
  UnreadableEvent,
  type WireError,
  type WireLimits,
} from "../repair/stream-repair.ts";
import { readWireError } from "../repair/wire-error.ts";
import { ChatCalls, type ChatRepairOptions } from "./chat-calls.ts";
import { type ChatDelta, readChatDelta } from "./chat-delta.ts";
import { ollamaUsage, repairChatUsage } from "./chat-usage.ts";

/** Fields of a chunk that this reader writes itself. */
const CHUNK_FIELDS = ["id", "model", "created", "provider", "choices", "usage", "error", "message"];
const CHOICE_FIELDS = ["index", "delta", "message", "text", "content", "finish_reason", "logprobs"];

/** Where servers put what a choice says. */
const SOURCES = ["delta", "message", "text", "content"] as const;

/**
 * How much of the answer's beginning is remembered, to find it again in a message that repeats the whole
 * answer.
 */
const REMEMBERED = 65_536;

/**
 * Repairs the stream of one answer of OpenAI's Chat Completions API, as OpenAI and very many others send it.
 */
export class ChatRepair implements StreamRepair {
  isOver = false;
  readonly #isOpenRouter: boolean;
  readonly #calls: ChatCalls;
  #reason: string | undefined;
  #hasChoice = false;
  #hasRefusal = false;
  #beginning = "";
  #length = 0;

  constructor(limits: WireLimits, options: ChatRepairOptions) {
    this.#isOpenRouter = options.isOpenRouter;
    this.#calls = new ChatCalls(limits.maxCallsLength, options);
  }

  get hasReason(): boolean {
    return this.#reason !== undefined;
  }

  take(event: JsonObject, name: string | undefined): readonly JsonObject[] | undefined {
    const choices = readChoices(event);
    const error = readWireError(event, name) ?? readChoiceError(choices);
    const usage = repairChatUsage(event.usage ?? ollamaUsage(event), this.#isOpenRouter);
    if (choices.length === 0 && usage === undefined && error === undefined) {
      return Array.isArray(event.choices) ? [] : undefined;
    }
    const chunks = choices.map((choice) => this.#takeChoice(event, choice, error !== undefined));
    if (error !== undefined) return [...chunks, this.#failWith(error)];
    if (usage !== undefined) chunks.push({ ...headOf(event), choices: [], usage });
    // Ollama's own API has no `[DONE]`.
    if (event.done === true) this.isOver = true;
    return chunks;
  }

  finish(): readonly JsonObject[] {
    this.isOver = true;
    if (this.#reason !== undefined || !this.#hasChoice) return [];
    return [this.#endWith(this.#calls.isEmpty ? "stop" : "tool_calls")];
  }

  end(): readonly JsonObject[] {
    this.isOver = true;
    return [];
  }

  fail(error: WireError): JsonObject {
    return { error };
  }

  #failWith(error: WireError): JsonObject {
    this.isOver = true;
    return this.fail(error);
  }

  #takeChoice(event: JsonObject, choice: JsonObject, isFailing: boolean): JsonObject {
    this.#hasChoice = true;
    const source = SOURCES.find((field) => isFilled(choice[field]));
    const given = readChatDelta(source === undefined ? undefined : choice[source]);
    const reason = toReason(choice.finish_reason);
    const isWhole = source === "message" && (event.object === "chat.completion" || reason !== undefined);
    const delta = isWhole ? this.#withoutRepeated(given) : given;
    this.#remember(delta.content);
    this.#hasRefusal ||= delta.refusal !== "";
    const entries = [...this.#calls.take(delta.toolCalls)];
    if (reason !== undefined && !isFailing) {
      this.#reason = reason;
      entries.push(...this.#calls.close());
    }
    return {
      ...headOf(event),
      choices: [
        {
          ...without(choice, CHOICE_FIELDS),
          index: 0,
          delta: this.#writeDelta(delta, entries),
          finish_reason: isFailing || reason === undefined ? null : this.#endReason(reason),
        },
      ],
    };
  }

  /** A server says of a refusal that the answer stopped by itself. */
  #endReason(reason: string): string {
    return this.#hasRefusal && reason === "stop" ? "refusal" : reason;
  }

  #endWith(reason: string): JsonObject {
    this.#reason = reason;
    const delta = this.#writeDelta(readChatDelta(undefined), this.#calls.close());
    return { choices: [{ index: 0, delta, finish_reason: this.#endReason(reason) }] };
  }

  #writeDelta(delta: ChatDelta, entries: readonly JsonObject[]): JsonObject {
    const { content, refusal, thoughts, hasForeignThoughts, more } = delta;
    const text = content + refusal;
    const thought = thoughts.reasoning_content ?? thoughts.reasoning;
    return {
      ...more,
      role: "assistant",
      ...thoughts,
      ...(this.#isOpenRouter && thought !== undefined ? { reasoning: thought } : {}),
      ...(hasForeignThoughts ? { thought_field: "" } : {}),
      ...(text === "" ? {} : { content: text }),
      ...(entries.length === 0 ? {} : { tool_calls: entries }),
    };
  }

  /** A whole message after deltas repeats what they said: only the rest of it is new. */
  #withoutRepeated(delta: ChatDelta): ChatDelta {
    const isRepeated = this.#length > 0 && delta.content.startsWith(this.#beginning);
    return isRepeated ? { ...delta, content: delta.content.slice(this.#length) } : delta;
  }

  #remember(content: string): void {
    this.#length += content.length;
    if (this.#beginning.length < REMEMBERED) this.#beginning += content;
  }
}

function isFilled(value: unknown): boolean {
  return typeof value === "string" ? value !== "" : Object.keys(toObject(value) ?? {}).length > 0;
}

/** The choices of the answer that was asked for: the first one. Later ones are alternatives to it. */
function readChoices(event: JsonObject): readonly JsonObject[] {
  const { choices } = event;
  if (choices === undefined || choices === null) return readOllama(event);
  if (typeof choices !== "object") throw new UnreadableEvent();
  return toObjects(choices).filter(({ index }) => (toIndex(index) ?? 0) === 0);
}

/** OpenRouter names an error of the model's host inside the choice. */
function readChoiceError(choices: readonly JsonObject[]): WireError | undefined {
  return choices.map(({ error }) => readWireError({ error }, undefined)).find((error) => error !== undefined);
}

/** A line of Ollama's own API. */
function readOllama({ message, done, done_reason }: JsonObject): readonly JsonObject[] {
  if (toObject(message) === undefined || typeof done !== "boolean") return [];
  return [{ delta: message, ...(done ? { finish_reason: toReason(done_reason) ?? "stop" } : {}) }];
}

function headOf(event: JsonObject): { [name: string]: unknown } {
  const id = toId(event.id);
  const created = toNumber(event.created);
  return {
    ...without(event, CHUNK_FIELDS),
    ...(id === undefined ? {} : { id }),
    ...(created === undefined ? {} : { created }),
    ...(typeof event.model === "string" ? { model: event.model } : {}),
    ...(typeof event.provider === "string" ? { provider: event.provider } : {}),
  };
}
