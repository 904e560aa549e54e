import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cellsOf, graphemesOf, wrapRows } from "./wrap-rows.ts";

const ESCAPE = "\u001b";
const texts = (line: string, columns: number): readonly string[] =>
  wrapRows(line, columns).map(({ text }) => text);

describe("wrapRows", () => {
  it.each([
    ["breaks between words", "one two three", 8, ["one two ", "three"]],
    ["drops the space that does not fit", "one two three", 7, ["one two", "three"]],
    ["breaks inside a word that is longer than a row", "abcdefghij k", 4, ["abcd", "efgh", "ij k"]],
    ["breaks between wide characters", "漢字漢字漢", 5, ["漢字", "漢字", "漢"]],
    ["does not break a family of emoji", "ab👨‍👩‍👧c", 3, ["ab", "👨‍👩‍👧c"]],
    ["counts combining characters as nothing", "e\u0301e\u0301 e\u0301", 3, ["e\u0301e\u0301 ", "e\u0301"]],
    ["makes spaces of tabs", "a\tb", 20, ["a       b"]],
    [
      "counts codes of colours as nothing",
      `${ESCAPE}[2mone two${ESCAPE}[22m`,
      4,
      [`${ESCAPE}[2mone `, `two${ESCAPE}[22m`],
    ],
    ["returns one row for an empty text", "", 4, [""]],
  ])("%s", (_what, line, columns, rows) => {
    expect(texts(line, columns)).toEqual(rows);
  });

  const piece = fc.constantFrom(
    "a",
    "bc",
    " ",
    "  ",
    "漢",
    "é",
    "e\u0301",
    "👍🏽",
    "\t",
    "word",
    `${ESCAPE}[2m`,
    `${ESCAPE}[22m`,
  );
  const line = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(""));
  const columns = fc.integer({ min: 2, max: 20 });

  it("returns no row that is too wide, and loses only spaces", () => {
    const visible = (text: string): string => text.replaceAll(/\s/g, "");
    fc.assert(
      fc.property(line, columns, (text, width) => {
        const rows = wrapRows(text, width);
        for (const row of rows) {
          expect(row.width).toBeLessThanOrEqual(width);
          const plain = row.text.replaceAll(`${ESCAPE}[2m`, "").replaceAll(`${ESCAPE}[22m`, "");
          expect(graphemesOf(plain).reduce((sum, each) => sum + cellsOf(each), 0)).toBe(row.width);
        }
        expect(visible(rows.map((row) => row.text).join(""))).toBe(visible(text));
      }),
    );
  });

  it("changes no row but the last when the line grows", () => {
    fc.assert(
      fc.property(line, line, columns, (text, more, width) => {
        const before = texts(text, width).slice(0, -1);
        expect(texts(text + more, width).slice(0, before.length)).toEqual(before);
      }),
    );
  });
});
