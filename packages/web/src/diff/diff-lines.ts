/**
 * A line of a unified diff. A line of the file is `added`, `removed` or the same on both sides; `hunk` and
 * `note` are remarks of the diff's own.
 */
export type DiffLine =
  | { readonly kind: "added"; readonly text: string; readonly newLine: number }
  | { readonly kind: "removed"; readonly text: string; readonly oldLine: number }
  | { readonly kind: "same"; readonly text: string; readonly oldLine: number; readonly newLine: number }
  | { readonly kind: "hunk" | "note"; readonly text: string };

/** A diff by lines, and how many it adds and removes. */
export interface ParsedDiff {
  readonly lines: readonly DiffLine[];
  readonly added: number;
  readonly removed: number;
}

const hunkPattern = /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@(.*)$/;

/** The position in a hunk: the next line of both sides, and the number of remaining lines of each. */
interface Place {
  oldLine: number;
  newLine: number;
  oldLeft: number;
  newLeft: number;
}

/**
 * Reads a unified diff. What a line is goes by the counts of its hunk, not by how it looks, so that a removed
 * `-- x` is no header. The headers that name the files are left out; what fits nowhere is a note.
 */
export function parseDiff(diff: string): ParsedDiff {
  const place: Place = { oldLine: 1, newLine: 1, oldLeft: 0, newLeft: 0 };
  const texts = (diff.endsWith("\n") ? diff.slice(0, -1) : diff).split("\n");
  const lines = texts.flatMap((text) => readLine(text, place) ?? []);
  return { lines, added: count(lines, "added"), removed: count(lines, "removed") };
}

function readLine(text: string, place: Place): DiffLine | undefined {
  if (place.oldLeft > 0 || place.newLeft > 0) return readContent(text, place);
  const hunk = hunkPattern.exec(text);
  if (hunk) {
    const [, oldLine, oldLeft = "1", newLine, newLeft = "1"] = hunk;
    place.oldLine = Number(oldLine);
    place.oldLeft = Number(oldLeft);
    place.newLine = Number(newLine);
    place.newLeft = Number(newLeft);
    return { kind: "hunk", text };
  }
  const isHeader = /^(?:---|\+\+\+|Index:|diff |={3,}|index )/.test(text) || text === "";
  return isHeader ? undefined : { kind: "note", text: text.replace(/^\\ /, "") };
}

function readContent(line: string, place: Place): DiffLine {
  const text = line.slice(1);
  switch (line[0]) {
    case "+":
      place.newLeft -= 1;
      return { kind: "added", text, newLine: place.newLine++ };
    case "-":
      place.oldLeft -= 1;
      return { kind: "removed", text, oldLine: place.oldLine++ };
    case "\\":
      return { kind: "note", text: text.trimStart() };
    default:
      // An empty line of context that lost its space on the way is one all the same.
      place.oldLeft -= 1;
      place.newLeft -= 1;
      return { kind: "same", text, oldLine: place.oldLine++, newLine: place.newLine++ };
  }
}

function count(lines: readonly DiffLine[], kind: DiffLine["kind"]): number {
  return lines.reduce((sum, line) => (line.kind === kind ? sum + 1 : sum), 0);
}
