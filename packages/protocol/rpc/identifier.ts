/** Control characters, halves of characters, and what breaks a line: none of it survives every store, log and terminal as it is. */
const unusable = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u;

/** The same rule as a JSON Schema `pattern`. */
export const identifierPattern = "^[^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]*$";

/** Whether a text can name something (type `id`): well-formed Unicode without control characters and line breaks. Its length is for limits to say. */
export function isIdentifier(text: string): boolean {
  return !unusable.test(text);
}
