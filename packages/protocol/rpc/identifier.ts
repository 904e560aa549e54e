/**
 * Control characters, halves of characters, and what breaks a line: none of it survives every store, log and
 * terminal as it is.
 */
const unusable = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u;

/**
 * The same rule as a JSON Schema `pattern`. It means the same with and without Unicode mode, and without
 * property escapes, which many validators do not have: a pair of surrogates is one character in the first and
 * two in the second.
 */
export const identifierPattern =
  "^(?:[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$";

/**
 * Whether a text can name something (type `id`): well-formed Unicode without control characters and line
 * breaks. Its length is for limits to say.
 */
export function isIdentifier(text: string): boolean {
  return !unusable.test(text);
}
