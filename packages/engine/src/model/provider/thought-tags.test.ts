import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ThoughtTags } from "./thought-tags.ts";

/** What becomes of a text in pieces. */
function split(pieces: readonly string[]): { thought: string; text: string } {
  const tags = new ThoughtTags();
  const found = [...pieces.flatMap((piece) => tags.push(piece)), ...tags.end()];
  const join = (isThought: boolean): string =>
    found.map((piece) => (piece.isThought === isThought ? piece.text : "")).join("");
  return { thought: join(true), text: join(false) };
}

describe("tags of thoughts", () => {
  it.each([
    ["<think>a</think>b", "a", "b"],
    [" \n<think>a</think>\n\nb\n", "a", "b\n"],
    ["<think>a <b> </thin c</think>d</think>", "a <b> </thin c", "d</think>"],
    ["<think></think>b", "", "b"],
    ["<think>a", "a", ""],
    ["<think>a</thi", "a</thi", ""],
    ["<reasoning>a</think></reasoning>b", "a</think>", "b"],
    ["b<think>a</think>", "", "b<think>a</think>"],
    ["<thin", "", "<thin"],
    ["  <", "", "  <"],
    ["", "", ""],
  ])("split %j", (given, thought, text) => {
    expect(split([given])).toEqual({ thought, text });
    expect(split([...given])).toEqual({ thought, text });
  });

  it("do not depend on how the text is split", () => {
    const piece = fc.constantFrom(
      "<",
      "think",
      ">",
      "</think>",
      "</",
      " ",
      "\n",
      "a",
      "thinking>",
      "<reasoning>",
      "😀",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        expect(split(pieces)).toEqual(split([pieces.join("")]));
      }),
    );
  });

  it("hold back no more than a tag", () => {
    const tags = new ThoughtTags();
    tags.push("<think>");
    const shown = tags.push(`${"x".repeat(1_000)}</thin`).map(({ text }) => text.length);
    expect(shown).toEqual([1_000]);
  });
});
