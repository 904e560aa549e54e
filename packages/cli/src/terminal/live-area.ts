import type { PromptRows } from "./prompt-rows.ts";

const CLEAR_BELOW = "\u001b[J";

/**
 * Rows below the output, such as a prompt. They are erased before the output grows, and drawn again after it.
 */
export class LiveArea {
  #shown: PromptRows | undefined;

  get rowCount(): number {
    return this.#shown?.rows.length ?? 0;
  }

  /** Returns what draws the rows, where the cursor is at the end of the output, in that column. */
  draw(rows: PromptRows, outputColumn: number): string {
    this.#shown = rows;
    const start = outputColumn > 0 ? "\n" : "";
    return `${start}${CLEAR_BELOW}${rows.rows.join("\n")}${up(rows.rows.length - 1 - rows.cursorRow)}${toColumn(rows.cursorColumn)}`;
  }

  /** Returns what takes the rows away and puts the cursor at the end of the output, in that column. */
  erase(outputColumn: number, columns: number): string {
    if (this.#shown === undefined) return "";
    const { cursorRow } = this.#shown;
    this.#shown = undefined;
    const top = `${up(cursorRow)}\r${CLEAR_BELOW}`;
    return outputColumn > 0 ? `${top}${up(1)}${toColumn(Math.min(outputColumn, columns - 1))}` : top;
  }

  /** The screen was cleared: nothing is shown. */
  forget(): void {
    this.#shown = undefined;
  }
}

function up(rows: number): string {
  return rows > 0 ? `\u001b[${rows}A` : "";
}

function toColumn(column: number): string {
  return column > 0 ? `\r\u001b[${column}C` : "\r";
}
