import { describe, expect, it } from "vitest";
import { boundDepth } from "./bound-depth.ts";
import { isDeeperThan, measureJson } from "./measure-json.ts";

/** A value of that many levels. */
const nested = (levels: number): unknown =>
  JSON.parse(`${'{"a":['.repeat(levels / 2)}${"]}".repeat(levels / 2)}`);

describe("measureJson", () => {
  it("measures depth without recursion", () => {
    expect(isDeeperThan(nested(512), 512)).toBe(false);
    expect(isDeeperThan(nested(514), 512)).toBe(true);
    expect(isDeeperThan(nested(1_000_000), 512)).toBe(true);
    expect(isDeeperThan("text", 0)).toBe(false);
    expect(isDeeperThan([], 0)).toBe(true);
  });

  it("weighs values, and long texts by their length", () => {
    expect(measureJson({ a: [1, true, null], b: "x" }, 2).weight).toBe(6);
    expect(measureJson(["x".repeat(2_560)], 1).weight).toBe(12);
  });
});

describe("boundDepth", () => {
  it("returns the value itself within the bound", () => {
    const value = { a: [{ b: 1 }] };
    expect(boundDepth(value, 3)).toBe(value);
  });

  it("puts a text in the place of what is deeper", () => {
    expect(boundDepth({ a: [{ b: 1 }], c: 1 }, 2)).toEqual({ a: ["[left out: nested too deep]"], c: 1 });
    expect(JSON.stringify(boundDepth(nested(1_000_000), 512))).toContain("left out");
  });

  it("throws for a value that contains itself", () => {
    const cyclic: unknown[] = [];
    cyclic.push(cyclic, cyclic);
    expect(() => boundDepth(cyclic, 512)).toThrow(TypeError);
  });
});
