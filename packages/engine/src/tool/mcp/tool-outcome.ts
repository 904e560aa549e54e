import type { ToolOutcome } from "../tool.ts";
import { describeContent } from "./describe-content.ts";
import { type Fields, isFields } from "./wire/json-fields.ts";
import { tameJson, toJsonText } from "./wire/tame-json.ts";

/** Pieces of content that are described: their lines are far more than a result may have. */
const MAX_PIECES = 10_000;

const NOTHING = "The tool returned no content.";

/**
 * What an MCP server returned for a call, as a model reads it best: the texts joined line by line; without a
 * text the structured content, as JSON. What is no text is named with its type and size. The tool has run:
 * however odd the result is, what can be read of it is returned, and it counts as failed only where it says
 * so.
 */
export function toToolOutcome(answer: unknown): ToolOutcome {
  const { content, structuredContent, isError } = toResult(answer);
  const described = content.slice(0, MAX_PIECES).map(describeContent);
  const lines = described.map(({ text }) => text.toWellFormed());
  const rest = content.length - lines.length;
  if (rest > 0) lines.push(`[left out: ${rest} more pieces of content]`);
  const hasText = described.some(({ isText }) => isText);
  if (hasText || structuredContent === undefined) return { result: joined(lines), isError };
  if (lines.length === 0) return { result: tameJson(structuredContent), isError };
  return { result: [toJsonText(structuredContent), ...lines].join("\n"), isError };
}

interface ReadResult {
  readonly content: readonly unknown[];
  /** Absent where it is null. */
  readonly structuredContent?: unknown;
  readonly isError: boolean;
}

function toResult(answer: unknown): ReadResult {
  if (!isFields(answer)) return { content: toContent(answer), isError: false };
  const { structuredContent, isError } = answer;
  return {
    content: toContent(contentOf(answer)),
    ...(structuredContent === undefined || structuredContent === null ? {} : { structuredContent }),
    isError: isError === true || (typeof isError === "string" && isError.toLowerCase() === "true"),
  };
}

/**
 * `toolResult` is the form of revision 2024-10-07. A result with nothing that MCP knows is content as it is.
 */
function contentOf(answer: Fields): unknown {
  const { content, toolResult, structuredContent, isError, _meta, ...others } = answer;
  if (content !== undefined && content !== null) return content;
  if (toolResult !== undefined && toolResult !== null) return [{ type: "text", text: toolResult }];
  const { resultType, ...unknown } = others;
  const isBare = structuredContent === undefined && Object.keys(unknown).length > 0;
  return isBare ? [{ type: "text", text: unknown }] : undefined;
}

function toContent(content: unknown): readonly unknown[] {
  if (content === undefined || content === null) return [];
  return Array.isArray(content) ? content : [content];
}

function joined(lines: readonly string[]): string {
  const text = lines.join("\n");
  return text.trim() === "" ? NOTHING : text;
}
