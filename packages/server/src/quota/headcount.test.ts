import { describe, expect, it } from "vitest";
import { Headcount } from "./headcount.ts";

describe("Headcount", () => {
  it("lets no more in of one key than may be, until one leaves", () => {
    const headcount = new Headcount(2);
    const leave = headcount.enter("ann");
    headcount.enter("ann");
    expect(headcount.enter("ann")).toBeUndefined();
    expect(headcount.enter("ben")).toBeDefined();
    leave?.();
    expect(headcount.enter("ann")).toBeDefined();
    expect(headcount.enter("ann")).toBeUndefined();
  });

  it("forgets a key when everybody has left", () => {
    const headcount = new Headcount(5);
    const leaves = [1, 2, 3].map(() => headcount.enter("ann"));
    for (const leave of leaves) leave?.();
    expect(headcount.size).toBe(0);
  });

  it("lets everybody in without a limit", () => {
    const headcount = new Headcount(0);
    for (let count = 0; count < 1_000; count += 1) expect(headcount.enter("ann")).toBeDefined();
  });
});
