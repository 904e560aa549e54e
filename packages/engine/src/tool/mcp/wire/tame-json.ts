import { MAX_NESTING } from "./json-fields.ts";

/** Placeholder for values that are nested too deep. */
const TOO_DEEP = `[left out: nested deeper than ${MAX_NESTING} levels]`;
/** Placeholder for the parts past the bound. */
const TOO_MANY = "[left out: too many parts]";

/** Characters of a JSON text whose value is walked part by part; a longer one is used as text. */
const MAX_WALKED_LENGTH = 200_000;
/** Parts of a value that are walked: as many as a text of that length can have. */
const MAX_PARTS = MAX_WALKED_LENGTH / 2;

/**
 * A JSON value with every text of it, names of members too, replaced by what the function returns. What is
 * nested deeper than `MAX_NESTING`, and what is behind the first parts of a very large value, is left out, so
 * that the work is bounded.
 */
export function mapTexts(value: unknown, replace: (text: string) => string): unknown {
  let parts = 0;
  const map = (part: unknown, depth: number): unknown => {
    if (typeof part === "string") return replace(part);
    if (typeof part !== "object" || part === null) return part;
    if (depth >= MAX_NESTING) return TOO_DEEP;
    const { length } = Object.keys(part);
    parts += length;
    if (parts > MAX_PARTS) return TOO_MANY;
    if (Array.isArray(part)) return part.map((item) => map(item, depth + 1));
    return Object.fromEntries(
      Object.entries(part).map(([name, item]) => [replace(name), map(item, depth + 1)]),
    );
  };
  return map(value, 0);
}

/**
 * A JSON value from a server with well-formed texts and a bounded depth. A large one is its JSON text, which
 * a result would be cut from anyway.
 */
export function tameJson(value: unknown): unknown {
  const text = tryStringify(value);
  return text === undefined || text.length <= MAX_WALKED_LENGTH
    ? mapTexts(value, (each) => each.toWellFormed())
    : text;
}

/** A JSON value from a server as text that is well-formed and bounded in depth. */
export function toJsonText(value: unknown): string {
  const tame = tameJson(value);
  return typeof tame === "string" && typeof value !== "string" ? tame : (JSON.stringify(tame) ?? "");
}

/** The JSON text of a value; `undefined` for one that is nested so deep that it has none. */
export function tryStringify(value: unknown): string | undefined {
  try {
    return JSON.stringify(value) ?? "";
  } catch {
    return undefined;
  }
}
