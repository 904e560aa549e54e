/** The body of a provider's refusal, read from any shape that providers are known to use. */
export interface RefusalBody {
  /**
   * The provider's own sentences, outermost first; empty when it says nothing. Neither cleaned nor bounded.
   */
  readonly text: string;
  /** Its names of the error: codes, types and statuses. */
  readonly names: readonly string[];
  /** Of a page of HTML or XML, as proxies send it, only the title is read. */
  readonly form: "json" | "text" | "markup";
}

type Fields = { readonly [name: string]: unknown };

/** Longer bodies are cut before they are read, in UTF-16 units. */
const MAX_BODY_LENGTH = 65_536;
const MAX_DEPTH = 8;
const MAX_TEXTS = 16;

/** Members that hold the provider's words or lead to them, in the order in which people should read them. */
const TEXT_MEMBERS = [
  ...["error", "errors", "message", "msg", "detail", "details", "description", "title"],
  ...["error_msg", "error_message", "errorMessage", "error_description", "failure_reason"],
  ...["metadata", "raw", "data", "response", "body", "innererror", "inner_error", "base_resp", "status_msg"],
];
const NAME_MEMBERS = ["code", "type", "status", "error_type", "error_code", "errorCode", "reason"];

/** Texts that say nothing beyond the status. They are left out when there is anything else. */
const EMPTY_WORDS =
  /^(?:error|bad request|internal server error|provider returned error|upstream error|invalid request|unknown error|object|none)\.?$/i;

const MARKUP = /^\s*(?:<!doctype|<\?xml|<html|<head|<body|<center|<h1|<error)/i;
const MARKUP_TITLE = /<(title|h1|message)[^<>]*>([^<]{1,500})</i;

/** Reads a body: its text as it came, or a value that has been parsed already. Never throws. */
export function readRefusalBody(body: unknown): RefusalBody {
  if (typeof body !== "string") return readValue(body);
  const text = body
    .slice(0, MAX_BODY_LENGTH)
    .replace(/^\uFEFF/, "")
    .trim();
  if (MARKUP.test(text)) {
    return { text: titleOf(text) ?? "", names: [], form: "markup" };
  }
  const value = parseWithin(text);
  return value === undefined ? { text, names: [], form: "text" } : readValue(value);
}

function readValue(value: unknown): RefusalBody {
  const reader = new BodyReader();
  reader.read(value, 0);
  if (reader.texts.size === 0) reader.readLeaves(value, 0);
  return { text: joinTexts([...reader.texts]), names: [...reader.names], form: "json" };
}

/** A text that another one holds says nothing of its own. */
function joinTexts(texts: readonly string[]): string {
  const telling = texts.filter((text) => !EMPTY_WORDS.test(text));
  const kept = telling.length === 0 ? texts : telling;
  return kept
    .filter(
      (text, index) => !kept.some((other, at) => at !== index && other !== text && other.includes(text)),
    )
    .join("; ");
}

/** Collects words and names on a walk of bounded depth. */
class BodyReader {
  readonly texts = new Set<string>();
  readonly names = new Set<string>();

  read(value: unknown, depth: number): void {
    if (depth > MAX_DEPTH || this.texts.size >= MAX_TEXTS) return;
    if (typeof value === "string") this.#takeText(value, depth);
    else if (Array.isArray(value)) for (const item of value.slice(0, MAX_TEXTS)) this.read(item, depth + 1);
    else if (typeof value === "object" && value !== null) this.#readFields(value as Fields, depth);
  }

  /** Takes every text there is, for a body without any member that is known. */
  readLeaves(value: unknown, depth: number): void {
    if (depth > MAX_DEPTH || this.texts.size >= MAX_TEXTS) return;
    if (typeof value === "string" && value.trim() !== "") this.texts.add(value.trim());
    if (typeof value !== "object" || value === null) return;
    for (const item of Object.values(value).slice(0, MAX_TEXTS)) this.readLeaves(item, depth + 1);
  }

  #readFields(fields: Fields, depth: number): void {
    for (const name of NAME_MEMBERS) {
      const value = fields[name];
      if ((typeof value === "string" && value.length <= 100) || typeof value === "number") {
        this.names.add(String(value));
      }
    }
    // OpenRouter names what its moderation found, and quotes the input, which is not the provider's word.
    if (Array.isArray(fields.reasons) || "flagged_input" in fields) this.names.add("moderation");
    // FastAPI says beside each message which part of the request it is about.
    if (typeof fields.msg === "string" && Array.isArray(fields.loc)) {
      this.texts.add(`${fields.msg.trim()} (${fields.loc.slice(0, MAX_DEPTH).join(".")})`);
      return;
    }
    for (const name of TEXT_MEMBERS) this.read(fields[name], depth + 1);
  }

  /** A text may hold a body of its own, with or without words before it: gateways pass on what they got. */
  #takeText(text: string, depth: number): void {
    const trimmed = text.trim();
    const before = this.texts.size;
    if (MARKUP.test(trimmed)) {
      const title = titleOf(trimmed);
      if (title !== undefined) this.texts.add(title);
      return;
    }
    const inner = parseWithin(trimmed);
    if (inner !== undefined) this.read(inner, depth + 1);
    if (trimmed !== "" && this.texts.size === before) this.texts.add(trimmed);
  }
}

function titleOf(page: string): string | undefined {
  return MARKUP_TITLE.exec(page)?.[2]?.trim();
}

/** The JSON that a text is, or the JSON object that it ends with; `undefined` when there is none. */
function parseWithin(text: string): unknown {
  if (/^(?:[[{"]|(?:null|true|false)$)/.test(text)) return parse(text);
  const start = text.indexOf("{");
  return start < 0 ? undefined : parse(text.slice(start, text.lastIndexOf("}") + 1));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // A sentence with braces in it.
    return undefined;
  }
}
