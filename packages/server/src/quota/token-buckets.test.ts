import { describe, expect, it } from "vitest";
import { TokenBuckets } from "./token-buckets.ts";

/** Buckets of 3 that fill by 2 a second, and the way to move their time on. */
function open() {
  let time = 0;
  const buckets = new TokenBuckets({ perSecond: 2, burst: 3, now: () => time });
  const wait = (delayMs: number): void => {
    time += delayMs;
  };
  return { buckets, wait };
}

describe("TokenBuckets", () => {
  it("allow as much at once as a bucket holds, and say how long it takes until there is more", () => {
    const { buckets } = open();
    expect([1, 2, 3, 4].map(() => buckets.take("ann"))).toEqual([0, 0, 0, 500]);
  });

  it("fill steadily, up to their size", () => {
    const { buckets, wait } = open();
    for (const _ of [1, 2, 3]) buckets.take("ann");
    wait(250);
    expect(buckets.take("ann")).toBe(250);
    wait(250);
    expect([buckets.take("ann"), buckets.take("ann")]).toEqual([0, 500]);
    wait(3_600_000);
    expect([1, 2, 3, 4].map(() => buckets.take("ann"))).toEqual([0, 0, 0, 500]);
  });

  it("have a token after exactly the announced time", () => {
    const { buckets, wait } = open();
    for (const _ of [1, 2, 3]) buckets.take("ann");
    wait(1.25);
    wait(buckets.take("ann"));
    expect(buckets.take("ann")).toBe(0);
  });

  it("are apart for each key", () => {
    const { buckets } = open();
    for (const _ of [1, 2, 3]) buckets.take("ann");
    expect(buckets.take("ben")).toBe(0);
  });

  it("are kept only while they fill", () => {
    const { buckets, wait } = open();
    for (let user = 0; user < 1_000; user += 1) {
      buckets.take(`user-${user}`);
      wait(100);
    }
    expect(buckets.size).toBeLessThan(10);
  });
});
