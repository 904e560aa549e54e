import { describe, expect, it } from "vitest";
import { countLines, countOf, toText } from "./text.ts";

describe("toText", () => {
  it("reads UTF-8 and keeps a byte order mark", () => {
    expect(toText(Buffer.from("\ufeffgrün"))).toBe("\ufeffgrün");
  });

  it.each([
    ["a NUL byte", [0x61, 0x00]],
    ["a byte that UTF-8 never has", [0x61, 0xff]],
    ["half a character", [0xe2, 0x82]],
  ])("takes %s for no text", (_, bytes) => {
    expect(toText(Uint8Array.from(bytes))).toBeUndefined();
  });
});

describe("countLines", () => {
  it.each([
    ["", 0],
    ["a", 1],
    ["a\n", 1],
    ["a\nb", 2],
    ["\n\n", 2],
  ])("counts the lines of %j", (text, count) => {
    expect(countLines(text)).toBe(count);
  });
});

describe("countOf", () => {
  it("uses the singular for one only", () => {
    expect([countOf(0, "line"), countOf(1, "line"), countOf(2000, "match", "matches")]).toEqual([
      "0 lines",
      "1 line",
      "2,000 matches",
    ]);
  });
});
