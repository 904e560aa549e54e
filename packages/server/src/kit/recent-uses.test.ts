import { describe, expect, it } from "vitest";
import { RecentUses } from "./recent-uses.ts";

/** Two uses in a second, and the way to move their time on. */
function open() {
  let time = 0;
  const uses = new RecentUses({ max: 2, windowMs: 1_000, now: () => time });
  const wait = (delayMs: number): void => {
    time += delayMs;
  };
  return { uses, wait };
}

describe("RecentUses", () => {
  it("allow so many within a window, wherever it begins", () => {
    const { uses, wait } = open();
    expect(uses.take("ann")).toBe(0);
    wait(900);
    expect(uses.take("ann")).toBe(0);
    expect(uses.take("ann")).toBe(100);
    wait(100);
    expect(uses.take("ann")).toBe(0);
    wait(899);
    expect(uses.take("ann")).toBe(1);
  });

  it("do not count what they refused", () => {
    const { uses, wait } = open();
    for (let use = 0; use < 10; use += 1) uses.take("ann");
    wait(1_000);
    expect([uses.take("ann"), uses.take("ann"), uses.take("ann")]).toEqual([0, 0, 1_000]);
  });

  it("are apart for each key, and kept only as long as they count", () => {
    const { uses, wait } = open();
    for (let user = 0; user < 1_000; user += 1) {
      expect(uses.take(`user-${user}`)).toBe(0);
      wait(200);
    }
    expect(uses.size).toBeLessThan(10);
  });
});
