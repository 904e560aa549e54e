import stringWidth from "string-width";
import { COLOUR_CODE } from "./text-style-state.ts";

/** A row of a terminal: text with the codes of its colours. */
export interface TextRow {
  readonly text: string;
  /** Cells that it takes. */
  readonly width: number;
  /** Where in the wrapped text it begins. */
  readonly start: number;
}

const PIECE = new RegExp(`(${COLOUR_CODE})`);
const ESCAPE = "\u001b";
const TAB_STOP = 8;

interface Part {
  text: string;
  width: number;
  start: number;
}

/** Breaks one line into rows, between words where it can. */
class RowBreaker {
  readonly rows: TextRow[] = [];
  readonly #columns: number;
  #row: Part = { text: "", width: 0, start: 0 };
  #word: Part = { text: "", width: 0, start: 0 };
  /** A space did not fit any more: the next word begins a row. */
  #isFull = false;

  constructor(columns: number) {
    this.#columns = columns;
  }

  addCode(code: string, index: number): void {
    if (this.#word.text === "") this.#word.start = index;
    this.#word.text += code;
  }

  add(grapheme: string, index: number): void {
    if (grapheme === " ") this.#addSpaces(1);
    else if (grapheme === "\t") this.#addSpaces(TAB_STOP - ((this.#row.width + this.#word.width) % TAB_STOP));
    else this.#addVisible(grapheme, index);
  }

  end(): readonly TextRow[] {
    this.#flush();
    return [...this.rows, this.#row];
  }

  #addVisible(grapheme: string, index: number): void {
    const width = cellsOf(grapheme);
    // Wide characters are words of their own; a word that is longer than a row is broken anywhere.
    if (width === 2 || this.#word.width + width > this.#columns) this.#flush();
    if (this.#word.text === "") this.#word.start = index;
    this.#word.text += grapheme;
    this.#word.width += width;
    if (width === 2) this.#flush();
  }

  #addSpaces(count: number): void {
    this.#flush();
    const fitting = Math.min(count, this.#columns - this.#row.width);
    this.#row.text += " ".repeat(fitting);
    this.#row.width += fitting;
    this.#isFull ||= fitting < count;
  }

  #flush(): void {
    const { text, width, start } = this.#word;
    if (text === "") return;
    const isBreak = this.#isFull || this.#row.width + width > this.#columns;
    if (isBreak && width > 0 && this.#row.width > 0) {
      this.rows.push(this.#row);
      this.#row = { text: "", width: 0, start };
      this.#isFull = false;
    }
    this.#row.text += text;
    this.#row.width += width;
    this.#word = { text: "", width: 0, start };
  }
}

/**
 * The rows of one line on a terminal of so many columns: broken between words, and inside those that are
 * longer than a row. Tabs become spaces; spaces at the end of a full row are dropped. There is at least one
 * row. Appending to the line changes no row but the last.
 */
export function wrapRows(line: string, columns: number): readonly TextRow[] {
  const breaker = new RowBreaker(Math.max(2, columns));
  let index = 0;
  for (const piece of line.split(PIECE)) {
    if (piece.startsWith(ESCAPE) && PIECE.test(piece)) {
      breaker.addCode(piece, index);
      index += piece.length;
      continue;
    }
    for (const grapheme of graphemesOf(piece)) {
      breaker.add(grapheme, index);
      index += grapheme.length;
    }
  }
  return breaker.end();
}

const segmenter = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** The characters of a text as people count them: a letter with its accents, a flag, a family of emoji. */
export function graphemesOf(text: string): string[] {
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}

/** Cells of a terminal that a character takes: 0, 1 or 2. */
export function cellsOf(grapheme: string): number {
  const code = grapheme.charCodeAt(0);
  if (grapheme.length === 1 && code >= 0x20 && code < 0x7f) return 1;
  return Math.min(2, stringWidth(grapheme));
}
