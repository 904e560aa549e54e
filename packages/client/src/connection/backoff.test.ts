import { describe, expect, it } from "vitest";
import { defaultReconnectPolicy, reconnectDelayMs } from "./backoff.ts";

const lost = (attempt: number, closeCode = 1006, random = 0) =>
  reconnectDelayMs(defaultReconnectPolicy, { attempt, closeCode, random });

describe("the delay before the link is tried again", () => {
  it("has a ceiling that doubles up to the longest delay", () => {
    expect([1, 2, 3, 4, 5, 6, 7, 50].map((attempt) => lost(attempt))).toEqual([
      250, 500, 1_000, 2_000, 4_000, 8_000, 10_000, 10_000,
    ]);
  });

  it("is a number however often the link was lost", () => {
    const policy = { ...defaultReconnectPolicy, minDelayMs: 0 };
    expect(reconnectDelayMs(policy, { attempt: 100_000, closeCode: 1006, random: 0 })).toBe(0);
    expect(lost(100_000)).toBe(10_000);
  });

  it("is anywhere below its ceiling by default", () => {
    expect(lost(3, 1006, 0.75)).toBe(250);
    expect(lost(3, 1006, 0.999_999)).toBe(0);
  });

  it("keeps a share of the ceiling where less is left to chance", () => {
    const policy = { ...defaultReconnectPolicy, jitter: 0.5 };
    expect(reconnectDelayMs(policy, { attempt: 1, closeCode: 1006, random: 0.999_999 })).toBe(125);
  });

  it("has the highest ceiling at once when the server has too much to do", () => {
    expect(lost(1, 1013)).toBe(10_000);
    expect(lost(1, 4429)).toBe(10_000);
    expect(lost(1, 1012)).toBe(250);
  });
});
