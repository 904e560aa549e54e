import { createTwoFilesPatch, FILE_HEADERS_ONLY } from "diff";
import { countLines, countOf } from "./text.ts";

/** Time for a diff; texts that have too little in common to be compared in it are described. */
const TIMEOUT_MS = 1_000;

/** What a change does to a file. */
export interface FileChange {
  readonly path: string;
  /** `undefined` for a file that does not exist. */
  readonly before: string | undefined;
  readonly after: string;
}

/** A change as a person is shown it. */
export interface ShownChange {
  readonly path: string;
  /** Whether the text is a unified diff; else it describes the change. */
  readonly isDiff: boolean;
  readonly text: string;
}

/** Shows a change as a unified diff, cut with a notice where it is longer than `maxLength`, or describes it where that would take too long. */
export function showChange({ path, before, after }: FileChange, maxLength: number): ShownChange {
  const oldName = before === undefined ? "/dev/null" : `a/${path}`;
  const options = { context: 3, timeout: TIMEOUT_MS, headerOptions: FILE_HEADERS_ONLY };
  const diff = createTwoFilesPatch(oldName, `b/${path}`, before ?? "", after, undefined, undefined, options);
  if (diff !== undefined) return { path, isDiff: true, text: cut(diff, maxLength) };
  const [from, to] = [countLines(before ?? ""), countLines(after)];
  return { path, isDiff: false, text: `Replaces ${countOf(from, "line")} by ${countOf(to, "other line")}.` };
}

function cut(diff: string, maxLength: number): string {
  if (diff.length <= maxLength) return diff;
  const end = diff.lastIndexOf("\n", maxLength);
  const shown = diff.slice(0, end === -1 ? maxLength : end + 1);
  return `${shown.toWellFormed()}… ${countOf(countLines(diff.slice(shown.length)), "further line")} not shown\n`;
}
