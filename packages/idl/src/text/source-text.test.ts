import { describe, expect, it } from "vitest";
import { createSourceText, lineText, locationText, positionAt } from "./source-text.ts";

const source = createSourceText("a.def", "ab\r\n\ncd");

describe("a source text", () => {
  it("knows line and column of every offset, the end too", () => {
    expect([0, 1, 4, 5, 6, 7].map((offset) => positionAt(source, offset))).toEqual([
      { line: 1, column: 1 },
      { line: 1, column: 2 },
      { line: 2, column: 1 },
      { line: 3, column: 1 },
      { line: 3, column: 2 },
      { line: 3, column: 3 },
    ]);
    expect(locationText(source, 5)).toBe("a.def:3:1");
  });

  it("returns lines without their breaks", () => {
    expect([1, 2, 3].map((line) => lineText(source, line))).toEqual(["ab", "", "cd"]);
  });

  it("blanks a byte order mark and keeps the offsets", () => {
    expect(createSourceText("a.def", "\uFEFFab").text).toBe(" ab");
  });
});
