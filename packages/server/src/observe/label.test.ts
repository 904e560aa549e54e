import { ToolDecision } from "@aiwhisperer/protocol";
import { describe, expect, it } from "vitest";
import { FirstLabels, knownLabel, labelsOf } from "./label.ts";

describe("a label", () => {
  it("is a wire enum's member in snake case", () => {
    expect([...labelsOf(ToolDecision)]).toEqual([
      [0, "allow_once"],
      [1, "allow_always"],
      [2, "deny"],
    ]);
  });

  it("is other where a name is not one of the known", () => {
    const known = new Set(["a"]);
    expect(["a", "b", ""].map((name) => knownLabel(name, known))).toEqual(["a", "other", "other"]);
  });

  it("is other for every name after the first so many, and stays what it was for those", () => {
    const labels = new FirstLabels(2);
    expect(["a", "b", "c", "a", "d"].map((name) => labels.of(name))).toEqual([
      "a",
      "b",
      "other",
      "a",
      "other",
    ]);
  });
});
