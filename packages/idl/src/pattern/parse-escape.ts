import { type CharacterSet, namedSets } from "./character-set.ts";
import type { PatternReader } from "./pattern-reader.ts";

const controls: { readonly [letter: string]: number } = { n: 0x0a, r: 0x0d, t: 0x09 };

/** Characters that a backslash turns into themselves. */
const signs = "^$\\.*+?()[]{}|/";

/**
 * Reads what follows a backslash and returns the characters that it means. `further` are signs that may be
 * escaped here, too. Throws `PatternFault`.
 */
export function parseEscape(reader: PatternReader, further: string): CharacterSet {
  const start = reader.offset - 1;
  const letter = String.fromCodePoint(reader.next());
  if (Object.hasOwn(namedSets, letter)) return namedSets[letter] ?? [];
  const control = Object.hasOwn(controls, letter) ? controls[letter] : undefined;
  if (control !== undefined) return [[control, control]];
  if ((signs + further).includes(letter)) return single(letter);
  if (letter === "u") return parseUnicodeEscape(reader, start);
  return reader.failAt(start, ...adviceFor(letter), 1 + letter.length);
}

function parseUnicodeEscape(reader: PatternReader, start: number): CharacterSet {
  const [digits] = /^[0-9A-Fa-f]{4}/u.exec(reader.rest()) ?? [];
  const codePoint = Number.parseInt(digits ?? "d800", 16);
  if (codePoint >= 0xd800 && codePoint <= 0xdfff) {
    return reader.failAt(
      start,
      "this escape is no character",
      "write four hexadecimal digits, as in `\\u00e9`, or the character itself",
      2,
    );
  }
  reader.skip(4);
  return [[codePoint, codePoint]];
}

function adviceFor(letter: string): [message: string, help: string] {
  if (/[1-9k]/u.test(letter))
    return ["a pattern does not refer back to a group", "write out what the group may be"];
  if (/[bB]/u.test(letter))
    return ["a pattern does not look ahead or behind", "describe the whole text from left to right"];
  if (/[pP]/u.test(letter))
    return [`there is no escape \`\\${letter}\``, "write the ranges of characters, as in `[a-zà-ÿ]`"];
  return [`there is no escape \`\\${letter}\``, `write the character itself, \`${letter}\``];
}

function single(character: string): CharacterSet {
  const codePoint = character.codePointAt(0) ?? 0;
  return [[codePoint, codePoint]];
}
