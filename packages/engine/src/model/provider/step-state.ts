import type { ProviderState } from "../model.ts";
import type { SdkCall, SdkPart } from "./sdk-types.ts";

type Metadata = NonNullable<SdkCall["providerOptions"]>;

/**
 * A piece of an answer, in the order in which it came: a thought, so much of the answer's text, or its next
 * call.
 */
export type StatePart =
  | { readonly type: "thought"; readonly text: string; readonly options?: Metadata }
  | { readonly type: "text"; readonly length: number }
  | { readonly type: "call"; readonly id: string; readonly options?: Metadata };

/** What the provider state of a model of the AI SDK holds. */
export interface StepStateData {
  readonly parts: readonly StatePart[];
  /** The field of Chat Completions in which the thoughts came. */
  readonly field?: string;
}

type GrowingThought = { readonly type: "thought"; text: string; options?: Metadata };
type GrowingPart =
  | GrowingThought
  | { readonly type: "text"; length: number }
  | Extract<StatePart, { type: "call" }>;

/** Name of our own entry among a provider's metadata. */
export const OWN_METADATA = "aiwhisperer";

/** Records the pieces of one answer that its provider wants back. */
export class StepStateRecorder {
  readonly #parts: GrowingPart[] = [];
  readonly #thoughts = new Map<string, GrowingThought>();

  take(part: SdkPart): void {
    switch (part.type) {
      case "reasoning-start":
      case "reasoning-delta":
      case "reasoning-end":
        this.#addThought(part.id, part.type === "reasoning-delta" ? part.delta : "", part.providerMetadata);
        return;
      case "text-delta":
        this.#addText(part.delta.length);
        return;
      case "tool-call":
        if (part.providerExecuted !== true) this.#addCall(part.toolCallId, part.providerMetadata);
    }
  }

  /** The state of the whole answer; `undefined` where the provider wants nothing back. */
  toState(source: string, metadata: Metadata | undefined): ProviderState | undefined {
    const field = metadata?.[OWN_METADATA]?.thoughtField;
    const isNamed = typeof field === "string";
    const parts = withoutUnsealed(this.#parts);
    const isWanted = parts.some(
      (part) => part.type !== "text" && (isOpaque(part) || (isNamed && part.type === "thought")),
    );
    if (!isWanted) return undefined;
    const data: StepStateData = { parts, ...(isNamed ? { field } : {}) };
    return { source, data };
  }

  #addThought(id: string, text: string, options: Metadata | undefined): void {
    let thought = this.#thoughts.get(id);
    if (thought === undefined) {
      thought = { type: "thought", text: "" };
      this.#thoughts.set(id, thought);
      this.#parts.push(thought);
    }
    thought.text += text;
    if (options !== undefined) thought.options = mergeMetadata(thought.options, options);
  }

  #addText(length: number): void {
    const last = this.#parts.at(-1);
    if (last?.type === "text") last.length += length;
    else this.#parts.push({ type: "text", length });
  }

  #addCall(id: string, options: Metadata | undefined): void {
    this.#parts.push({ type: "call", id, ...(options === undefined ? {} : { options }) });
  }
}

/**
 * Whether metadata holds more than what a provider's package adds to every part: the id of its item, or an
 * empty list.
 */
function isOpaque({ options = {} }: Exclude<StatePart, { type: "text" }>): boolean {
  const entries = Object.values(options).flatMap((fields) => Object.entries(fields));
  return entries.some(
    ([name, value]) => name !== "itemId" && value != null && !(Array.isArray(value) && value.length === 0),
  );
}

/**
 * Leaves out thoughts of OpenAI that came without their encrypted form: the provider knows them by id only as
 * long as it stores them, and it is asked not to. All pieces of an item stay when one of them has it.
 */
function withoutUnsealed(parts: readonly StatePart[]): readonly StatePart[] {
  const openai = (part: StatePart) => (part.type === "thought" ? part.options?.openai : undefined);
  const sealed = new Set(
    parts
      .filter((part) => openai(part)?.reasoningEncryptedContent != null)
      .map((part) => openai(part)?.itemId),
  );
  return parts.filter((part) => openai(part)?.itemId === undefined || sealed.has(openai(part)?.itemId));
}

/**
 * Reads the state of an answer of this model. State of another model, and anything that is no such state,
 * counts as none.
 */
export function readStepState(state: ProviderState | undefined, source: string): StepStateData | undefined {
  if (state?.source !== source) return undefined;
  const data = state.data as Partial<StepStateData> | null;
  const isWhole = Array.isArray(data?.parts) && data.parts.every(isStatePart);
  return isWhole ? (data as StepStateData) : undefined;
}

/** Whether a stored part is one: a state of another version, or a damaged one, counts as none. */
function isStatePart(part: unknown): part is StatePart {
  if (typeof part !== "object" || part === null) return false;
  const { type, text, length, id, options } = part as { readonly [name: string]: unknown };
  if (options !== undefined && (typeof options !== "object" || options === null)) return false;
  switch (type) {
    case "thought":
      return typeof text === "string";
    case "text":
      return Number.isSafeInteger(length) && Number(length) >= 0;
    case "call":
      return typeof id === "string";
    default:
      return false;
  }
}

function mergeMetadata(before: Metadata = {}, added: Metadata): Metadata {
  const merged = { ...before };
  for (const [name, value] of Object.entries(added)) merged[name] = { ...before[name], ...value };
  return merged;
}
