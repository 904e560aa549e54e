import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { splitBlocks } from "./blocks.ts";

const sourcesOf = (text: string) => splitBlocks(text).blocks.map(({ source }) => source);

const piece = fc.constantFrom(
  "word",
  " ",
  "\n",
  "\n\n",
  "```",
  "~~~",
  "- ",
  "1. ",
  "    ",
  "# ",
  "> ",
  "| a |",
  "[x]: y",
  "`",
);
const markdown = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(""));

describe("splitBlocks", () => {
  it("begins a block at a line after a blank one", () => {
    expect(sourcesOf("One.\n\nTwo.\nStill two.\n\n# Three")).toEqual([
      "One.\n\n",
      "Two.\nStill two.\n\n",
      "# Three",
    ]);
  });

  it("keeps a code fence with blank lines in one block", () => {
    const fence = "```ts\nconst a = 1;\n\nconst b = 2;\n```\n\n";
    expect(sourcesOf(`${fence}After`)).toEqual([fence, "After"]);
  });

  it("takes everything after an unclosed fence as its content", () => {
    expect(sourcesOf("Before\n\n````\n```\n\nstill code")).toEqual(["Before\n\n", "````\n```\n\nstill code"]);
  });

  it("keeps a loose list with its indented paragraphs in one block", () => {
    const list = "1. one\n\n   more\n\n2. two\n\n";
    expect(sourcesOf(`${list}After`)).toEqual([list, "After"]);
  });

  it("does not take inline code of three ticks for a fence", () => {
    expect(sourcesOf("```a``` b\n\nnext")).toHaveLength(2);
  });

  it("leaves a text with footnotes whole", () => {
    expect(sourcesOf("One[^1].\n\nTwo.\n\n[^1]: Note")).toHaveLength(1);
  });

  it("loses and adds no character", () => {
    fc.assert(fc.property(markdown, (text) => sourcesOf(text).join("") === text));
  });

  it("splits a growing text like the whole one", () => {
    fc.assert(
      fc.property(markdown, fc.nat(), (text, cut) => {
        const before = splitBlocks(text.slice(0, cut % (text.length + 1)));
        expect(splitBlocks(text, before).blocks).toEqual(splitBlocks(text).blocks);
      }),
    );
  });

  it("takes finished blocks over as the same objects", () => {
    const before = splitBlocks("a\n\nb\n\nc\n\nd");
    const after = splitBlocks("a\n\nb\n\nc\n\nd and more", before);
    expect(after.blocks[0]).toBe(before.blocks[0]);
    expect(after.blocks[1]).toBe(before.blocks[1]);
  });
});
