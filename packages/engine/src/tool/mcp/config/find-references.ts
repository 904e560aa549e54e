/** A reference to a variable in a text. */
export interface VariableReference {
  /** Place of its first character. */
  readonly start: number;
  /** Place behind its last character. */
  readonly end: number;
  /** `env`, `input`, `command` or `config`, where it says so. */
  readonly kind?: string;
  readonly name: string;
  /** May have references of its own. */
  readonly fallback?: string;
}

/** Where a reference begins or ends. */
const MARK = /\$\{|\{env:\w+\}|\}/g;
/** The inside of `${NAME}`, `${env:NAME}`, `${input:name}` and `${NAME:-default}`. */
const INSIDE = /^(?:(env|input|command|config):)?([\w./-]+)(?::-(.*))?$/s;

/**
 * The references of a text in their order, without those in the defaults of others. Takes time in proportion
 * to the text, however its references are nested.
 */
export function findReferences(text: string): readonly VariableReference[] {
  const found: VariableReference[] = [];
  let behind = 0;
  for (const { start, end } of findPairs(text)) {
    if (start < behind) continue;
    const reference = toReference(text, start, end);
    if (reference === undefined) continue;
    found.push(reference);
    behind = end;
  }
  return found;
}

interface Pair {
  readonly start: number;
  readonly end: number;
}

/** Beginnings with their ends, an outer pair before those in it. */
function findPairs(text: string): readonly Pair[] {
  const pairs: Pair[] = [];
  const open: number[] = [];
  for (const { 0: mark, index } of text.matchAll(MARK)) {
    if (mark === "${") {
      open.push(index);
      continue;
    }
    const start = mark === "}" ? open.pop() : index;
    if (start !== undefined) pairs.push({ start, end: index + mark.length });
  }
  return pairs.sort((a, b) => a.start - b.start);
}

function toReference(text: string, start: number, end: number): VariableReference | undefined {
  // `{env:NAME}` is opencode's form.
  if (text[start] === "{") return { start, end, name: text.slice(start + "{env:".length, end - 1) };
  const [, kind, name, fallback] = INSIDE.exec(text.slice(start + 2, end - 1)) ?? [];
  if (name === undefined) return undefined;
  return {
    start,
    end,
    name,
    ...(kind === undefined ? {} : { kind }),
    ...(fallback === undefined ? {} : { fallback }),
  };
}
