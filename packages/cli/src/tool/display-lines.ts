import { type ToolDisplay, ToolDisplayKind } from "@aiwhisperer/protocol";
import { type TextStyle, withVisibleControls } from "../terminal/terminal-text.ts";

/** Lines of foreign text, up to a maximum; the last one then states how many were left out. */
export function boundedLines(text: string, maxLines: number): readonly string[] {
  const lines = withVisibleControls(text).trimEnd().split("\n");
  if (lines.length <= maxLines) return lines;
  const rest = lines.length - maxLines;
  return [...lines.slice(0, maxLines), `… and ${rest} more ${rest === 1 ? "line" : "lines"}`];
}

/** What a tool call will change or has changed, as lines of a terminal; a diff has its colours. */
export function displayLines(
  { kind, text }: ToolDisplay,
  style: TextStyle,
  maxLines: number,
): readonly string[] {
  const lines = boundedLines(text, maxLines);
  switch (kind) {
    case ToolDisplayKind.Diff:
      return colourDiff(lines, style);
    case ToolDisplayKind.Command:
      return lines.map((line, index) => `${index === 0 ? "$" : " "} ${line}`);
    default:
      return lines;
  }
}

/**
 * Lines before the first hunk name the files; in a hunk the first character says what a line is, whatever
 * follows.
 */
function colourDiff(lines: readonly string[], style: TextStyle): readonly string[] {
  const firstHunk = lines.findIndex((line) => line.startsWith("@@"));
  return lines.map((line, index) => {
    if (index < firstHunk || /^[@\\…]/.test(line)) return style.dim(line);
    if (line.startsWith("+")) return style.added(line);
    return line.startsWith("-") ? style.removed(line) : line;
  });
}
