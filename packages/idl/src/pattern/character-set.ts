/** A run of code points, both ends included. */
export type CharacterRange = readonly [first: number, last: number];

/** A set of characters: ranges of code points in any order. */
export type CharacterSet = readonly CharacterRange[];

/** The last code point of Unicode. */
export const lastCodePoint = 0x10ffff;

const digits: CharacterSet = [[0x30, 0x39]];
const letters: CharacterSet = [
  [0x41, 0x5a],
  [0x5f, 0x5f],
  [0x61, 0x7a],
];
const lineBreaks: CharacterSet = [
  [0x0a, 0x0a],
  [0x0d, 0x0d],
  [0x2028, 0x2029],
];
const spaces: CharacterSet = [
  ...lineBreaks,
  [0x09, 0x09],
  [0x0b, 0x0c],
  [0x20, 0x20],
  [0xa0, 0xa0],
  [0x1680, 0x1680],
  [0x2000, 0x200a],
  [0x202f, 0x202f],
  [0x205f, 0x205f],
  [0x3000, 0x3000],
  [0xfeff, 0xfeff],
];
const words = [...digits, ...letters];

/** Sets by the letter of their escape, as ECMAScript defines them: `\d` is `d`. */
export const namedSets: { readonly [letter: string]: CharacterSet } = {
  d: digits,
  D: complementOf(digits),
  w: words,
  W: complementOf(words),
  s: spaces,
  S: complementOf(spaces),
};

/** The characters of `.`: everything but line breaks. */
export const anyCharacter = complementOf(lineBreaks);

/** Every character that is not in the set. */
export function complementOf(set: CharacterSet): CharacterSet {
  const result: CharacterRange[] = [];
  let next = 0;
  for (const [first, last] of set.toSorted(([a], [b]) => a - b)) {
    if (first > next) result.push([next, first - 1]);
    next = Math.max(next, last + 1);
  }
  if (next <= lastCodePoint) result.push([next, lastCodePoint]);
  return result;
}

/** Whether a character is in the set. */
export function hasCharacter(set: CharacterSet, codePoint: number): boolean {
  return set.some(([first, last]) => codePoint >= first && codePoint <= last);
}
