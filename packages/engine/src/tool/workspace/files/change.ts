import { showPath } from "../kit/show-path.ts";
import { countOf } from "../kit/text.ts";
import { WorkspaceFault } from "../kit/workspace-fault.ts";

/** A whole new content for a file, which need not exist yet. */
export interface WriteArguments {
  readonly path: string;
  readonly content: string;
}

/** A part of a file and what to put in its place. */
export interface EditArguments {
  readonly path: string;
  readonly oldText: string;
  readonly newText: string;
  /** Whether it may be there more than once. Default false. */
  readonly replaceAll?: boolean;
}

/** What to change in the workspace. */
export type Change =
  | { readonly kind: "write"; readonly args: WriteArguments }
  | { readonly kind: "edit"; readonly args: EditArguments };

const MAX_LINES_TOLD = 10;

/**
 * The text after an edit. Throws a `WorkspaceFault` unless the old text is there exactly once, or at least
 * once where all are to be replaced; it says how often and where it is, so that the model can make it unique.
 */
export function applyEdit(
  text: string,
  { path, oldText, newText, replaceAll = false }: EditArguments,
): string {
  if (oldText === newText) throw new WorkspaceFault("oldText and newText are the same.");
  const places = findAll(text, oldText);
  if (places.length === 0) throw notFound(text, path, oldText);
  if (places.length > 1 && !replaceAll) {
    const lines = places.slice(0, MAX_LINES_TOLD).map((place) => lineAt(text, place));
    const more = places.length > lines.length ? ", …" : "";
    throw new WorkspaceFault(
      `oldText is in ${showPath(path)} ${countOf(places.length, "time")}, in lines ${lines.join(", ")}${more}. Include more of the surrounding text so that it matches once, or set replaceAll.`,
    );
  }
  return text.split(oldText).join(newText);
}

/** Where it is, without overlaps. */
function findAll(text: string, part: string): number[] {
  if (part === "")
    throw new WorkspaceFault("oldText is empty. Use write_file to make a file or to replace all of it.");
  const places: number[] = [];
  for (let at = text.indexOf(part); at !== -1; at = text.indexOf(part, at + part.length)) places.push(at);
  return places;
}

function lineAt(text: string, index: number): number {
  return text.slice(0, index).split("\n").length;
}

function notFound(text: string, path: string, oldText: string): WorkspaceFault {
  const hint = text.replaceAll("\r\n", "\n").includes(oldText)
    ? "Its lines end in CRLF: write \\r\\n for each end of line."
    : "It must be exactly as in the file, white space included: read the file again.";
  return new WorkspaceFault(`oldText is not in ${showPath(path)}. ${hint}`);
}
