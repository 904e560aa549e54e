/** Maximum length of a text in a document. */
const maxShown = 4_000;

/** Returns a text unchanged, any other value as JSON. */
export function toText(value: unknown): string {
  return typeof value === "string" ? value : (JSON.stringify(value, undefined, 2) ?? "");
}

/** Returns the text between fences that are longer than any in it; a long text is cut. */
export function fence(text: string, language: string): string {
  const shown = text.length > maxShown ? `${text.slice(0, maxShown).toWellFormed()}\n…` : text.trimEnd();
  const longest = Math.max(2, ...[...shown.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const marks = "`".repeat(longest + 1);
  return `${marks}${language}\n${shown}\n${marks}`;
}
