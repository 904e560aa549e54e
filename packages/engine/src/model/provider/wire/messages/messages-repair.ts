import {
  type JsonObject,
  pickNumbers,
  toArgumentsText,
  toId,
  toIndex,
  toObject,
  toObjects,
  toReason,
} from "../repair/loose-json.ts";
import {
  CALL_LENGTH,
  CallsLength,
  type StreamRepair,
  type WireError,
  type WireLimits,
} from "../repair/stream-repair.ts";
import { readWireError } from "../repair/wire-error.ts";
import { kindOfDelta, MessagesBlock, toBlockKind } from "./messages-block.ts";

/**
 * Repairs the stream of one answer of Anthropic's Messages API. Events and blocks that it does not know are
 * left out.
 */
export class MessagesRepair implements StreamRepair {
  isOver = false;
  readonly #length: CallsLength;
  readonly #newId: () => string;
  /** Open blocks by the index that the server assigns; `undefined` for a block that is left out. */
  readonly #open = new Map<number, MessagesBlock | undefined>();
  readonly #callIds = new Set<string>();
  #blockCount = 0;
  /** The index that the last event named: an event without an index continues that block. */
  #lastIndex = 0;
  #hasBegun = false;
  #reason: string | undefined;

  constructor(limits: WireLimits, newId: () => string) {
    this.#length = new CallsLength(limits.maxCallsLength);
    this.#newId = newId;
  }

  get hasReason(): boolean {
    return this.#reason !== undefined;
  }

  take(event: JsonObject, name: string | undefined): readonly JsonObject[] | undefined {
    const error = readWireError(event, name);
    if (error !== undefined) {
      this.isOver = true;
      return [this.fail(error)];
    }
    switch (typeof event.type === "string" ? event.type : name) {
      case "ping":
        return [{ type: "ping" }];
      case "message_start":
        return this.#begin(toObject(event.message) ?? {});
      case "message":
        return this.#takeWhole(event);
      case "content_block_start":
        return this.#beginBlock(event.index, toObject(event.content_block) ?? {});
      case "content_block_delta":
        return this.#takeDelta(event.index, toObject(event.delta) ?? {});
      case "content_block_stop":
        return this.#endBlock(toIndex(event.index) ?? this.#lastIndex);
      case "message_delta":
        return this.#takeEnding(toObject(event.delta) ?? {}, event.usage);
      case "message_stop":
        return this.finish();
      default:
        return undefined;
    }
  }

  finish(): readonly JsonObject[] {
    this.isOver = true;
    if (!this.#hasBegun) return [];
    const reason = this.#callIds.size > 0 ? "tool_use" : "end_turn";
    const ending = this.#reason === undefined ? this.#takeEnding({ stop_reason: reason }, undefined) : [];
    return [...ending, { type: "message_stop" }];
  }

  end(): readonly JsonObject[] {
    return this.#reason === undefined ? [] : this.finish();
  }

  fail(error: WireError): JsonObject {
    const { type, ...more } = error;
    return { type: "error", error: { ...more, type: typeof type === "string" ? type : "api_error" } };
  }

  #begin(message: JsonObject): readonly JsonObject[] {
    if (this.#hasBegun) return [];
    this.#hasBegun = true;
    const { id, model, stop_reason } = message;
    const start = {
      type: "message_start",
      message: {
        id: toId(id) ?? null,
        type: "message",
        role: "assistant",
        model: typeof model === "string" ? model : null,
        content: [],
        stop_reason: null,
        usage: { input_tokens: 0, ...pickNumbers(message.usage) },
      },
    };
    const blocks = toObjects(message.content ?? []).flatMap((block) => this.#takeBlock(block));
    const reason = toReason(stop_reason);
    return [
      start,
      ...blocks,
      ...(reason === undefined ? [] : this.#takeEnding({ stop_reason: reason }, message.usage)),
    ];
  }

  /** An answer that came in one piece. */
  #takeWhole(message: JsonObject): readonly JsonObject[] {
    return [...this.#begin(message), ...this.finish()];
  }

  #takeBlock(block: JsonObject): readonly JsonObject[] {
    const index = this.#lastIndex + 1;
    return [...this.#beginBlock(index, block), ...this.#endBlock(index)];
  }

  #beginBlock(given: unknown, block: JsonObject): readonly JsonObject[] {
    const begun = this.#begin({});
    const index = toIndex(given) ?? this.#lastIndex + 1;
    this.#lastIndex = index;
    const ended = this.#open.has(index) ? this.#endBlock(index) : [];
    this.#length.add(CALL_LENGTH);
    const kind = toBlockKind(block.type);
    if (kind === undefined) {
      this.#open.set(index, undefined);
      return [...begun, ...ended];
    }
    const created = new MessagesBlock(kind, this.#blockCount);
    this.#blockCount += 1;
    this.#open.set(index, created);
    if (kind === "tool_use") this.#length.add(toArgumentsText(block.input).length);
    return [...begun, ...ended, ...created.begin(block, (id) => this.#toCallId(id))];
  }

  #takeDelta(given: unknown, delta: JsonObject): readonly JsonObject[] {
    const index = toIndex(given) ?? this.#lastIndex;
    const begun = this.#open.has(index) ? [] : this.#beginBlock(index, { type: kindOfDelta(delta) });
    if (typeof delta.partial_json === "string") this.#length.add(delta.partial_json.length);
    return [...begun, ...(this.#open.get(index)?.take(delta) ?? [])];
  }

  #endBlock(index: number): readonly JsonObject[] {
    const block = this.#open.get(index);
    this.#open.delete(index);
    return block?.end() ?? [];
  }

  /** Some servers send no end of a block; the message's end is one. */
  #takeEnding(delta: JsonObject, usage: unknown): readonly JsonObject[] {
    const begun = this.#begin({});
    this.#reason = toReason(delta.stop_reason) ?? this.#reason;
    const ended =
      this.#reason === undefined ? [] : [...this.#open.keys()].flatMap((index) => this.#endBlock(index));
    const stop_sequence = typeof delta.stop_sequence === "string" ? delta.stop_sequence : null;
    const counts = { output_tokens: 0, ...pickNumbers(usage) };
    return [
      ...begun,
      ...ended,
      { type: "message_delta", delta: { stop_reason: this.#reason ?? null, stop_sequence }, usage: counts },
    ];
  }

  #toCallId(given: string | undefined): string {
    const id = given === undefined || this.#callIds.has(given) ? this.#newId() : given;
    this.#callIds.add(id);
    return id;
  }
}
