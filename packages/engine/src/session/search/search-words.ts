/** Units of text before and after the beginning of what was found, in a snippet. */
const SNIPPET_BEFORE = 40;
const SNIPPET_AFTER = 160;

/**
 * The words of a query in the form in which texts are compared, without regard to case and to compatible
 * forms of characters. No character has a meaning of its own.
 */
export function searchWords(query: string): readonly string[] {
  return [...new Set(fold(query).split(/\s+/u))].filter((word) => word !== "");
}

/** Whether a text contains all words, each anywhere, also inside of a longer word. */
export function containsAll(text: string, words: readonly string[]): boolean {
  const folded = fold(text);
  return words.every((word) => folded.includes(word));
}

/** The part of a text around the first of the words, on one line. */
export function snippetOf(text: string, words: readonly string[]): string {
  const found = placeOf(text, words[0] ?? "");
  const from = Math.max(0, found - SNIPPET_BEFORE);
  const to = found + SNIPPET_AFTER;
  const part = text
    .slice(from, to)
    .replace(/[\s\p{Cc}\ufffd]+/gu, " ")
    .trim();
  return `${from > 0 ? "…" : ""}${part}${to < text.length ? "…" : ""}`
    .toWellFormed()
    .replaceAll("\ufffd", "");
}

/** Where a word begins in a text, in UTF-16 units; 0 where only the text as a whole has it. */
function placeOf(text: string, word: string): number {
  const characters = [...text];
  const folded = characters.map(fold);
  const found = folded.join("").indexOf(word);
  let foldedLength = 0;
  let offset = 0;
  for (const [index, part] of folded.entries()) {
    foldedLength += part.length;
    if (foldedLength > found) return offset;
    offset += characters[index]?.length ?? 0;
  }
  return 0;
}

function fold(text: string): string {
  return text.normalize("NFKC").toLowerCase();
}
