import { markdownBounds } from "./bounds.ts";

const emptyMarkerPattern = /(^|\n)(?:[ \t]*(?:#{1,6}|[-*+=_|`~]+|\d{1,9}[.)]?|>)[ \t]*)$/;
const openLinkPattern = /!?\[([^\]\n]*)(?:\]\([^)\s]*)?$/;

/**
 * Makes the end of a block that is still being written look like what it will most likely become: a marker
 * without its text yet is left out, open emphasis and inline code are closed, half a link is shown as its
 * text. Text inside a code fence is left alone.
 */
export function mendTail(source: string): string {
  if (isInFence(source)) return source;
  const shown = source.replace(emptyMarkerPattern, "$1");
  const lineStart = shown.lastIndexOf("\n") + 1;
  if (shown.length - lineStart > markdownBounds.maxMendedLineLength) return shown;
  return shown.slice(0, lineStart) + closeInline(shown.slice(lineStart));
}

function isInFence(source: string): boolean {
  const opening = /^ {0,3}(`{3,}|~{3,})/.exec(source)?.[1];
  if (!opening) return (source.match(/^\s*(?:[-*+]|\d+[.)])?\s*(?:`{3,}|~{3,})/gm)?.length ?? 0) % 2 === 1;
  const closing = new RegExp(`\\n {0,3}${opening}+[ \\t]*(?:\\n|$)`);
  return !closing.test(source);
}

function closeInline(line: string): string {
  const ticks = count(line, /`/g);
  if (ticks % 2 === 1) return `${line}\``;
  const linked = line.replace(openLinkPattern, "$1");
  const prose = linked.replace(/`[^`]*`/g, "");
  const strong = count(prose, /\*\*/g) % 2 === 1;
  if (strong) return linked.endsWith("**") ? linked.slice(0, -2) : `${linked.trimEnd().replace(/\*$/, "")}**`;
  return linked;
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}
