import { describe, expect, it } from "vitest";
import { Draft } from "./draft.ts";
import { editDraft } from "./edit-keys.ts";

function typed(text: string, ...keys: readonly string[]): string {
  const draft = new Draft();
  draft.set(text);
  for (const key of keys) if (!editDraft(draft, key)) draft.insert(key);
  return `${draft.graphemes.slice(0, draft.cursor).join("")}|${draft.graphemes.slice(draft.cursor).join("")}`;
}

describe("a draft", () => {
  it.each([
    ["inserts at the cursor", typed("ac", "left", "b"), "ab|c"],
    ["deletes whole graphemes", typed("a👨‍👩‍👧", "backspace"), "a|"],
    ["joins combining characters to what is before them", typed("e", "\u0301", "left"), "|e\u0301"],
    ["moves by words", typed("one two", "meta-b"), "one |two"],
    ["deletes a word", typed("one two", "ctrl-w"), "one |"],
    ["brings back what was deleted", typed("one two", "ctrl-w", "ctrl-a", "ctrl-y"), "two|one "],
    ["goes to the ends of its line", typed("one\ntwo", "ctrl-a", "x", "ctrl-e"), "one\nxtwo|"],
    ["deletes to the ends of its line", typed("one\ntwo", "left", "ctrl-u"), "one\n|o"],
    ["stays inside", typed("a", "right", "delete", "left", "left", "backspace"), "|a"],
  ])("%s", (_what, found, expected) => {
    expect(found).toBe(expected);
  });

  it("moves by lines, at the same column where there is one", () => {
    const draft = new Draft();
    draft.set("long line\nx");
    expect([draft.moveByLine(-1), draft.cursor]).toEqual([true, 1]);
    expect([draft.moveByLine(-1), draft.cursor]).toEqual([false, 1]);
    expect([draft.moveByLine(1), draft.cursor]).toEqual([true, 11]);
  });
});
