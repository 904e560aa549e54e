import { CallText } from "../repair/call-text.ts";
import { type JsonObject, toArgumentsText, toId, toObject, toText } from "../repair/loose-json.ts";
import { NAMELESS_CALL } from "../repair/stream-repair.ts";

/** Kinds of content blocks that an answer can show, keep or run; tools that run at Anthropic are not used. */
const KINDS = ["text", "thinking", "redacted_thinking", "tool_use"] as const;
type Kind = (typeof KINDS)[number];

/** One content block of Anthropic's Messages API while it arrives. Its events have an index of our own. */
export class MessagesBlock {
  readonly kind: Kind;
  readonly #index: number;
  /** Arguments that came with the block's start: the real ones may follow. */
  #given = "";
  readonly #text = new CallText();

  constructor(kind: Kind, index: number) {
    this.kind = kind;
    this.#index = index;
  }

  /** The events that begin the block. `newId` makes an id for a call that has none of its own. */
  begin(block: JsonObject, toCallId: (given: string | undefined) => string): readonly JsonObject[] {
    switch (this.kind) {
      case "text":
        return [this.#start({ type: "text", text: "" }), ...this.#say("text_delta", "text", block.text)];
      case "thinking":
        return [
          this.#start({ type: "thinking", thinking: "" }),
          ...this.#say("thinking_delta", "thinking", block.thinking),
          ...this.#say("signature_delta", "signature", block.signature),
        ];
      case "redacted_thinking":
        return [this.#start({ type: "redacted_thinking", data: toText(block.data) })];
      case "tool_use": {
        const { input } = block;
        const given = toObject(input);
        const isEmpty = given !== undefined && Object.keys(given).length === 0;
        this.#given = isEmpty ? "" : toArgumentsText(input);
        const name = typeof block.name === "string" && block.name.trim() !== "" ? block.name : NAMELESS_CALL;
        return [this.#start({ type: "tool_use", id: toCallId(toId(block.id)), name, input: {} })];
      }
    }
  }

  /** The events of one delta; none for a delta that does not belong to this kind of block. */
  take(delta: JsonObject): readonly JsonObject[] {
    switch (this.kind) {
      case "text":
        return this.#say("text_delta", "text", delta.text);
      case "thinking":
        return [
          ...this.#say("thinking_delta", "thinking", delta.thinking),
          ...this.#say("signature_delta", "signature", delta.signature),
        ];
      case "redacted_thinking":
        return [];
      case "tool_use":
        return this.#say("input_json_delta", "partial_json", this.#addArguments(delta.partial_json));
    }
  }

  /** The events that end the block. */
  end(): readonly JsonObject[] {
    const given = this.kind === "tool_use" && this.#text.isBlank ? this.#given : "";
    return [
      ...this.#say("input_json_delta", "partial_json", given),
      { type: "content_block_stop", index: this.#index },
    ];
  }

  #addArguments(given: unknown): string {
    return this.#text.add(toArgumentsText(given));
  }

  #start(content_block: JsonObject): JsonObject {
    return { type: "content_block_start", index: this.#index, content_block };
  }

  #say(type: string, field: string, value: unknown): readonly JsonObject[] {
    const text = toText(value);
    if (text === "") return [];
    return [{ type: "content_block_delta", index: this.#index, delta: { type, [field]: text } }];
  }
}

/** The kind of a block by its type; `undefined` for a type that this product does not use. */
export function toBlockKind(type: unknown): Kind | undefined {
  return KINDS.find((kind) => kind === type);
}

/** The kind of block that a delta belongs to when no block was begun for it. */
export function kindOfDelta({ text, thinking }: JsonObject): Kind | undefined {
  if (typeof text === "string") return "text";
  return typeof thinking === "string" ? "thinking" : undefined;
}
