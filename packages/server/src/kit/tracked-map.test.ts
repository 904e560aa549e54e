import { expect, it } from "vitest";
import { track } from "./tracked-map.ts";

it("forgets the oldest entries beyond the bound", () => {
  const tracked = new Map<number, string>();
  for (let key = 0; key < 100_002; key += 1) track(tracked, key, "open");
  expect(tracked.size).toBe(100_000);
  expect([...tracked.keys()].slice(0, 2)).toEqual([2, 3]);
});
