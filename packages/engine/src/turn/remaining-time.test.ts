import { describe, expect, it } from "vitest";
import { remainingTime } from "./remaining-time.ts";

const HOUR = 3_600_000;
const at = (now: number) => ({ now: () => now });

describe("the time until a stored deadline", () => {
  it("is what the wall clock says, and none once that is past", () => {
    expect(remainingTime(at(1_000), 1_500, HOUR)).toBe(500);
    expect(remainingTime(at(2_000), 1_500, HOUR)).toBe(0);
  });

  it("is never longer than its limit, however far the clock was set back", () => {
    expect(remainingTime(at(0), 10 * HOUR, HOUR)).toBe(HOUR);
  });
});
