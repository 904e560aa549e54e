import { anyCharacter } from "./character-set.ts";
import { parseClass } from "./parse-class.ts";
import { parseEscape } from "./parse-escape.ts";
import type { PatternNode } from "./pattern-node.ts";
import { PatternReader } from "./pattern-reader.ts";

/** How deep groups may be nested: far less than the stack holds. */
const maxGroupDepth = 32;

/** The largest count of `{min,max}`. */
const maxCount = 1_000;

/**
 * Parses a pattern: the part of ECMAScript's regular expressions in Unicode mode that describes a regular
 * language. Everything that it accepts means the same there. Throws `PatternFault`.
 */
export function parsePattern(source: string): PatternNode {
  const reader = new PatternReader(source);
  const node = parseChoice(reader, 0);
  if (!reader.atEnd()) reader.fail("`)` closes no group", "remove it, or write `\\)` for the character");
  return node;
}

function parseChoice(reader: PatternReader, depth: number): PatternNode {
  const options = [parseSequence(reader, depth)];
  while (reader.accept("|")) options.push(parseSequence(reader, depth));
  const [first] = options;
  return options.length === 1 && first ? first : { kind: "choice", options };
}

function parseSequence(reader: PatternReader, depth: number): PatternNode {
  const parts: PatternNode[] = [];
  while (!reader.atEnd() && !reader.at("|") && !reader.at(")")) {
    parts.push(parseRepetition(reader, parseAtom(reader, depth)));
  }
  return { kind: "sequence", parts };
}

function parseAtom(reader: PatternReader, depth: number): PatternNode {
  if (reader.at("(")) return parseGroup(reader, depth);
  if (reader.accept("[")) return { kind: "set", set: parseClass(reader) };
  if (reader.accept("\\")) return { kind: "set", set: parseEscape(reader, "") };
  if (reader.accept(".")) return { kind: "set", set: anyCharacter };
  if (reader.at("^") || reader.at("$")) {
    reader.fail("a pattern describes the whole text", `remove \`${reader.peek()}\`, or escape it`);
  }
  if (/[*+?{]/u.test(reader.peek())) {
    reader.fail(
      `\`${reader.peek()}\` repeats nothing`,
      `write it behind what is repeated, or escape it: \`\\${reader.peek()}\``,
    );
  }
  if (/[\]}/]/u.test(reader.peek())) {
    reader.fail(`\`${reader.peek()}\` is a sign of patterns`, `write \`\\${reader.peek()}\``);
  }
  const codePoint = reader.next();
  return { kind: "set", set: [[codePoint, codePoint]] };
}

function parseGroup(reader: PatternReader, depth: number): PatternNode {
  if (depth === maxGroupDepth) {
    reader.fail(`groups are nested more than ${maxGroupDepth} deep`, "write a simpler pattern");
  }
  refuseSpecialGroup(reader);
  const start = reader.offset;
  reader.next();
  if (reader.accept("?")) reader.next();
  const node = parseChoice(reader, depth + 1);
  if (!reader.accept(")")) reader.failAt(start, "this group has no end", "close it with `)`");
  return node;
}

function refuseSpecialGroup(reader: PatternReader): void {
  const [opening = ""] = /^\(\?(?:<?[=!]|P?<\w*>?|[^:)]|$)?/u.exec(reader.rest()) ?? [];
  if (opening === "" || opening === "(?" + ":" || reader.rest().startsWith("(?:")) return;
  const isLookaround = /[=!]$/u.test(opening);
  const message = isLookaround
    ? "a pattern does not look ahead or behind"
    : `\`${opening}\` begins no group here`;
  const help = isLookaround
    ? "describe the whole text from left to right"
    : "write a group as `(…)`; it has no name and no flags";
  reader.failAt(reader.offset, message, help, opening.length);
}

function parseRepetition(reader: PatternReader, part: PatternNode): PatternNode {
  const start = reader.offset;
  const counts = acceptCounts(reader);
  if (!counts) return part;
  if (reader.at("?") || reader.at("+")) {
    const help = "remove it: the whole text is matched, so that there is no shorter or longer match";
    reader.fail(`\`${reader.peek()}\` behind a repetition has no meaning`, help);
  }
  if (reader.at("*") || reader.at("{")) {
    reader.failAt(start, "this repetition is repeated", "put the inner one into a group");
  }
  return { kind: "repeat", part, ...counts };
}

function acceptCounts(reader: PatternReader): { readonly min: number; readonly max?: number } | undefined {
  if (reader.accept("*")) return { min: 0 };
  if (reader.accept("+")) return { min: 1 };
  if (reader.accept("?")) return { min: 0, max: 1 };
  if (!reader.at("{")) return undefined;
  const [text, lower = "", comma, upper = ""] = /^\{(\d+)(,?)(\d*)\}/u.exec(reader.rest()) ?? [];
  if (text === undefined)
    return reader.fail("this is no repetition", "write `{2}`, `{2,}` or `{2,5}`, or `\\{`");
  const min = Number(lower);
  const max = comma === "" ? min : upper === "" ? undefined : Number(upper);
  const start = reader.offset;
  reader.skip(text.length);
  if (Math.max(min, max ?? 0) > maxCount) {
    const help = "write `*` or `+`, and limit the length of the text, as in `string(..5000)`";
    reader.failAt(start, `a repetition counts to ${maxCount} at most`, help, text.length);
  }
  if (max !== undefined && max < min)
    reader.failAt(start, "the smaller number comes first", `write \`{${max},${min}}\``, text.length);
  return { min, ...(max !== undefined && { max }) };
}
