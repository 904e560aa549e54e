import { describe, expect, it } from "vitest";
import { relativeTime } from "./session-item.tsx";

const now = Date.UTC(2026, 5, 15, 12);

describe("relativeTime", () => {
  it.each([
    [0, "now"],
    [-5_000, "now"],
    [59_999, "now"],
    [60_000, "1 min"],
    [3_600_000, "1 h"],
    [86_400_000, "1 d"],
  ])("shows an age of %i ms as %s", (age, shown) => {
    expect(relativeTime(now - age, now)).toBe(shown);
  });

  it("shows the date from a week on", () => {
    expect(relativeTime(now - 8 * 86_400_000, now)).toContain("7");
  });
});
