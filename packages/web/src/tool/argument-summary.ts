import { revealHidden } from "@aiwhisperer/protocol";

const maxLength = 160;

/**
 * Names of the argument that describes a call best, in order of preference.
 */
const tellingNames = ["command", "pattern", "query", "path", "file", "url", "name", "message", "text"];

/**
 * The subject of a tool call on one line: the command, the pattern and its place, the file. Empty where the
 * arguments say nothing short.
 */
export function summariseArguments(args: unknown): string {
  if (typeof args === "string") return toLine(args);
  if (typeof args !== "object" || args === null) return "";
  const fields = new Map(Object.entries(args));
  const telling = tellingNames.find((name) => isShown(fields.get(name)));
  if (telling === undefined) return toLine(firstText(fields) ?? "");
  const subject = toLine(String(fields.get(telling)));
  if (telling === "path") return subject + lineRange(fields);
  const place = fields.get("path");
  return isShown(place) ? toLine(`${subject} in ${place}`) : subject;
}

function isShown(value: unknown): value is string | number {
  return (typeof value === "string" && value.trim() !== "") || typeof value === "number";
}

function firstText(fields: ReadonlyMap<string, unknown>): string | undefined {
  for (const value of fields.values()) if (isShown(value)) return String(value);
  return undefined;
}

function lineRange(fields: ReadonlyMap<string, unknown>): string {
  const [first, last] = [fields.get("startLine"), fields.get("endLine")];
  if (typeof first !== "number" && typeof last !== "number") return "";
  return `:${typeof first === "number" ? first : 1}–${typeof last === "number" ? last : ""}`;
}

function toLine(text: string): string {
  const line = revealHidden(text.slice(0, 4 * maxLength))
    .replace(/\s+/g, " ")
    .trim();
  return line.length > maxLength ? `${line.slice(0, maxLength - 1).trimEnd()}…` : line;
}
