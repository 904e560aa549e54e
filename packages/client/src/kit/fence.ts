/** Characters of a text that a document shows. */
const maxShown = 4_000;

/** A value as text: itself, or as JSON. */
export function toText(value: unknown): string {
  return typeof value === "string" ? value : (JSON.stringify(value, undefined, 2) ?? "");
}

/** The text between fences that are longer than any in it; a long one is cut. */
export function fence(text: string, language: string): string {
  const shown = text.length > maxShown ? `${text.slice(0, maxShown).toWellFormed()}\n…` : text.trimEnd();
  const longest = Math.max(2, ...[...shown.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const marks = "`".repeat(longest + 1);
  return `${marks}${language}\n${shown}\n${marks}`;
}
