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
import { readWireError, toWireError } from "../repair/wire-error.ts";
import { ResponsesItem, toItemKind } from "./responses-item.ts";

type ItemKind = ResponsesItem["kind"];

/**
 * Repairs the stream of one answer of OpenAI's Responses API. Events and items that it does not know are left
 * out.
 */
export class ResponsesRepair implements StreamRepair {
  isOver = false;
  readonly hasReason = false;
  readonly #length: CallsLength;
  readonly #newId: () => string;
  readonly #open = new Set<ResponsesItem>();
  readonly #byPosition = new Map<number, ResponsesItem>();
  readonly #byId = new Map<string, ResponsesItem>();
  readonly #callIds = new Set<string>();
  #last: ResponsesItem | undefined;
  #count = 0;

  constructor(limits: WireLimits, newId: () => string) {
    this.#length = new CallsLength(limits.maxCallsLength);
    this.#newId = newId;
  }

  take(given: JsonObject, name: string | undefined): readonly JsonObject[] | undefined {
    const error = readWireError(given, name);
    if (error !== undefined) return this.#failWith(error);
    if (given.object === "response" && given.type === undefined) return this.#takeResponse(given);
    return this.#takeTyped(typeof given.type === "string" ? given : { ...given, type: name });
  }

  finish(): readonly JsonObject[] {
    this.isOver = true;
    return this.#count === 0 ? [] : this.#complete({});
  }

  end(): readonly JsonObject[] {
    this.isOver = true;
    return [];
  }

  fail({ message, code, type, param }: WireError): JsonObject {
    return {
      type: "error",
      sequence_number: 0,
      code: toId(code) ?? toId(type) ?? null,
      message,
      param: toId(param) ?? null,
    };
  }

