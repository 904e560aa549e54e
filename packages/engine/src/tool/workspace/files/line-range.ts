import { countOf, formatNumber } from "../kit/text.ts";
import type { WorkspaceLimits } from "../kit/workspace-limits.ts";

/** Longer lines are cut: they are data, not something to read. */
const MAX_LINE_LENGTH = 2_000;

/** Which lines are wanted, counted from 1, both included. */
export interface LineBounds {
  readonly startLine: number;
  readonly endLine: number;
}

/** The wanted lines of a text that comes in pieces, and how many lines it has. */
export class LineRange {
  readonly #bounds: LineBounds;
  readonly #limits: Pick<WorkspaceLimits, "maxWorkspaceOutputLength" | "maxReadLines">;
  readonly #kept: string[] = [];
  #keptLength = 0;
  #line = "";
  #lineLength = 0;
  #endedLines = 0;
  #isFull = false;

  constructor(
    bounds: LineBounds,
    limits: Pick<WorkspaceLimits, "maxWorkspaceOutputLength" | "maxReadLines">,
  ) {
    this.#bounds = bounds;
    this.#limits = limits;
  }

  /** Lines so far, one that has begun included. */
  get lineCount(): number {
    return this.#endedLines + (this.#lineLength > 0 ? 1 : 0);
  }

  add(text: string): void {
    let start = 0;
    for (let end = text.indexOf("\n"); end !== -1; end = text.indexOf("\n", start)) {
      this.#extend(text, start, end + 1);
      this.#endLine();
      start = end + 1;
    }
    this.#extend(text, start, text.length);
  }

  /**
   * The lines unchanged, followed by a line that states their range unless they are the whole text. The count
   * is "more than" if the text was not read to its end.
   */
  finish(isWhole: boolean): string {
    const lineCount = this.lineCount;
    if (this.#lineLength > 0) this.#keep();
    const text = this.#kept.join("");
    const { startLine } = this.#bounds;
    const last = startLine + this.#kept.length - 1;
    if (startLine === 1 && last === lineCount && isWhole) return text;
    const total = isWhole ? formatNumber(lineCount) : `more than ${formatNumber(lineCount)}`;
    const range = `ines ${formatNumber(startLine)}–${formatNumber(last)} of ${total}`;
    const isCut = this.#isFull && last < Math.min(this.#bounds.endLine, lineCount);
    const notice = isCut ? `… l${range}; continue with startLine ${last + 1}.` : `(L${range}.)`;
    return `${text}${text.endsWith("\n") ? "" : "\n"}${notice}`;
  }

  get #isWanted(): boolean {
    const number = this.#endedLines + 1;
    return !this.#isFull && number >= this.#bounds.startLine && number <= this.#bounds.endLine;
  }

  #extend(text: string, start: number, end: number): void {
    const room = MAX_LINE_LENGTH - this.#line.length;
    if (this.#isWanted && room > 0) this.#line += text.slice(start, Math.min(end, start + room));
    this.#lineLength += end - start;
  }

  #endLine(): void {
    this.#keep();
    this.#endedLines += 1;
    this.#line = "";
    this.#lineLength = 0;
  }

  #keep(): void {
    if (!this.#isWanted) return;
    const cut = this.#lineLength - this.#line.length;
    const line =
      cut === 0
        ? this.#line
        : `${this.#line.toWellFormed()}… (cut: ${countOf(this.#lineLength, "character")})\n`;
    const length = this.#keptLength + line.length;
    const { maxReadLines, maxWorkspaceOutputLength } = this.#limits;
    if (this.#kept.length > 0 && (this.#kept.length >= maxReadLines || length > maxWorkspaceOutputLength)) {
      this.#isFull = true;
      return;
    }
    this.#kept.push(line);
    this.#keptLength = length;
  }
}
