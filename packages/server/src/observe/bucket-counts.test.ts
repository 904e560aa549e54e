import { describe, expect, it } from "vitest";
import { BucketCounts } from "./bucket-counts.ts";

describe("BucketCounts", () => {
  it("counts a value in every bucket whose bound it does not pass", () => {
    const counts = new BucketCounts([1, 2, 5]);
    for (const value of [0.5, 1, 1.5, 5, 9]) counts.observe(value);
    expect(counts.samples().map(({ kind, bound, value }) => [bound ?? kind, value])).toEqual([
      [1, 2],
      [2, 3],
      [5, 4],
      ["+Inf", 5],
      ["sum", 17],
      ["count", 5],
    ]);
  });

  it("keeps the rows of its labels apart, and has none before there is a value", () => {
    const counts = new BucketCounts([1]);
    expect(counts.samples()).toEqual([]);
    counts.observe(1, "a");
    counts.observe(3, "b");
    const totals = counts.samples().filter(({ kind }) => kind === "sum");
    expect(totals).toEqual([
      { kind: "sum", label: "a", value: 1 },
      { kind: "sum", label: "b", value: 3 },
    ]);
  });
});
