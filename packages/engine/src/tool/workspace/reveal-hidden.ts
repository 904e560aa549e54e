/** Control characters, line separators and what reorders text: a text that has them could pretend to be another one. */
const MISLEADING = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu;

/** Whether a text has characters that nobody sees and that change what is seen. */
export function hidesSomething(text: string): boolean {
  return text.search(MISLEADING) !== -1;
}

/** A text with such characters as `\u202e`, but for those in `keep`. */
export function revealHidden(text: string, keep = ""): string {
  return text.replaceAll(MISLEADING, (character) =>
    keep.includes(character) ? character : `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
