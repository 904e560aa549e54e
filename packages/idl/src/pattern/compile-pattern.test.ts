import { createTextRule } from "@aiwhisperer/protocol/rpc";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compilePattern } from "./compile-pattern.ts";
import { PatternFault } from "./pattern-node.ts";

function ruleOf(source: string) {
  return createTextRule(`that fits /${source}/`, compilePattern(source));
}

function faultOf(source: string): string {
  try {
    compilePattern(source);
    return "none";
  } catch (fault) {
    if (!(fault instanceof PatternFault)) throw fault;
    const { offset, length, message, help } = fault;
    return `${source.slice(offset, offset + length)}: ${message} (${help})`;
  }
}

const atom = fc.constantFrom(
  "a",
  "b",
  "é",
  "😀",
  ".",
  "\\d",
  "\\W",
  "\\s",
  "[a-c]",
  "[^a😀]",
  "[\\-\\]0-9]",
  "\\u00e9",
);
const randomPattern = fc.letrec<{ pattern: string }>((tie) => ({
  pattern: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    atom,
    fc.tuple(tie("pattern"), tie("pattern")).map((parts) => parts.join("")),
    fc.tuple(tie("pattern"), tie("pattern")).map(([a, b]) => `(?:${a}|${b})`),
    fc
      .tuple(tie("pattern"), fc.constantFrom("*", "+", "?", "{2}", "{1,}", "{0,3}", "{0}"))
      .map(([part, counts]) => `(${part})${counts}`),
  ),
})).pattern;
const randomText = fc.string({
  unit: fc.constantFrom("a", "b", "c", "é", "😀", "\ud83d", "\n", " ", "7", "-", "]"),
  maxLength: 8,
});

describe("a pattern", () => {
  it("decides as ECMAScript's regular expressions do about the whole text", () => {
    const verdicts = { fits: 0, faulty: 0 };
    fc.assert(
      fc.property(randomPattern, fc.array(randomText, { minLength: 20, maxLength: 20 }), (source, texts) => {
        const rule = ruleOf(source);
        const expression = new RegExp(`^(?:${source})$`, "u");
        for (const text of texts) {
          const verdict = rule.fits(text);
          expect(verdict, JSON.stringify({ source, text })).toBe(expression.test(text));
          verdicts[verdict ? "fits" : "faulty"]++;
        }
      }),
      { numRuns: 300 },
    );
    expect(Math.min(verdicts.fits, verdicts.faulty)).toBeGreaterThan(200);
  });

  it.each(["(a*)*b", "(a|a)*b", "(a|aa)+b", "(.*)*,(.*)*", "([a-z]+)+\\d"])(
    "takes one step for each character, whatever backtracking would take: %s",
    (source) => {
      const rule = ruleOf(source);
      let steps = 0;
      const codePointAt = () => {
        steps++;
        return 0x61;
      };
      const text = { length: 200_000, codePointAt } as unknown as string;
      rule.fits(text);
      expect(steps).toBe(200_000);
    },
  );

  it.each([
    ["^a", "^: a pattern describes the whole text (remove `^`, or escape it)"],
    ["a$", "$: a pattern describes the whole text (remove `$`, or escape it)"],
    ["(a)\\1", "\\1: a pattern does not refer back to a group (write out what the group may be)"],
    ["a(?=b)", "(?=: a pattern does not look ahead or behind (describe the whole text from left to right)"],
    ["(?<!a)b", "(?<!: a pattern does not look ahead or behind (describe the whole text from left to right)"],
    ["\\bword", "\\b: a pattern does not look ahead or behind (describe the whole text from left to right)"],
    ["(?<n>a)", "(?<n>: `(?<n>` begins no group here (write a group as `(…)`; it has no name and no flags)"],
    ["(?i)a", "(?i: `(?i` begins no group here (write a group as `(…)`; it has no name and no flags)"],
    [
      "a*?b",
      "?: `?` behind a repetition has no meaning (remove it: the whole text is matched, so that there is no shorter or longer match)",
    ],
    ["a**", "*: this repetition is repeated (put the inner one into a group)"],
    ["*a", "*: `*` repeats nothing (write it behind what is repeated, or escape it: `\\*`)"],
    ["a{,3}", "{: this is no repetition (write `{2}`, `{2,}` or `{2,5}`, or `\\{`)"],
    ["a{3,1}", "{3,1}: the smaller number comes first (write `{1,3}`)"],
    [
      "a{5000}",
      "{5000}: a repetition counts to 1000 at most (write `*` or `+`, and limit the length of the text, as in `string(..5000)`)",
    ],
    ["\\p{L}", "\\p: there is no escape `\\p` (write the ranges of characters, as in `[a-zà-ÿ]`)"],
    ["\\e", "\\e: there is no escape `\\e` (write the character itself, `e`)"],
    [
      "\\ud83d",
      "\\u: this escape is no character (write four hexadecimal digits, as in `\\u00e9`, or the character itself)",
    ],
    ["a]", "]: `]` is a sign of patterns (write `\\]`)"],
    ["[a", "[: this class has no end (close it with `]`)"],
    ["[]", "[: this class has no characters (name some, as in `[a-z]`)"],
    ["[[:alpha:]]", "[: `[` is a sign of patterns (write `\\[`)"],
    ["[z-a]", "z-a: the first character of a range comes last (turn it round)"],
    ["[\\d-z]", "\\d-z: a range goes from a character to a character (write `\\-` for the sign)"],
    ["(a", "(: this group has no end (close it with `)`)"],
    ["a)", "): `)` closes no group (remove it, or write `\\)` for the character)"],
  ])("is refused with what to write instead: %s", (source, fault) => {
    expect(faultOf(source)).toBe(fault);
  });

  it.each([
    "((a{1,99}){1,99}){1,99}",
    "(.*a){0,900}b",
    "[ab]*a[ab]{12}",
    `${"(".repeat(40)}a${")".repeat(40)}`,
  ])("is refused when it is too large, in bounded time: %s", (source) => {
    expect(faultOf(source)).toMatch(/too many states|nested more than/);
  });

  it("is refused when it is too long", () => {
    expect(faultOf("a".repeat(1_001))).toContain("a pattern has at most 1000 characters");
  });
});
