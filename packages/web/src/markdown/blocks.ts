import { markdownBounds } from "./bounds.ts";

/** The rendering of a block: parsed as Markdown, as the code of one fence, or as plain text. */
export type BlockKind = "markdown" | "code" | "plain";

/**
 * A run of Markdown that can be parsed on its own: a paragraph, a list, a code fence, a table.
 * The sources of a text's blocks, joined, are the text.
 */
export interface Block {
  /** Offset of the block in its text: a key that stays while text is appended. */
  readonly start: number;
  readonly source: string;
  readonly kind: BlockKind;
}

/** A text with its blocks; the next, longer text is split from here on. */
export interface SplitText {
  readonly text: string;
  readonly blocks: readonly Block[];
  /** The state after the complete lines of the text. */
  readonly scan: Scan;
}

interface Scan {
  /** Blocks that nothing appended can change. */
  readonly settled: readonly Block[];
  /** End of the last complete line. */
  readonly offset: number;
  /** Start of the open block. */
  readonly start: number;
  readonly kind: "markdown" | "code";
  readonly fence: string | undefined;
  readonly afterBlank: boolean;
  readonly isList: boolean;
  readonly hasFootnotes: boolean;
}

const nothingScanned: Scan = {
  settled: [],
  offset: 0,
  start: 0,
  kind: "markdown",
  fence: undefined,
  afterBlank: false,
  isList: false,
  hasFootnotes: false,
};

const fencePattern = /^ {0,3}(`{3,}|~{3,})(.*)$/;
const listPattern = /^(?:[-*+]|\d{1,9}[.)])(?:[ \t]|$)/;
const footnotePattern = /^ {0,3}\[\^[^\]\n]+\]:/;

/**
 * Splits Markdown into blocks. Given the split of an earlier text that this one continues, only the lines
 * that were not complete then are read, and the blocks before them are the same objects. A short text with
 * footnotes is one block, since a footnote is numbered over the whole text.
 */
export function splitBlocks(text: string, previous?: SplitText): SplitText {
  if (previous?.text === text) return previous;
  const continues = previous !== undefined && text.startsWith(previous.text);
  const scan = scanLines(text, continues ? previous.scan : nothingScanned);
  const last = scanLine(text, scan, { line: text.slice(scan.offset), end: text.length });
  const isShort = text.length <= markdownBounds.maxFormattedBlockLength;
  if (last.hasFootnotes && isShort) return { text, blocks: [wholeBlock(text)], scan };
  if (last.start >= text.length) return { text, blocks: last.settled, scan };
  return { text, blocks: [...last.settled, blockOf(text, last.start, text.length, last.kind)], scan };
}

function scanLines(text: string, from: Scan): Scan {
  let scan = from;
  let end = text.indexOf("\n", scan.offset) + 1;
  if (end === 0) return scan;
  // One list for all lines: a list for each would cost the square of their number.
  const settled = [...scan.settled];
  while (end > 0) {
    const line = text.slice(scan.offset, end - 1);
    scan = scanLine(text, { ...scan, settled }, { line, end }, (block) => settled.push(block));
    end = text.indexOf("\n", end) + 1;
  }
  return scan;
}

interface ScannedLine {
  readonly line: string;
  readonly end: number;
}

/** The state after a line; blocks that it ends go to `settle`, or to a list of their own. */
function scanLine(
  text: string,
  scan: Scan,
  { line, end }: ScannedLine,
  settle?: (block: Block) => void,
): Scan {
  const opens = beginsBlock(line, scan);
  const isEnded = opens && scan.offset > scan.start;
  const start = opens ? scan.offset : scan.start;
  const ended = isEnded ? [blockOf(text, scan.start, scan.offset, scan.kind)] : [];
  if (settle) ended.forEach(settle);
  const fence = fenceAfter(line, scan.fence);
  return {
    settled: settle || ended.length === 0 ? scan.settled : [...scan.settled, ...ended],
    offset: end,
    start,
    kind: opens ? kindOf(line) : scan.kind,
    fence,
    afterBlank: line.trim() === "",
    isList: opens || scan.offset === scan.start ? listPattern.test(line) : scan.isList,
    hasFootnotes: scan.hasFootnotes || (scan.fence === undefined && footnotePattern.test(line)),
  };
}

/**
 * Whether a line begins a block: after a blank line, at a fence, after one, or where a list has become long.
 */
function beginsBlock(line: string, scan: Scan): boolean {
  const length = scan.offset - scan.start;
  if (scan.fence !== undefined) return false;
  if (isFenceStart(line)) return true;
  if (length === 0) return scan.start === 0;
  if (line.trim() === "") return false;
  if (scan.kind === "code") return true;
  const isItem = listPattern.test(line);
  if (scan.isList && isItem) return length >= markdownBounds.listBlockLength;
  if (!scan.afterBlank || /^[ \t]/.test(line)) return false;
  return scan.settled.length < markdownBounds.maxShortBlocks || length >= markdownBounds.mergedBlockLength;
}

function kindOf(line: string): "markdown" | "code" {
  return isFenceStart(line) ? "code" : "markdown";
}

/** A fence without indentation, which no list or quotation holds. */
function isFenceStart(line: string): boolean {
  return /^[`~]/.test(line) && fenceAfter(line, undefined) !== undefined;
}

function blockOf(text: string, start: number, end: number, kind: "markdown" | "code" = "markdown"): Block {
  const source = text.slice(start, end);
  if (kind === "code") return { start, source, kind };
  // A footnote apart from its text would not be shown at all.
  const isShown = isFormattable(source) && !footnotePattern.test(source);
  return { start, source, kind: isShown ? kind : "plain" };
}

function wholeBlock(source: string): Block {
  return { start: 0, source, kind: isFormattable(source) ? "markdown" : "plain" };
}

/** Whether a parser is quick about a block, whatever is in it. */
export function isFormattable(source: string): boolean {
  const { maxFormattedBlockLength, maxNesting, maxMarkers } = markdownBounds;
  if (source.length > maxFormattedBlockLength) return false;
  const markers = source.match(/[*_~[]+/g)?.length ?? 0;
  if (markers > maxMarkers) return false;
  return !nestedPattern.test(source) || maxNestingOf(source) <= maxNesting;
}

const nestedPattern = /^[ \t]*(?:(?:>|[-*+]|\d{1,9}[.)])[ \t]*){8}/m;
const containersPattern = /^[ \t]*((?:(?:>|[-*+]|\d{1,9}[.)])[ \t]*)+)/gm;

function maxNestingOf(source: string): number {
  let most = 0;
  for (const [, containers = ""] of source.matchAll(containersPattern)) {
    most = Math.max(most, containers.match(/>|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t])/g)?.length ?? 0);
  }
  return most;
}

/** The fence that is open after a line, given the one open before it (CommonMark 0.31 section 4.5). */
function fenceAfter(line: string, open: string | undefined): string | undefined {
  const [, marker, rest] = fencePattern.exec(line) ?? [];
  if (!marker || rest === undefined) return open;
  if (!open) return marker.startsWith("`") && rest.includes("`") ? undefined : marker;
  const closes = marker[0] === open[0] && marker.length >= open.length && rest.trim() === "";
  return closes ? undefined : open;
}
