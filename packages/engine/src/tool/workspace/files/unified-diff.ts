import { revealHidden } from "@aiwhisperer/protocol";
import { createTwoFilesPatch, FILE_HEADERS_ONLY } from "diff";
import { countLines, countOf } from "../kit/text.ts";

/**
 * Time for a diff; texts that have too little in common to be compared in it are shown one after the other.
 */
const TIMEOUT_MS = 1_000;

/** What a change does to a file. */
export interface FileChange {
  readonly path: string;
  /** `undefined` for a file that does not exist. */
  readonly before: string | undefined;
  readonly after: string;
}

/** A change as a person is shown it, hidden characters as codes. */
export interface ShownChange {
  readonly path: string;
  /** Whether the text is a unified diff; else it describes the change. */
  readonly isDiff: boolean;
  readonly text: string;
  /** Lines that the whole change adds and removes, also where the text is cut. */
  readonly added: number;
  readonly removed: number;
  /** All of the text before and after, as it is; absent where either is too long. */
  readonly whole?: { readonly before?: string; readonly after: string };
}

/** Shows a whole change as a unified diff. */
export function showChange({ path, before, after }: FileChange): ShownChange {
  const [oldName, newName] = [before === undefined ? "/dev/null" : `a/${path}`, `b/${path}`];
  const options = { context: 3, timeout: TIMEOUT_MS, headerOptions: FILE_HEADERS_ONLY };
  const diff = createTwoFilesPatch(oldName, newName, before ?? "", after, undefined, undefined, options);
  const text =
    diff ??
    `${[`--- ${oldName}`, `+++ ${newName}`].map(onOneLine).join("")}${replacement(before ?? "", after)}`;
  return { path, isDiff: true, text: revealHidden(text), ...countChanges(text) };
}

/** The change with its whole texts, unless one of them is longer than `maxLength`. */
export function withWholeTexts(
  shown: ShownChange,
  { before, after }: FileChange,
  maxLength: number,
): ShownChange {
  if (after.length > maxLength || (before?.length ?? 0) > maxLength) return shown;
  return { ...shown, whole: { ...(before === undefined ? {} : { before }), after } };
}

/** A change whose text is cut with a notice where it is longer than `maxLength`. */
export function cutChange(shown: ShownChange, maxLength: number): ShownChange {
  const { text } = shown;
  if (text.length <= maxLength) return shown;
  const end = text.lastIndexOf("\n", maxLength);
  const start = text.slice(0, end === -1 ? maxLength : end + 1);
  const rest = countOf(countLines(text.slice(start.length)), "further line");
  return { ...shown, text: `${start.toWellFormed()}… ${rest} not shown\n` };
}

function onOneLine(name: string): string {
  return `${name.replaceAll("\n", "⟨U+000A⟩")}\n`;
}

/** One hunk that removes all lines and adds all others. */
function replacement(before: string, after: string): string {
  const [from, to] = [countLines(before), countLines(after)];
  const head = `@@ -${from === 0 ? 0 : 1},${from} +${to === 0 ? 0 : 1},${to} @@\n`;
  return head + markLines(before, "-") + markLines(after, "+");
}

function markLines(text: string, sign: string): string {
  if (text === "") return "";
  const isEnded = text.endsWith("\n");
  const lines = (isEnded ? text.slice(0, -1) : text).split("\n").map((line) => `${sign}${line}\n`);
  return lines.join("") + (isEnded ? "" : "\\ No newline at end of file\n");
}

/** Headers name the files before the first hunk; after it the first character says what a line is. */
function countChanges(diff: string): { readonly added: number; readonly removed: number } {
  const lines = diff.split("\n");
  const content = lines.slice(lines.findIndex((line) => line.startsWith("@@")) + 1);
  const count = (sign: string): number => content.filter((line) => line.startsWith(sign)).length;
  return lines.some((line) => line.startsWith("@@"))
    ? { added: count("+"), removed: count("-") }
    : { added: 0, removed: 0 };
}
