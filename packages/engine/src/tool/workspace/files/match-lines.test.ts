import { describe, expect, it } from "vitest";
import { type LineSearch, matchLines } from "./match-lines.ts";

function find(text: string, pattern: RegExp, options: Partial<LineSearch> = {}): string[] {
  const search = { pattern, context: 0, maxMatches: 100, deadline: { isOver: false }, ...options };
  return matchLines(text, search).map((line) => `${line.number}${line.isMatch ? ":" : "-"}${line.text}`);
}

describe("matchLines", () => {
  it("returns the matching lines with their numbers", () => {
    expect(find("one\ntwo\nthree\n", /^t/)).toEqual(["2:two", "3:three"]);
  });

  it("does not see the returns of CRLF lines", () => {
    expect(find("one\r\ntwo\r\n", /o$/)).toEqual(["2:two"]);
  });

  it("does not take what follows the last end of line for a line", () => {
    expect(find("a\n\n", /^$/)).toEqual(["2:"]);
  });

  it("shows the lines around matches once, also where they meet", () => {
    expect(find("a\nX\nb\nX\nc\nd", /X/, { context: 1 })).toEqual(["1-a", "2:X", "3-b", "4:X", "5-c"]);
  });

  it("marks a match that was the context of another", () => {
    expect(find("X\nX", /X/, { context: 1 })).toEqual(["1:X", "2:X"]);
  });

  it("ends after as many matches as wanted", () => {
    expect(find("X\nX\nX", /X/, { maxMatches: 2 })).toEqual(["1:X", "2:X"]);
  });

  it("ends when its time is over", () => {
    expect(find("X\nX", /X/, { deadline: { isOver: true } })).toEqual([]);
  });

  it("shows a long line around its match", () => {
    const [line] = find(`${"a".repeat(5_000)}NEEDLE${"b".repeat(5_000)}`, /NEEDLE/);
    expect(line).toMatch(/^1:…a{100}NEEDLEb{294}…$/);
  });
});
