import { describe, expect, it } from "vitest";
import { splitBlocks } from "./blocks.ts";
import { markdownBounds } from "./bounds.ts";
import { isParseDue, type ParsedPart } from "./markdown-block.tsx";

/** Characters that are parsed while a text grows by pieces, a frame for each. */
function parsedCharacters(text: string, pieceLength: number): number {
  let sum = 0;
  let split = splitBlocks("");
  let parsed: ParsedPart = { length: 0, atMs: 0 };
  let openStart = -1;
  const settled = new Set<number>();
  for (let end = pieceLength; end < text.length + pieceLength; end += pieceLength) {
    split = splitBlocks(text.slice(0, end), split);
    const open = split.blocks.at(-1);
    for (const block of split.blocks.slice(0, -1)) {
      if (settled.has(block.start)) continue;
      settled.add(block.start);
      if (block.kind === "markdown") sum += block.source.length;
    }
    if (open?.start !== openStart) parsed = { length: 0, atMs: 0 };
    openStart = open?.start ?? -1;
    if (open?.kind !== "markdown" || !isParseDue(parsed, open.source.length, 0)) continue;
    sum += open.source.length;
    parsed = { length: open.source.length, atMs: 0 };
  }
  return sum;
}

describe("the pace of parsing", () => {
  it.each([
    ["paragraphs", "Some *words* of a paragraph.\n\n"],
    ["one long list", "- an item with `code`\n"],
    ["one line", "word "],
    ["a table", "| a | b |\n|---|---|\n| 1 | 2 |\n"],
    ["link definitions", "[a]: https://example.org\n"],
    ["code", "```ts\nconst a = 1;\n"],
  ])("parses a text of twice the length at about twice the cost: %s", (_name, unit) => {
    const cost = (length: number) => parsedCharacters(unit.repeat(length / unit.length), 40);
    const [half, whole] = [cost(60_000), cost(120_000)];
    expect(whole).toBeLessThanOrEqual(2.4 * half + 1);
    expect(whole).toBeLessThan(120_000 * 25);
  });

  it("parses a long block again when it has grown by a part, or after a time", () => {
    const parsed = { length: 4_000, atMs: 1_000 };
    expect(isParseDue(parsed, 4_100, 1_050)).toBe(false);
    expect(isParseDue(parsed, 4_700, 1_050)).toBe(true);
    expect(isParseDue(parsed, 4_100, 1_000 + markdownBounds.reparseAfterMs)).toBe(true);
    expect(isParseDue(parsed, 4_000, 9_000)).toBe(false);
  });
});
