/** Nesting past which a value is cut: parsers of JSON refuse deeper ones. */
const MAX_DEPTH = 100;
const TOO_DEEP = "(nested too deeply)";

/** Whitespace and control characters alone: the text blocks that providers refuse as empty. */
const BLANK = /^[\s\p{White_Space}\p{Cc}]*$/u;

/** Whether a text shows nothing. */
export function isBlank(text: string): boolean {
  return BLANK.test(text);
}

/**
 * A JSON value whose texts and keys are well-formed Unicode, cut where it is nested too deeply for a parser.
 * Shares what needs no change.
 */
export function toWellFormedJson(value: unknown, depth = 0): unknown {
  if (typeof value === "string") return value.toWellFormed();
  if (typeof value !== "object" || value === null) return value;
  if (depth >= MAX_DEPTH) return TOO_DEEP;
  if (Array.isArray(value)) return value.map((entry) => toWellFormedJson(entry, depth + 1));
  const entries = Object.entries(value).map(([key, entry]) => [
    key.toWellFormed(),
    toWellFormedJson(entry, depth + 1),
  ]);
  return Object.fromEntries(entries);
}
