/** Which tools of a server are offered, by the server's own names with `*` for any characters. */
export interface ToolSelection {
  /** Default: all. */
  readonly include?: readonly string[];
  /** Precedes `include`. */
  readonly exclude?: readonly string[];
}

/** Why the configuration leaves a tool out; `undefined` when it does not. */
export function selectionFault({ include, exclude }: ToolSelection, name: string): string | undefined {
  if (exclude?.some((pattern) => matches(pattern, name)) === true) return "the configuration excludes it";
  if (include !== undefined && !include.some((pattern) => matches(pattern, name))) {
    return "the configuration does not include it";
  }
  return undefined;
}

/** Compares piece by piece, in time that grows with the length of both only. */
function matches(pattern: string, name: string): boolean {
  const [first = "", ...others] = pattern.split("*");
  if (others.length === 0) return pattern === name;
  const last = others.pop() ?? "";
  if (!name.startsWith(first) || !name.endsWith(last)) return false;
  let at = first.length;
  for (const piece of others) {
    const found = name.indexOf(piece, at);
    if (found < 0) return false;
    at = found + piece.length;
  }
  return at <= name.length - last.length;
}