  #takeTyped(event: JsonObject): readonly JsonObject[] | undefined {
    switch (event.type) {
      case "response.created":
      case "response.in_progress":
        return readStart(event);
      case "response.output_item.added":
        return this.#beginItem(event);
      case "response.output_item.done":
        return this.#endItem(event);
      case "response.output_text.delta":
        return this.#within(event, "message", (item) => item.say("response.output_text.delta", event.delta));
      case "response.refusal.delta":
        return this.#within(event, "message", (item) => item.say("response.refusal.delta", event.delta));
      case "response.reasoning_summary_text.delta":
      case "response.reasoning_text.delta":
      case "response.reasoning.delta":
        return this.#within(event, "reasoning", (item) =>
          item.think(event.delta, toIndex(event.summary_index ?? event.content_index) ?? 0),
        );
      case "response.function_call_arguments.delta":
        this.#length.add(toArgumentsText(event.delta).length);
        return this.#within(event, "function_call", (item) => item.addArguments(event.delta));
      case "response.function_call_arguments.done":
        this.#length.add(toArgumentsText(event.arguments).length);
        this.#find(event, "function_call")?.setArguments(event.arguments);
        return [];
      case "response.completed":
      case "response.done":
      case "response.incomplete":
      case "response.failed":
      case "response.cancelled":
        return this.#takeResponse(withStatus(event));
      default:
        return undefined;
    }
  }

  #failWith(error: WireError): readonly JsonObject[] {
    this.isOver = true;
    return [this.fail(error)];
  }

  /** The whole answer, as the last event has it, or as a body that is no stream. */
  #takeResponse(response: JsonObject): readonly JsonObject[] {
    this.isOver = true;
    const { status } = response;
    if (status === "failed" || status === "cancelled") {
      return this.#failWith(toWireError(response.error ?? `The answer was ${status}.`, {}));
    }
    return this.#complete(response);
  }

  #complete(response: JsonObject): readonly JsonObject[] {
    const output = toObjects(response.output ?? []);
    const isWhole = this.#count === 0;
    const items = isWhole
      ? output.flatMap((item, index) => this.#endItem({ output_index: index, item }))
      : this.#endOpenCalls(output);
    const isIncomplete = response.status === "incomplete";
    const reason = toReason(toObject(response.incomplete_details)?.reason);
    const usage = readUsage(response.usage);
    return [
      ...items,
      {
        type: isIncomplete ? "response.incomplete" : "response.completed",
        response: {
          incomplete_details:
            isIncomplete || reason !== undefined ? { reason: reason ?? "incomplete" } : null,
          usage: usage ?? null,
        },
      },
    ];
  }

  /** Calls whose own end never came: the last event has them whole, or their arguments have come. */
  #endOpenCalls(output: readonly JsonObject[]): readonly JsonObject[] {
    return [...this.#open].flatMap((item) => {
      if (item.kind !== "function_call") return [];
      this.#open.delete(item);
      return item.end(output.find(({ id }) => id === item.id) ?? {});
    });
  }

  #beginItem(event: JsonObject): readonly JsonObject[] {
    const item = toObject(event.item) ?? {};
    const kind = toItemKind(item.type);
    return kind === undefined ? [] : this.#create(kind, event.output_index, item).begin(item);
  }

  #endItem(event: JsonObject): readonly JsonObject[] {
    const given = toObject(event.item) ?? {};
    const kind = toItemKind(given.type);
    if (kind === undefined) return [];
    this.#length.add(toArgumentsText(given.arguments).length);
    const known = this.#find({ ...event, item_id: given.id }, kind);
    const item = known !== undefined && this.#open.has(known) ? known : undefined;
    const created = item ?? this.#create(kind, event.output_index, given);
    this.#open.delete(created);
    const begun = item === undefined ? created.begin({ ...given, arguments: undefined }) : [];
    return [...begun, ...created.end(given)];
  }

  #within(
    event: JsonObject,
    kind: ItemKind,
    take: (item: ResponsesItem) => readonly JsonObject[],
  ): readonly JsonObject[] {
    const known = this.#find(event, kind);
    if (known !== undefined) return take(known);
    // A call without a name cannot be begun by a piece of its arguments.
    if (kind === "function_call") return [];
    const item = this.#create(kind, event.output_index, { id: event.item_id });
    return [...item.begin({}), ...take(item)];
  }

  #find({ item_id, output_index }: JsonObject, kind: ItemKind): ResponsesItem | undefined {
    const [id, position] = [toId(item_id), toIndex(output_index)];
    const named = id === undefined ? undefined : this.#byId.get(id);
    const placed = position === undefined ? undefined : this.#byPosition.get(position);
    const last = id === undefined && position === undefined ? this.#last : undefined;
    const both = placed?.id === id ? placed : undefined;
    return [both, named, placed, last].find((item) => item?.kind === kind);
  }

  #create(kind: ItemKind, given: unknown, item: JsonObject): ResponsesItem {
    this.#length.add(CALL_LENGTH);
    const id = toId(item.id) ?? this.#newId();
    const callId = kind === "function_call" ? this.#toCallId(toId(item.call_id)) : "";
    const created = new ResponsesItem(kind, this.#count, { id, callId });
    this.#count += 1;
    this.#open.add(created);
    this.#byId.set(id, created);
    const position = toIndex(given);
    if (position !== undefined) this.#byPosition.set(position, created);
    this.#last = created;
    return created;
  }

  #toCallId(given: string | undefined): string {
    const id = given === undefined || this.#callIds.has(given) ? this.#newId() : given;
    this.#callIds.add(id);
    return id;
  }
}

const STATUSES: { readonly [type: string]: string } = {
  "response.incomplete": "incomplete",
  "response.failed": "failed",
  "response.cancelled": "cancelled",
};

function withStatus({ type, response }: JsonObject): JsonObject {
  const status = STATUSES[String(type)];
  return { ...toObject(response), ...(status === undefined ? {} : { status }) };
}

function readStart({ type, response }: JsonObject): readonly JsonObject[] {
  const { id, created_at, model } = toObject(response) ?? {};
  const isSound = typeof id === "string" && typeof created_at === "number" && typeof model === "string";
  return isSound ? [{ type, response: { id, created_at, model } }] : [];
}

function readUsage(given: unknown): JsonObject | undefined {
  const usage = toObject(given);
  const counts = pickNumbers(usage);
  if (usage === undefined || counts.input_tokens === undefined || counts.output_tokens === undefined)
    return undefined;
  return {
    ...counts,
    input_tokens_details: pickNumbers(usage.input_tokens_details),
    output_tokens_details: pickNumbers(usage.output_tokens_details),
  };
}
