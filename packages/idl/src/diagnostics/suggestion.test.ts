import { describe, expect, it } from "vitest";
import { editDistance, nearestWord } from "./suggestion.ts";

describe("nearestWord", () => {
  it.each([
    ["sesionId", ["userId", "sessionId"], "sessionId"],
    ["strnig", ["string", "float"], "string"],
    ["STRING", ["string"], "string"],
    ["in", ["int"], "int"],
    ["Buzz", ["Busy", "Buzy"], "Buzy"],
  ])("finds what %s meant", (word, candidates, meant) => {
    expect(nearestWord(word, candidates)).toBe(meant);
  });

  it("suggests nothing that is far away", () => {
    expect(nearestWord("Customer", ["string", "int", "SessionParams"])).toBeUndefined();
    expect(nearestWord("abc", [])).toBeUndefined();
  });
});

describe("editDistance", () => {
  it("counts insertions, removals, replacements and exchanged neighbours once each", () => {
    expect(editDistance("", "abc")).toBe(3);
    expect(editDistance("kitten", "sitting")).toBe(3);
    expect(editDistance("form", "from")).toBe(1);
    expect(editDistance("same", "same")).toBe(0);
  });
});
