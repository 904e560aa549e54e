import { markdownBounds } from "./bounds.ts";

/** How much of a growing block has been parsed, and when. */
export interface ParsedPart {
  readonly length: number;
  readonly atMs: number;
}

/**
 * Whether a growing block is parsed again now. A short one always is; a longer one after it has grown by a
 * part of its length, so that all of its parses together cost a multiple of its length and not its square, or
 * after a time.
 */
export function isParseDue(parsed: ParsedPart, length: number, nowMs: number): boolean {
  const { alwaysParsedLength, reparseGrowth, reparseAfterMs } = markdownBounds;
  if (length === parsed.length) return false;
  if (length <= alwaysParsedLength || length < parsed.length) return true;
  return length - parsed.length >= length * reparseGrowth || nowMs - parsed.atMs >= reparseAfterMs;
}
