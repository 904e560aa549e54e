import { describe, expect, it } from "vitest";
import { LineRange } from "./line-range.ts";

const limits = { maxWorkspaceOutputLength: 50_000, maxReadLines: 2_000 };
const everything = { startLine: 1, endLine: Number.POSITIVE_INFINITY };

function read(text: string, bounds = everything, pieceLength = text.length || 1): string {
  const range = new LineRange(bounds, limits);
  for (let start = 0; start < text.length; start += pieceLength) {
    range.add(text.slice(start, start + pieceLength));
  }
  return range.finish(true);
}

const numbered = (count: number): string =>
  Array.from({ length: count }, (_, index) => `line ${index + 1}\n`).join("");

describe("LineRange", () => {
  it.each(["", "a", "a\n", "a\nb", "\n\n", "a\r\nb\r\n"])("returns the whole of %j unchanged", (text) => {
    expect(read(text)).toBe(text);
  });

  it("returns the same however the text is cut into pieces", () => {
    const text = numbered(30);
    const whole = read(text, { startLine: 4, endLine: 17 });
    for (let length = 1; length < 20; length += 1) {
      expect(read(text, { startLine: 4, endLine: 17 }, length)).toBe(whole);
    }
  });

  it("says where lines from the middle are from", () => {
    expect(read(numbered(5), { startLine: 2, endLine: 3 })).toBe("line 2\nline 3\n(Lines 2–3 of 5.)");
  });

  it("says that lines up to the end are from the middle", () => {
    expect(read("a\nb\nc", { startLine: 3, endLine: 9 })).toBe("c\n(Lines 3–3 of 3.)");
  });

  it("says how to get the rest of too many lines", () => {
    const text = read(numbered(5_321));
    expect(text).toMatch(/^line 1\n/);
    expect(text).toMatch(/\nline 2000\n… lines 1–2,000 of 5,321; continue with startLine 2001\.$/);
  });

  it("says how to get the rest of lines that are too long together", () => {
    const text = read(`${"x".repeat(999)}\n`.repeat(100));
    expect(text).toHaveLength(50_000 + "… lines 1–50 of 100; continue with startLine 51.".length);
    expect(text).toMatch(/… lines 1–50 of 100; continue with startLine 51\.$/);
  });

  it("does not offer more than was asked for", () => {
    expect(read(numbered(3_000), { startLine: 1, endLine: 2_000 })).toMatch(/\(Lines 1–2,000 of 3,000\.\)$/);
  });

  it("cuts a very long line and continues after it", () => {
    const text = read(`${"x".repeat(5_000)}\nend\n`);
    expect(text).toBe(`${"x".repeat(2_000)}… (cut: 5,001 characters)\nend\n`);
  });

  it("says when the text was not read to its end", () => {
    const range = new LineRange(everything, limits);
    range.add("a\nb\n");
    expect(range.finish(false)).toBe("a\nb\n(Lines 1–2 of more than 2.)");
  });
});
