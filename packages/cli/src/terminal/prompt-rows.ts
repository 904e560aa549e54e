import { revealHidden } from "@aiwhisperer/protocol";
import { cellsOf, graphemesOf } from "./wrap-rows.ts";

/** A prompt with what is typed, as rows, and the place of the cursor among them. */
export interface PromptRows {
  readonly rows: readonly string[];
  readonly cursorRow: number;
  readonly cursorColumn: number;
}

/** Precedes every line of a message but the first. */
export const CONTINUATION = "… ";
const TAB = "    ";

/**
 * Lays out a prompt and a draft. Characters that a terminal does not show are codes. At most `maxRows` rows
 * are given: those around the cursor.
 */
export function promptRows(
  prompt: string,
  { graphemes, cursor }: { readonly graphemes: readonly string[]; readonly cursor: number },
  { columns, maxRows }: { readonly columns: number; readonly maxRows: number },
): PromptRows {
  const rows: string[] = [""];
  let width = 0;
  const put = (shown: string): void => {
    for (const each of graphemesOf(shown)) {
      const cells = cellsOf(each);
      if (width + cells > columns) {
        rows.push("");
        width = 0;
      }
      rows.push(`${rows.pop() ?? ""}${each}`);
      width += cells;
    }
  };
  let place = { row: 0, column: 0 };
  const mark = (): void => {
    // The cursor is never behind the last column, where terminals differ.
    if (width >= columns) {
      rows.push("");
      width = 0;
    }
    place = { row: rows.length - 1, column: width };
  };
  put(prompt);
  for (const [index, grapheme] of graphemes.entries()) {
    if (index === cursor) mark();
    if (grapheme === "\n") {
      rows.push("");
      width = 0;
      put(CONTINUATION);
    } else put(grapheme === "\t" ? TAB : revealHidden(grapheme));
  }
  if (cursor >= graphemes.length) mark();
  const first = Math.max(0, Math.min(place.row - maxRows + 1, rows.length - maxRows));
  const shown = rows.slice(first, first + maxRows);
  return { rows: shown, cursorRow: place.row - first, cursorColumn: place.column };
}
