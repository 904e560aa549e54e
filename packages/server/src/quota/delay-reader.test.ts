import { describe, expect, it } from "vitest";
import { delayReader } from "./delay-reader.ts";

/** A histogram of times in milliseconds, and a reader of it that takes 20 for granted. */
function open(...times: number[]) {
  const histogram = {
    get count() {
      return times.length;
    },
    get mean() {
      return times.length === 0
        ? Number.NaN
        : (1e6 * times.reduce((sum, time) => sum + time, 0)) / times.length;
    },
    get stddev() {
      const mean = this.mean / 1e6;
      return 1e6 * Math.sqrt(times.reduce((sum, time) => sum + (time - mean) ** 2, 0) / times.length);
    },
  };
  const read = delayReader(histogram, 20);
  return { measure: (...more: number[]) => times.push(...more), read };
}

describe("the delay of the event loop", () => {
  it("is none while the loop runs what is due, or nothing was measured", () => {
    const { measure, read } = open();
    expect(read()).toBe(0);
    measure(20, 20, 20);
    expect(read()).toBeCloseTo(0);
    expect(read()).toBe(0);
  });

  it("is that of one long pause, when there was no other run in between", () => {
    const { measure, read } = open();
    measure(620);
    expect(read()).toBeCloseTo(600);
    measure(620);
    expect(read()).toBeCloseTo(600);
  });

  it("counts pauses by their length: what comes meets a long one more likely", () => {
    const { measure, read } = open();
    measure(600, 20, 20);
    expect(read()).toBeGreaterThan(540);
    measure(100, 20, 20, 20, 20, 20);
    expect(read()).toBeLessThan(50);
  });

  it("is of the time since the last reading alone", () => {
    const { measure, read } = open(5_000, 5_000);
    for (let run = 0; run < 25; run += 1) measure(20);
    expect(read()).toBeCloseTo(0);
  });
});
