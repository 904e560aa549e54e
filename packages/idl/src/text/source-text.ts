/** One `.def` file as it was read, with the offsets at which its lines begin. */
export interface SourceText {
  /** Path as given to the compiler; diagnostics show it. */
  readonly path: string;
  readonly text: string;
  readonly lineStarts: readonly number[];
}

/** A stretch of a source: offsets in UTF-16 units, the end not included. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A place in a source as editors count it: lines and columns from 1, columns in UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Makes a source out of a file's content. A byte order mark is blanked, so that offsets stay true. */
export function createSourceText(path: string, content: string): SourceText {
  const text = content.startsWith("\uFEFF") ? ` ${content.slice(1)}` : content;
  const lineStarts = [0];
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) lineStarts.push(at + 1);
  return { path, text, lineStarts };
}

/** Where an offset lies. */
export function positionAt(source: SourceText, offset: number): Position {
  let low = 0;
  let high = source.lineStarts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((source.lineStarts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: offset - (source.lineStarts[low] ?? 0) + 1 };
}

/** Text of a line, counted from 1, without its line break. */
export function lineText(source: SourceText, line: number): string {
  const end = source.lineStarts[line] ?? source.text.length;
  return source.text.slice(source.lineStarts[line - 1] ?? 0, end).replace(/\r?\n$/, "");
}

/** `path:line:column` of an offset, as terminals and editors link it. */
export function locationText(source: SourceText, offset: number): string {
  const { line, column } = positionAt(source, offset);
  return `${source.path}:${line}:${column}`;
}
