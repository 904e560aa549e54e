/**
 * A run of Markdown that can be parsed on its own: a paragraph, a list, a code fence, a table.
 * The sources of a text's blocks, joined, are the text.
 */
export interface Block {
  /** Offset of the block in its text: a key that stays while text is appended. */
  readonly start: number;
  readonly source: string;
}

/** A text with its blocks; the next, longer text is split from here on. */
export interface SplitText {
  readonly text: string;
  readonly blocks: readonly Block[];
}

const fencePattern = /^ {0,3}(`{3,}|~{3,})(.*)$/;
const listPattern = /^(?:[-*+]|\d{1,9}[.)])(?:[ \t]|$)/;
const footnotePattern = /^ {0,3}\[\^[^\]]+\]:/m;

/**
 * Splits Markdown into blocks. Given the split of an earlier text that this one continues, all but its last two blocks are taken
 * over unchanged, as the same objects; the last two can still change their meaning with the next character.
 * A text with footnotes is one block, since a footnote is numbered over the whole text.
 */
export function splitBlocks(text: string, previous?: SplitText): SplitText {
  if (previous?.text === text) return previous;
  if (footnotePattern.test(text)) return { text, blocks: [{ start: 0, source: text }] };
  const kept = previous && text.startsWith(previous.text) ? previous.blocks.slice(0, -2) : [];
  const last = kept.at(-1);
  const start = last ? last.start + last.source.length : 0;
  return { text, blocks: [...kept, ...splitFrom(text, start)] };
}

function splitFrom(text: string, from: number): Block[] {
  const blocks: Block[] = [];
  let start = from;
  let fence: string | undefined;
  let afterBlank = false;
  for (const { line, offset } of linesFrom(text, from)) {
    const blank = line.trim() === "";
    if (!fence && afterBlank && !blank && startsBlock(line, text.slice(start, offset))) {
      blocks.push({ start, source: text.slice(start, offset) });
      start = offset;
    }
    fence = fenceAfter(line, fence);
    afterBlank = blank;
  }
  if (start < text.length) blocks.push({ start, source: text.slice(start) });
  return blocks;
}

/** Whether a line after a blank one begins something new: not when it is indented, nor when it goes on with a list. */
function startsBlock(line: string, block: string): boolean {
  if (/^[ \t]/.test(line)) return false;
  return !(listPattern.test(line) && listPattern.test(block));
}

/** The fence that is open after a line, given the one open before it (CommonMark 0.31 section 4.5). */
function fenceAfter(line: string, open: string | undefined): string | undefined {
  const [, marker, rest] = fencePattern.exec(line) ?? [];
  if (!marker || rest === undefined) return open;
  if (!open) return marker.startsWith("`") && rest.includes("`") ? undefined : marker;
  const closes = marker[0] === open[0] && marker.length >= open.length && rest.trim() === "";
  return closes ? undefined : open;
}

function* linesFrom(text: string, from: number): Generator<{ line: string; offset: number }> {
  let offset = from;
  while (offset < text.length) {
    const end = text.indexOf("\n", offset);
    const next = end === -1 ? text.length : end + 1;
    yield { line: text.slice(offset, end === -1 ? next : end), offset };
    offset = next;
  }
}
