import type { Row } from "./rows.ts";

const lineHeight = 27;
const charactersPerLine = 88;

/** About how high a row will be, in CSS pixels, before it has been measured. */
export function estimateHeight(row: Row | undefined): number {
  switch (row?.kind) {
    case undefined:
    case "waiting":
      return 44;
    case "ending":
      return 68;
    case "user":
      return 60 + linesOf(row.message.text) * lineHeight;
    case "tools":
      return 18 + row.calls.length * 43;
    case "assistant":
      return 48 + linesOf(row.message.text) * lineHeight;
  }
}

function linesOf(text: string): number {
  return Math.max(1, Math.ceil(text.length / charactersPerLine));
}
