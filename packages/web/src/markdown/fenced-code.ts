/** The code of a block that is one fence. */
export interface FencedCode {
  readonly language: string | undefined;
  readonly code: string;
  /** Whether the fence is closed: nothing more comes. */
  readonly isClosed: boolean;
}

/** Reads a block of kind `code`: its first line opens the fence (CommonMark 0.31 section 4.5). */
export function readFencedCode(source: string): FencedCode {
  const firstEnd = source.indexOf("\n");
  const opening = firstEnd === -1 ? source : source.slice(0, firstEnd);
  const [, marker = "```", info = ""] = /^(`{3,}|~{3,})[ \t]*([^ \t\r]*)/.exec(opening) ?? [];
  const language = info === "" ? undefined : info;
  const body = firstEnd === -1 ? "" : source.slice(firstEnd + 1);
  const content = body.trimEnd();
  const lastStart = content.lastIndexOf("\n") + 1;
  const isClosed = closes(content.slice(lastStart), marker);
  if (!isClosed) return { language, code: withoutPartialFence(body, marker), isClosed };
  return { language, code: content.slice(0, lastStart), isClosed };
}

function closes(line: string, marker: string): boolean {
  const found = /^ {0,3}(`{3,}|~{3,})[ \t]*$/.exec(line)?.[1];
  return found !== undefined && found[0] === marker[0] && found.length >= marker.length;
}

/** Ticks at the end of a growing block are about to be the closing fence. */
function withoutPartialFence(body: string, marker: string): string {
  const lastStart = body.lastIndexOf("\n") + 1;
  const last = body.slice(lastStart);
  return last !== "" && last.length < marker.length && marker.startsWith(last)
    ? body.slice(0, lastStart)
    : body;
}
