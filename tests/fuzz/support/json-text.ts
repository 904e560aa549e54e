import type { Random } from "../../chaos/support/random.ts";

/** JSON that is written literally, for what `JSON.stringify` never writes. */
export class Verbatim {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** A value of which a text can be made: JSON, or JSON with verbatim parts. */
export type Draft =
  | null
  | boolean
  | number
  | string
  | Verbatim
  | readonly Draft[]
  | { readonly [name: string]: Draft };

/** The text of a draft. */
export function write(draft: Draft): string {
  if (draft instanceof Verbatim) return draft.text;
  if (typeof draft !== "object" || draft === null) return JSON.stringify(draft);
  if (isList(draft)) return `[${draft.map(write).join(",")}]`;
  return `{${Object.entries(draft)
    .map(([name, member]) => `${JSON.stringify(name)}:${write(member)}`)
    .join(",")}}`;
}

/** Whether a draft is an array. */
export function isList(draft: Draft): draft is readonly Draft[] {
  return Array.isArray(draft);
}

/** What programs that read JSON have stumbled over. */
const oddTexts: readonly [string, ...string[]] = [
  "null",
  ...["true", "[]", "{}", '""', "0", "-1", "1.5"],
  ...[
    "1e400",
    "-1e400",
    "-0",
    "1e-400",
    "0.1E+1",
    "9007199254740993",
    "-9223372036854775809",
    "1".repeat(400),
  ],
  ...[
    '"\\ud800"',
    '"\\udc00\\ud800"',
    '"\\u0000"',
    '"\u2028\ufeff"',
    '"\ud83d\ude00"',
    `"${"é".repeat(300)}"`,
  ],
  ...['"__proto__"', '"constructor"', '"../../../etc/passwd"', '"; DROP TABLE events; --"', '"%s%n$(id)"'],
  '{"__proto__":{"polluted":true}}',
  '{"constructor":{"prototype":{"polluted":true}}}',
  '{"__proto__":null,"toString":1,"valueOf":[],"hasOwnProperty":0,"then":1,"toJSON":{}}',
  '{"length":-1,"0":0}',
  '{"a":1,"a":2,"\\u0061":3}',
  ...[64, 509, 510, 511].flatMap((depth) => [nestedArrays(depth), nestedObjects(depth)]),
];

function nestedArrays(depth: number): string {
  return "[".repeat(depth) + "]".repeat(depth);
}

function nestedObjects(depth: number): string {
  return `${'{"":'.repeat(depth)}0${"}".repeat(depth)}`;
}

/** Something odd, or a small value of chance. */
export function drawOdd(random: Random): Draft {
  // Deeper than a stack goes, and large: of these a few are enough.
  if (random.chance(0.0005)) return new Verbatim(random.pick([nestedArrays, nestedObjects])(30_000));
  return random.chance(0.5) ? new Verbatim(random.pick(oddTexts)) : new Verbatim(drawText(random, 3));
}

/** A text of chance by the grammar of RFC 8259, in all its spellings. */
export function drawText(random: Random, depth: number): string {
  const kind = random.between(0, depth > 0 ? 7 : 4);
  if (kind === 0) return random.pick(["null", "true", "false"]);
  if (kind <= 2) return drawNumber(random);
  if (kind <= 4) return drawString(random);
  const members = Array.from({ length: random.between(0, 4) }, () => drawText(random, depth - 1));
  const space = (): string => random.pick(["", "", "", " ", "\n", "\t\r "]);
  const join = (texts: readonly string[]): string => texts.join(`${space()},${space()}`);
  if (kind === 5) return `[${space()}${join(members)}${space()}]`;
  return `{${space()}${join(members.map((member) => `${drawName(random)}${space()}:${member}`))}}`;
}

function drawNumber(random: Random): string {
  const digits = (most: number): string => String(random.between(0, 10 ** most - 1));
  const fraction = random.chance(0.3) ? `.${digits(6)}` : "";
  const exponent = random.chance(0.2)
    ? `${random.pick(["e", "E"])}${random.pick(["", "+", "-"])}${digits(3)}`
    : "";
  return `${random.pick(["", "-"])}${digits(random.between(1, 9))}${fraction}${exponent}`;
}

/**
 * A name never has a backslash in it. Where an object has had such a name, V8 takes an escape in the same
 * place of a later object for that (nodejs/node#63785), in the server or here: that is none of the server's.
 */
function drawName(random: Random): string {
  return drawString(random).replaceAll(/\\\\|\\u005c/g, "\\/");
}

/** What strings are made of, beside escapes by number. */
const pieces: readonly [string, ...string[]] = [
  "a",
  ...["Z", "0", " ", "é", "日", "\ud83d\ude00", "\u007f", "\\n", '\\"', "\\\\", "\\/", "id", "method"],
];

function drawString(random: Random): string {
  const drawn = Array.from({ length: random.between(0, 8) }, () =>
    random.chance(0.2)
      ? `\\u${random.between(0, 0xffff).toString(16).padStart(4, "0")}`
      : random.pick(pieces),
  );
  return `"${drawn.join("")}"`;
}
