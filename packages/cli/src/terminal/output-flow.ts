import { styleAfter } from "./text-style-state.ts";
import { type TextRow, wrapRows } from "./wrap-rows.ts";

/** UTF-16 units of output that are kept for drawing it again. */
const MAX_KEPT_LENGTH = 64 * 1024;
const RESET = "\u001b[0m";
const START_OVER = `\r\u001b[K${RESET}`;
const EMPTY_ROW: TextRow = { text: "", width: 0, start: 0 };

/**
 * Output of a terminal that grows at its end, with lines broken between words. It returns what to write; its
 * caller writes it.
 */
export class OutputFlow {
  #columns: number;
  /** The lines that were written last, the one that grows at the end. */
  #lines: string[] = [""];
  #keptLength = 0;
  /** The part of the growing line that the last row shows, and the look at its start. */
  #tail = "";
  #tailStyle = "";
  #row: TextRow = EMPTY_ROW;

  constructor(columns: number) {
    this.#columns = columns;
  }

  /** Cells of the last row that are taken. */
  get column(): number {
    return this.#row.width;
  }

  get isAtLineStart(): boolean {
    return this.#tail === "";
  }

  /** Adds text. Returns what to write where the cursor is at the end of the output. */
  append(text: string): string {
    const [first = "", ...others] = text.split("\n");
    let written = this.#grow(first);
    for (const line of others) {
      this.#startLine();
      written += `\n${this.#grow(line)}`;
    }
    return written;
  }

  /** Takes on a width. Returns the last rows of the output, at most so many, for a screen that is empty. */
  redraw(columns: number, maxRows: number): string {
    this.#columns = columns;
    const rows: string[] = [];
    for (let index = this.#lines.length - 1; index >= 0 && rows.length < maxRows; index -= 1) {
      rows.unshift(...styledRows(this.#lines[index] ?? "", columns));
    }
    this.#tail = "";
    this.#tailStyle = "";
    this.#row = EMPTY_ROW;
    const line = this.#lines.pop() ?? "";
    this.#lines.push("");
    this.#keptLength -= line.length;
    this.#grow(line);
    return rows.slice(-maxRows).join("\n");
  }

  #grow(text: string): string {
    if (text === "") return "";
    this.#keep(text);
    const line = this.#tail + text;
    const rows = wrapRows(line, this.#columns);
    const [first = EMPTY_ROW, ...others] = rows;
    const isLonger = first.text.startsWith(this.#row.text);
    const grown = isLonger
      ? first.text.slice(this.#row.text.length)
      : `${START_OVER}${this.#tailStyle}${first.text}`;
    const last = rows.at(-1) ?? EMPTY_ROW;
    this.#tailStyle = styleAfter(this.#tailStyle, line.slice(0, last.start));
    this.#tail = line.slice(last.start);
    this.#row = last;
    return [grown, ...others.map((row) => row.text)].join("\n");
  }

  #startLine(): void {
    this.#lines.push("");
    this.#tailStyle = styleAfter(this.#tailStyle, this.#tail);
    this.#tail = "";
    this.#row = EMPTY_ROW;
  }

  #keep(text: string): void {
    this.#lines.push(`${this.#lines.pop() ?? ""}${text}`);
    this.#keptLength += text.length;
    while (this.#keptLength > MAX_KEPT_LENGTH && this.#lines.length > 1) {
      this.#keptLength -= this.#lines.shift()?.length ?? 0;
    }
    const [only = ""] = this.#lines;
    if (this.#keptLength <= MAX_KEPT_LENGTH) return;
    this.#lines = [only.slice(-MAX_KEPT_LENGTH / 2)];
    this.#keptLength = MAX_KEPT_LENGTH / 2;
  }
}

/** Rows that can be written each by itself. */
function styledRows(line: string, columns: number): readonly string[] {
  const rows = wrapRows(line, columns);
  return rows.map(({ text, start }) => `${RESET}${styleAfter("", line.slice(0, start))}${text}${RESET}`);
}
