import { MAX_NESTING } from "./nesting.ts";

/** Stands for what is nested too deep. */
export const TOO_DEEP = `[left out: nested deeper than ${MAX_NESTING} levels]`;

/**
 * A JSON value with every text of it, names of members too, replaced by what the function returns. What is nested deeper than `MAX_NESTING`
 * is left out, so that whatever walks the value later is bounded.
 */
export function mapTexts(value: unknown, replace: (text: string) => string, depth = 0): unknown {
  if (typeof value === "string") return replace(value);
  if (typeof value !== "object" || value === null) return value;
  if (depth >= MAX_NESTING) return TOO_DEEP;
  if (Array.isArray(value)) return value.map((item) => mapTexts(item, replace, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [replace(name), mapTexts(item, replace, depth + 1)]),
  );
}

/** A JSON value from a server as text that is well-formed and bounded in depth. */
export function toJsonText(value: unknown): string {
  return JSON.stringify(mapTexts(value, (text) => text.toWellFormed())) ?? "";
}
