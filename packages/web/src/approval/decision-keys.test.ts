import { describe, expect, it } from "vitest";
import { answerOf, readingTimeMs } from "./decision-keys.ts";

const press = (key: string, fields: object = {}) => ({
  key,
  altKey: false,
  ctrlKey: false,
  metaKey: false,
  repeat: false,
  ...fields,
});

describe("answerOf", () => {
  it.each([
    ["y", "allow-once"],
    ["Y", "allow-once"],
    ["a", undefined],
    ["A", undefined],
    ["n", "deny"],
    ["x", undefined],
    ["Enter", undefined],
  ])("takes %s for %s", (key, answer) => {
    expect(answerOf(press(key), readingTimeMs)).toBe(answer);
  });

  it("takes no key that was pressed before the question could be read", () => {
    expect(answerOf(press("y"), readingTimeMs - 1)).toBeUndefined();
  });

  it("takes neither a held key nor a combination", () => {
    for (const fields of [{ repeat: true }, { ctrlKey: true }, { altKey: true }, { metaKey: true }]) {
      expect(answerOf(press("y", fields), 10_000)).toBeUndefined();
    }
  });
});
