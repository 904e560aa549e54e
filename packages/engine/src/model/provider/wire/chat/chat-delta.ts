import { type JsonObject, toObject, toObjects, toText, without } from "../repair/loose-json.ts";

/** What one choice says, in one form: whatever servers call its parts. */
export interface ChatDelta {
  readonly content: string;
  readonly refusal: string;
  /** Thoughts by the fields of Chat Completions in which they came; the packages know these two. */
  readonly thoughts: { readonly reasoning_content?: string; readonly reasoning?: string };
  /**
   * Whether the thoughts came in a field that no package knows, so that the server would not take them back
   * in one that it does.
   */
  readonly hasForeignThoughts: boolean;
  readonly toolCalls: unknown;
  /** Other fields, which may hold a provider's state. */
  readonly more: JsonObject;
}

/** Fields of a delta that are read here, or that packages check strictly and this product does not use. */
const READ = [
  "role",
  "content",
  "refusal",
  "reasoning",
  "reasoning_content",
  "reasoning_text",
  "thinking",
  "tool_calls",
  "function_call",
  "annotations",
  "images",
  "text",
];

/** Reads a delta, a message, or a bare text. */
export function readChatDelta(given: unknown): ChatDelta {
  if (typeof given === "string") return { ...EMPTY, content: given };
  const delta = toObject(given);
  if (delta === undefined) return EMPTY;
  const parts = Array.isArray(delta.content) ? delta.content : [delta.content ?? delta.text];
  const content = parts
    .filter((part) => !isThought(part))
    .map(toText)
    .join("");
  const inContent = toObjects(parts).filter(isThought).map(thoughtText).join("");
  const foreign = toText(delta.reasoning_text) || toText(delta.thinking) || inContent;
  const reasoning_content = toText(delta.reasoning_content);
  const reasoning = toText(delta.reasoning);
  const hasForeignThoughts = foreign !== "" && reasoning_content === "" && reasoning === "";
  return {
    content,
    refusal: toText(delta.refusal),
    thoughts: hasForeignThoughts
      ? { reasoning_content: foreign }
      : { ...(reasoning_content && { reasoning_content }), ...(reasoning && { reasoning }) },
    hasForeignThoughts,
    toolCalls: readCalls(delta),
    more: withSoundDetails(without(delta, READ)),
  };
}

const EMPTY: ChatDelta = {
  content: "",
  refusal: "",
  thoughts: {},
  hasForeignThoughts: false,
  toolCalls: undefined,
  more: {},
};

function isThought(part: unknown): boolean {
  const type = toObject(part)?.type;
  return type === "thinking" || type === "reasoning" || type === "reasoning_text";
}

function thoughtText(part: JsonObject): string {
  return toText(part.thinking) || toText(part.reasoning) || toText(part.text);
}

/** `function_call` is the form that came before `tool_calls`: one call, without an id. */
function readCalls(delta: JsonObject): unknown {
  const calls = toObjects(delta.tool_calls ?? undefined);
  if (calls.length > 0) return calls;
  const legacy = toObject(delta.function_call);
  return legacy === undefined ? undefined : [{ index: 0, function: legacy }];
}

function withSoundDetails(more: JsonObject): JsonObject {
  if (!("reasoning_details" in more)) return more;
  const details = toObjects(more.reasoning_details);
  return details.length === 0
    ? without(more, ["reasoning_details"])
    : { ...more, reasoning_details: details };
}
