import { describe, expect, it } from "vitest";
import { parseLifetime } from "./keys-command.ts";

describe("the lifetime of a key", () => {
  it("is a number with a unit behind it", () => {
    const hourMs = 3_600_000;
    expect(["30m", "12h", " 90d", "1y"].map(parseLifetime)).toEqual([
      hourMs / 2,
      12 * hourMs,
      90 * 24 * hourMs,
      365 * 24 * hourMs,
    ]);
  });

  it("is nothing else", () => {
    for (const text of ["", "90", "d", "0d", "-1d", "1.5h", "1w", "1 d", "101y", "999999999y"]) {
      expect(parseLifetime(text), text).toBeUndefined();
    }
  });
});
