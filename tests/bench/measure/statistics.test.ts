import { describe, expect, it } from "vitest";
import { quantile, Samples, spreadOf } from "./statistics.ts";

describe("statistics", () => {
  it("take a quantile between the values next to it", () => {
    expect(quantile([1, 2, 3, 4], 0)).toBe(1);
    expect(quantile([1, 2, 3, 4], 0.5)).toBe(2.5);
    expect(quantile([1, 2, 3, 4], 1)).toBe(4);
    expect(quantile([], 0.5)).toBeNaN();
  });

  it("give the median and the ends of rounds in any order", () => {
    expect(spreadOf([9, 1, 10])).toEqual({ median: 9, lowest: 1, highest: 10, count: 3 });
  });

  it("sum samples up by number and not by text", () => {
    const samples = new Samples();
    for (const value of [100, 9, 1]) samples.add(value);
    expect(samples.summary()).toMatchObject({ p50: 9, p99: expect.closeTo(98.18), count: 3 });
  });
});
