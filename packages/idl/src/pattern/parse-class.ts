import { type CharacterRange, type CharacterSet, complementOf } from "./character-set.ts";
import { parseEscape } from "./parse-escape.ts";
import type { PatternReader } from "./pattern-reader.ts";

/** Reads a class behind its `[`, with the `]`. Throws `PatternFault`. */
export function parseClass(reader: PatternReader): CharacterSet {
  const start = reader.offset - 1;
  const isNegated = reader.accept("^");
  const ranges: CharacterRange[] = [];
  while (!reader.accept("]")) {
    if (reader.atEnd()) reader.failAt(start, "this class has no end", "close it with `]`");
    ranges.push(...parsePart(reader));
  }
  if (ranges.length === 0) reader.failAt(start, "this class has no characters", "name some, as in `[a-z]`");
  return isNegated ? complementOf(ranges) : ranges;
}

/** A character, an escape or a range. */
function parsePart(reader: PatternReader): CharacterSet {
  const start = reader.offset;
  const first = parseMember(reader);
  if (!reader.at("-") || reader.at("-]")) return first;
  reader.next();
  const last = parseMember(reader);
  const [[low, lowEnd] = [0, -1]] = first;
  const [[high, highEnd] = [0, -1]] = last;
  const length = reader.offset - start;
  if (first.length !== 1 || last.length !== 1 || low !== lowEnd || high !== highEnd)
    return reader.failAt(
      start,
      "a range goes from a character to a character",
      "write `\\-` for the sign",
      length,
    );
  if (low > high)
    return reader.failAt(start, "the first character of a range comes last", "turn it round", length);
  return [[low, high]];
}

function parseMember(reader: PatternReader): CharacterSet {
  if (reader.accept("\\")) return parseEscape(reader, "-");
  if (reader.at("[")) reader.fail("`[` is a sign of patterns", "write `\\[`");
  const codePoint = reader.next();
  return [[codePoint, codePoint]];
}
