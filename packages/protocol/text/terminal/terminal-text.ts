import { readTerminalPieces, type TerminalPiece } from "./control-sequence.ts";
import { isSameLook, PLAIN, type TextLook, toRendition, withRendition } from "./text-look.ts";

/** Text of one look. */
export interface TextRun {
  readonly text: string;
  readonly look: TextLook;
}

/** What was written to a line from its start on, without going back. */
interface Stretch {
  runs: TextRun[];
  length: number;
  /** Whether it erased what was there behind it. */
  erases: boolean;
}

const INTRODUCERS = String.raw`\u001b\u009b`;
const OTHER_CONTROLS = String.raw`\r\b\u0007\u000e\u000f\u0090-\u009f`;
/** Most UTF-16 units that a backspace removes: enough for a family of emoji with skin tones. */
const MAX_GRAPHEME_LENGTH = 32;
const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });
const ESCAPE = new RegExp(`[${INTRODUCERS}]`);
const CONTROL = new RegExp(`[${INTRODUCERS}${OTHER_CONTROLS}]`);

/** Whether a text has a control sequence: it is output that was made for a terminal. */
export function hasTerminalSequences(text: string): boolean {
  return ESCAPE.test(text);
}

/**
 * Terminal output as a terminal would show it in the end: progress that was overwritten is gone, colours and
 * other looks of text are kept, every other control sequence has no effect. Costs time in proportion to the
 * length. The text may begin and end anywhere.
 */
export function readTerminalText(text: string): readonly TextRun[] {
  return new TerminalPage().write(text).runs();
}

/** Terminal output as plain text. */
export function toPlainTerminalText(text: string): string {
  if (!CONTROL.test(text)) return text;
  return readTerminalText(text)
    .map((run) => run.text)
    .join("");
}

/**
 * Runs as output that any terminal shows with their looks, and with no other control sequence than those for
 * looks.
 */
export function writeTerminalText(runs: readonly TextRun[]): string {
  return runs
    .map(({ text, look }) => {
      const rendition = toRendition(look);
      return rendition === "" ? text : `\u001b[${rendition}m${text}\u001b[0m`;
    })
    .join("");
}

/** The lines that output has been written to. */
class TerminalPage {
  readonly #lines: Stretch[][] = [[newStretch()]];
  #row = 0;
  #look: TextLook = PLAIN;

  write(text: string): this {
    for (const piece of readTerminalPieces(text)) this.#take(piece);
    return this;
  }

  runs(): readonly TextRun[] {
    const runs: TextRun[] = [];
    for (const [row, stretches] of this.#lines.entries()) {
      if (row > 0) addRun(runs, { text: "\n", look: PLAIN });
      for (const run of flatten(stretches)) addRun(runs, run);
    }
    return runs.map(({ text, look }) => ({ text: text.toWellFormed(), look }));
  }

  #take(piece: TerminalPiece): void {
    switch (piece.kind) {
      case "text":
        append(this.#current(), { text: piece.text, look: this.#look });
        return;
      case "rendition":
        this.#look = withRendition(this.#look, piece.parameters);
        return;
      case "line-start":
        this.#goTo(this.#row);
        return;
      case "line-feed":
        this.#goTo(this.#row + 1);
        return;
      case "up":
        this.#goUp(piece.lines);
        return;
      case "back":
        removeLast(this.#current());
        return;
      case "erase-rest":
        this.#current().erases = true;
        return;
      case "erase-line":
        Object.assign(this.#current(), { runs: [], length: 0, erases: true });
    }
  }

  #goTo(row: number): void {
    this.#row = row;
    const line = this.#lines[row];
    if (line === undefined) this.#lines.push([newStretch()]);
    else if (line.at(-1)?.length !== 0) line.push(newStretch());
  }

  #goUp(lines: number): void {
    const row = Math.max(0, this.#row - lines);
    if (row !== this.#row) this.#goTo(row);
  }

  #current(): Stretch {
    const line = this.#lines[this.#row] ?? [];
    const last = line.at(-1);
    if (last) return last;
    const stretch = newStretch();
    line.push(stretch);
    return stretch;
  }
}

function newStretch(): Stretch {
  return { runs: [], length: 0, erases: false };
}

function append(stretch: Stretch, run: TextRun): void {
  addRun(stretch.runs, run);
  stretch.length += run.text.length;
}

function addRun(runs: TextRun[], run: TextRun): void {
  const last = runs.at(-1);
  if (run.text === "") return;
  if (last && isSameLook(last.look, run.look))
    runs[runs.length - 1] = { ...last, text: last.text + run.text };
  else runs.push(run);
}

/**
 * The last character of a text as people count them. Looks only at the end, so that many backspaces stay
 * cheap.
 */
function lastGraphemeOf(text: string): string {
  const end = text.slice(-MAX_GRAPHEME_LENGTH);
  if (end.charCodeAt(end.length - 1) < 0x80) return end.slice(-1);
  return graphemes.segment(end).containing(end.length - 1)?.segment ?? end;
}

/** Removes the last character of the last run, with all of its code units. */
function removeLast(stretch: Stretch): void {
  const last = stretch.runs.pop();
  if (!last) return;
  const removed = lastGraphemeOf(last.text).length;
  const text = last.text.slice(0, -removed);
  stretch.length -= removed;
  if (text !== "") stretch.runs.push({ ...last, text });
}

/**
 * What is seen of the stretches of a line: the last one, and of each before it what sticks out behind the
 * later ones.
 */
function flatten(stretches: readonly Stretch[]): TextRun[] {
  const seen: TextRun[] = [];
  let covered = 0;
  for (const { runs, length, erases } of stretches.toReversed()) {
    if (length > covered) {
      seen.push(...skip(runs, covered));
      covered = length;
    }
    if (erases) break;
  }
  return seen;
}

function skip(runs: readonly TextRun[], count: number): TextRun[] {
  let left = count;
  return runs.flatMap((run) => {
    const skipped = Math.min(left, run.text.length);
    left -= skipped;
    return skipped === run.text.length ? [] : [{ ...run, text: run.text.slice(skipped) }];
  });
}
