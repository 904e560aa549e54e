import { CallText } from "../repair/call-text.ts";
import { type JsonObject, toArgumentsText, toId, toText } from "../repair/loose-json.ts";
import { NAMELESS_CALL } from "../repair/stream-repair.ts";

/** Kinds of output items that an answer can show, keep or run; tools that run at OpenAI are not used. */
const KINDS = ["message", "reasoning", "function_call"] as const;
type Kind = (typeof KINDS)[number];

/** One output item of the Responses API while it arrives. Its events have a position of our own. */
export class ResponsesItem {
  readonly kind: Kind;
  readonly id: string;
  readonly #position: number;
  readonly #callId: string;
  #name: string | undefined;
  #text = "";
  readonly #scan = new CallText();
  /** Whether text of it has been passed on, so that the item's end repeats it. */
  #hasSaid = false;
  #lastSummary = 0;

  constructor(kind: Kind, position: number, ids: { readonly id: string; readonly callId: string }) {
    this.kind = kind;
    this.#position = position;
    this.id = ids.id;
    this.#callId = ids.callId;
  }

  /** The event that begins the item. */
  begin(item: JsonObject): readonly JsonObject[] {
    this.#takeName(item.name);
    if (this.kind === "function_call") this.addArguments(item.arguments);
    return [this.#event("response.output_item.added", this.#describe(item, ""))];
  }

  /** The events of a piece of text or of a refusal. */
  say(type: "response.output_text.delta" | "response.refusal.delta", given: unknown): readonly JsonObject[] {
    const delta = toText(given);
    if (delta === "" || this.kind !== "message") return [];
    this.#hasSaid = true;
    return [{ type, item_id: this.id, output_index: this.#position, content_index: 0, delta }];
  }

  /** The events of a piece of a thought. */
  think(given: unknown, summary: number): readonly JsonObject[] {
    const delta = toText(given);
    if (delta === "" || this.kind !== "reasoning") return [];
    this.#hasSaid = true;
    const place = { item_id: this.id, output_index: this.#position, summary_index: summary };
    const isNext = summary > this.#lastSummary;
    this.#lastSummary = Math.max(summary, this.#lastSummary);
    return [
      ...(isNext ? [{ type: "response.reasoning_summary_part.added", ...place }] : []),
      { type: "response.reasoning_summary_text.delta", ...place, delta },
    ];
  }

  /** Adds a piece of a call's arguments. Returns the event that carries it. */
  addArguments(given: unknown): readonly JsonObject[] {
    const delta = this.#scan.add(toArgumentsText(given));
    if (delta === "" || this.kind !== "function_call") return [];
    this.#text += delta;
    const type = "response.function_call_arguments.delta";
    return [{ type, item_id: this.id, output_index: this.#position, delta }];
  }

  /** The arguments as the server repeats them whole. */
  setArguments(given: unknown): void {
    const text = toArgumentsText(given);
    if (this.kind === "function_call" && text.trim() !== "") this.#text = text;
  }

  /** The events that end the item: what only its end says, and the end. */
  end(item: JsonObject): readonly JsonObject[] {
    const said = this.#hasSaid ? [] : this.#sayWhole(item);
    if (this.kind === "function_call") {
      this.#takeName(item.name);
      this.setArguments(item.arguments);
    }
    const text = this.#text.trim() === "" ? "{}" : this.#text;
    return [...said, this.#event("response.output_item.done", this.#describe(item, text))];
  }

  #sayWhole({ content, summary }: JsonObject): readonly JsonObject[] {
    const parts = (Array.isArray(content) ? content : [content]) as readonly JsonObject[];
    if (this.kind === "message") {
      return parts.flatMap((part) => [
        ...this.say("response.output_text.delta", part),
        ...this.say("response.refusal.delta", part?.refusal),
      ]);
    }
    const summaries = Array.isArray(summary) && summary.length > 0 ? summary : parts;
    return this.kind === "reasoning" ? summaries.flatMap((part, index) => this.think(part, index)) : [];
  }

  #takeName(name: unknown): void {
    if (typeof name === "string" && name.trim() !== "") this.#name ??= name;
  }

  #event(type: string, item: JsonObject): JsonObject {
    return { type, output_index: this.#position, item };
  }

  #describe(item: JsonObject, text: string): JsonObject {
    const { id, kind: type } = this;
    switch (type) {
      case "message":
        return { type, id };
      case "reasoning":
        return { type, id, encrypted_content: toId(item.encrypted_content) ?? null };
      case "function_call": {
        const name = this.#name ?? NAMELESS_CALL;
        return { type, id, call_id: this.#callId, name, arguments: text, status: "completed" };
      }
    }
  }
}

/** The kind of an item by its type; `undefined` for a type that this product does not use. */
export function toItemKind(type: unknown): Kind | undefined {
  return KINDS.find((kind) => kind === type);
}
