import { describe, expect, it } from "vitest";
import { formatDuration } from "./duration.ts";

describe("formatDuration", () => {
  it.each([
    [-1, "0 s"],
    [999, "0 s"],
    [59_999, "59 s"],
    [65_000, "1:05 min"],
    [3_600_000, "1:00 h"],
    [86_400_000 - 1, "23:59 h"],
  ])("shows %i ms as %s", (durationMs, shown) => {
    expect(formatDuration(durationMs)).toBe(shown);
  });
});
