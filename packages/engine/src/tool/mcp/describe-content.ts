import { type Fields, isFields } from "./wire/json-fields.ts";
import { toJsonText } from "./wire/tame-json.ts";

/** A piece of a result's content as text, and whether it was text, not only the name of something else. */
export interface DescribedContent {
  readonly text: string;
  readonly isText: boolean;
}

/** Characters of content of an unknown type that are shown as JSON; more is only named. */
const MAX_UNKNOWN_LENGTH = 4_000;

/**
 * What a piece of content has for a model: its text where it has one, else what it is. Never throws, whatever
 * the piece is.
 */
export function describeContent(content: unknown): DescribedContent {
  if (typeof content === "string") return { text: content, isText: true };
  if (typeof content === "number" || typeof content === "boolean") {
    return { text: String(content), isText: true };
  }
  if (Array.isArray(content)) return { text: toJsonText(content), isText: true };
  if (!isFields(content)) return named(`content that is ${String(content)}`);
  const { type } = content;
  switch (type) {
    case "text":
      return describeText(content.text);
    case "image":
    case "audio":
      return named(`${type}: ${describeData(content.data, content.mimeType)}`);
    case "resource_link":
      return named(`resource link: ${facts(content.name, content.uri, content.mimeType).join(", ")}`);
    case "resource":
      return describeResource(content.resource);
    default:
      return "text" in content && (type === undefined || type === null)
        ? describeText(content.text)
        : describeUnknown(content);
  }
}

function describeText(text: unknown): DescribedContent {
  if (text === undefined || text === null) return named("text without content");
  return { text: typeof text === "string" ? text : toJsonText(text), isText: true };
}

function describeResource(resource: unknown): DescribedContent {
  if (!isFields(resource)) return named("resource without content");
  const { uri, mimeType, text, blob } = resource;
  const [place = "unknown address"] = facts(uri);
  const [type = "unknown type"] = facts(mimeType);
  if (text !== undefined && text !== null) {
    return { text: `[resource: ${place}, ${type}]\n${describeText(text).text}`, isText: false };
  }
  if (blob === undefined || blob === null) return named(`resource: ${place}, ${type}, without content`);
  return named(`resource: ${place}, ${describeData(blob, mimeType)}`);
}

function describeUnknown(content: Fields): DescribedContent {
  const [type = "an unknown type"] = facts(content.type);
  if (typeof content.text === "string") return { text: `[${type}]\n${content.text}`, isText: true };
  const json = toJsonText(content);
  if (json.length > MAX_UNKNOWN_LENGTH) return named(`content of type ${type}, ${json.length} characters`);
  return { text: `[content of type ${type}]\n${json}`, isText: false };
}

/** Media type and size of binary data, which is base64, or a data URI although MCP has none here. */
function describeData(data: unknown, mimeType: unknown): string {
  const [declared] = facts(mimeType);
  if (typeof data !== "string") return `${declared ?? "unknown type"}, without data`;
  const comma = data.startsWith("data:") ? data.slice(0, 1_024).indexOf(",") : -1;
  const header = data.slice(0, comma + 1);
  const body = data.slice(comma + 1);
  const type = declared ?? /^data:([^;,]+)/.exec(header)?.[1] ?? "unknown type";
  const isBase64 = comma < 0 || header.includes(";base64");
  const bytes = isBase64 ? Buffer.byteLength(body.trim(), "base64") : decodedLength(body);
  return `${type}, ${bytes} bytes`;
}

/** Bytes of a text in which `%41` is one byte. */
function decodedLength(text: string): number {
  return Buffer.byteLength(text.replace(/%[0-9a-f]{2}/gi, "x"));
}

/** Those values that are texts and not empty. */
function facts(...values: readonly unknown[]): readonly string[] {
  return values.filter((value): value is string => typeof value === "string" && value !== "");
}

function named(text: string): DescribedContent {
  return { text: `[${text}]`, isText: false };
}
