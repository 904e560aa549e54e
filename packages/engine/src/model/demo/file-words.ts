/**
 * A file or folder as people name it, as a pattern without groups: a word, or anything in quotation marks or
 * backticks. Paths with spaces need these.
 */
export const PATH = "(?:\"[^\"\\n]{1,300}\"|'[^'\\n]{1,300}'|`[^`\\n]{1,300}`|[^\\s,:\"'`]{1,300})";

/** One to eight of them, with commas or "and" between them. */
export const PATHS = `${PATH}(?:(?:\\s*,\\s*(?:and\\s+)?|\\s+and\\s+)${PATH}){0,7}`;

const PATH_AND_SEPARATOR = new RegExp(`(${PATH})(?:\\s*,\\s*(?:and\\s+)?|\\s+and\\s+|\\s*$)`, "gi");
const QUOTED = /^(["'`])([\s\S]*)\1$/;

/** A text without the quotation marks or backticks around it. */
export function unquote(text: string): string {
  return QUOTED.exec(text)?.[2] ?? text;
}

/** The path that a person means; a full stop or a question mark behind it ends the sentence, not the name. */
export function toPath(named: string): string {
  return unquote(named.replace(/(?<=[\w"'`])[.?!]+$/, ""));
}

/** The paths in a list of them, in its order. */
export function toPaths(list: string): readonly string[] {
  return [...list.matchAll(PATH_AND_SEPARATOR)].map(([, named = ""]) => toPath(named));
}
