import { describe, expect, it } from "vitest";
import { boundText } from "./bounded-text.ts";

const bound = { maxLines: 2, maxCharacters: 10, keep: "start" } as const;

describe("boundText", () => {
  it("keeps a short text whole and leaves out the end of its last line", () => {
    expect(boundText("a\nb\n", bound)).toEqual({ text: "a\nb", missingLines: 0, missingCharacters: 0 });
  });

  it("keeps the first lines, or the last", () => {
    expect(boundText("a\nb\nc", bound)).toEqual({ text: "a\nb", missingLines: 1, missingCharacters: 2 });
    expect(boundText("a\nb\nc", { ...bound, keep: "end" })).toMatchObject({ text: "b\nc", missingLines: 1 });
  });

  it("keeps a part of a line that is too long", () => {
    expect(boundText("x".repeat(50), bound)).toEqual({
      text: "x".repeat(10),
      missingLines: 1,
      missingCharacters: 40,
    });
    expect(boundText(`${"x".repeat(50)}\nend`, { ...bound, keep: "end" })).toEqual({
      text: "xxxxxx\nend",
      missingLines: 1,
      missingCharacters: 44,
    });
  });

  it("cuts no character in half", () => {
    expect(boundText("123456789😀", bound).text.isWellFormed()).toBe(true);
  });
});
