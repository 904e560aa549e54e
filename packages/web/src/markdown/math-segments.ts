/** A text whose mathematics is taken out, so that Markdown does not read it. */
export interface WithoutMath {
  /** The text with a placeholder for each formula. */
  readonly text: string;
  readonly formulas: readonly string[];
}

/**
 * Two private-use characters around a number: Markdown has no meaning for them, and an answer that has them
 * itself is left alone.
 */
const OPEN = "\uE000";
const CLOSE = "\uE001";
const placeholderPattern = /\uE000(\d+)\uE001/g;

/** Longest formula in characters; a longer one is read as Markdown. */
const MAX_FORMULA_LENGTH = 4_000;

/**
 * Code first: what is in it is no formula. Then `\(…\)`, `\[…\]`, `$$…$$`, and `$…$` that has a sign of
 * mathematics in it.
 */
const segmentPattern = new RegExp(
  [
    String.raw`(?<code>(?<ticks>(?<!${"`"})${"`"}+)(?!${"`"})[^]{1,${MAX_FORMULA_LENGTH}}?(?<!${"`"})\k<ticks>(?!${"`"}))`,
    String.raw`(?<!\\)\\\([^]{1,${MAX_FORMULA_LENGTH}}?\\\)`,
    String.raw`(?<!\\)\\\[[^]{1,${MAX_FORMULA_LENGTH}}?\\\]`,
    String.raw`(?<![\\$])\$\$[^$]{1,${MAX_FORMULA_LENGTH}}\$\$(?!\$)`,
    String.raw`(?<![\\$\w])\$(?=[^\s$])[^$\n]{0,200}[\\^_{][^$\n]{0,200}(?<=[^\s\\$])\$(?![\d$])`,
  ].join("|"),
  "g",
);

/** Takes formulas out of a block of Markdown; none where there is no sign of one. */
export function takeOutMath(text: string): WithoutMath {
  if (!/\\[([]|\$/.test(text) || text.includes(OPEN)) return { text, formulas: [] };
  const formulas: string[] = [];
  const rest = text.replace(segmentPattern, (segment, ...groups) => {
    const { code } = groups.at(-1) as { readonly code?: string };
    if (code !== undefined) return segment;
    formulas.push(segment);
    return `${OPEN}${formulas.length - 1}${CLOSE}`;
  });
  return formulas.length === 0 ? { text, formulas } : { text: rest, formulas };
}

/** The pieces of a text that has placeholders, in order: text as strings, formulas as objects. */
export function putMathBack(text: string, formulas: readonly string[]): (string | { formula: string })[] {
  const pieces: (string | { formula: string })[] = [];
  let end = 0;
  for (const { 0: found, 1: number, index } of text.matchAll(placeholderPattern)) {
    if (index > end) pieces.push(text.slice(end, index));
    pieces.push({ formula: formulas[Number(number)] ?? "" });
    end = index + found.length;
  }
  if (end < text.length) pieces.push(text.slice(end));
  return pieces;
}
