import type { Deadline } from "../../../kit/deadline.ts";

/** Longer lines are shown around their match only. */
const MAX_SHOWN = 400;

/** How often the deadline is looked at. */
const LINES_PER_LOOK = 256;

/** What to find in a text. */
export interface LineSearch {
  /** Without the flags `g` and `y`. */
  readonly pattern: RegExp;
  /** Lines to show before and after a match. */
  readonly context: number;
  /** Matching lines after which the search ends. */
  readonly maxMatches: number;
  readonly deadline: Deadline;
}

/** A line to show. */
export interface ShownLine {
  /** From 1 on. */
  readonly number: number;
  readonly text: string;
  readonly isMatch: boolean;
}

/** The lines of a text that match, with those around them, in order and each once. */
export function matchLines(
  text: string,
  { pattern, context, maxMatches, deadline }: LineSearch,
): ShownLine[] {
  const lines = text.split("\n");
  if (lines.at(-1) === "") lines.pop();
  const shown = new Map<number, ShownLine>();
  let matches = 0;
  for (const [index, line] of lines.entries()) {
    if (matches === maxMatches || (index % LINES_PER_LOOK === 0 && deadline.isOver)) break;
    const match = pattern.exec(withoutReturn(line));
    if (match === null) continue;
    matches += 1;
    for (
      let near = Math.max(0, index - context);
      near <= Math.min(lines.length - 1, index + context);
      near += 1
    ) {
      const nearText = withoutReturn(lines[near] ?? "");
      if (near === index)
        shown.set(near, { number: near + 1, text: excerpt(nearText, match.index), isMatch: true });
      else if (!shown.has(near))
        shown.set(near, { number: near + 1, text: excerpt(nearText, 0), isMatch: false });
    }
  }
  return [...shown.values()].sort((a, b) => a.number - b.number);
}

function withoutReturn(line: string): string {
  return line.endsWith("\r") ? line.slice(0, -1) : line;
}

function excerpt(line: string, at: number): string {
  if (line.length <= MAX_SHOWN) return line;
  const start = Math.max(0, Math.min(at - MAX_SHOWN / 4, line.length - MAX_SHOWN));
  const end = start + MAX_SHOWN;
  return `${start > 0 ? "…" : ""}${line.slice(start, end).toWellFormed()}${end < line.length ? "…" : ""}`;
}
