import type { Timer } from "@aiwhisperer/engine";
import { describe, expect, it } from "vitest";
import { Overload, type PassedLimit } from "./overload.ts";

/** A delay limited to 100 and memory limited to 1,000, each reading of which the test decides. */
function open() {
  const load = { delay: 0, memory: 0 };
  const changes: (PassedLimit | undefined)[] = [];
  const due: (() => void)[] = [];
  const overload = new Overload({
    gauges: [
      { limit: "maxEventLoopDelayMs", value: 100, read: () => load.delay },
      { limit: "maxMemoryBytes", value: 1_000, read: () => load.memory },
      { limit: "maxLogBacklogLength", value: 0, read: () => Number.POSITIVE_INFINITY },
    ],
    clock: {
      now: () => 0,
      monotonic: () => 0,
      setTimer(_delayMs, callback): Timer {
        due.push(callback);
        return { refresh: () => void due.push(callback), cancel: () => void due.splice(0) };
      },
    },
    onChange: (passed) => changes.push(passed),
  });
  overload.start();
  const read = (change: Partial<typeof load>): string | undefined => {
    Object.assign(load, change);
    due.shift()?.();
    return overload.passed?.limit;
  };
  return { overload, changes, read, due };
}

const delayPassed = { limit: "maxEventLoopDelayMs", value: 100 };

describe("Overload", () => {
  it("begins with the second reading in a row above a limit", () => {
    const { overload, read } = open();
    expect([read({ delay: 101 }), read({ delay: 100 }), read({ delay: 5_000 })]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(read({ delay: 101 })).toBe("maxEventLoopDelayMs");
    expect(overload.passed).toEqual(delayPassed);
  });

  it("ends with the fourth reading in a row well below it", () => {
    const { changes, read } = open();
    for (const delay of [200, 200, 79, 79, 79, 80, 79, 79, 79]) {
      read({ delay });
    }
    expect(read({ delay: 95 })).toBe("maxEventLoopDelayMs");
    for (const _ of [1, 2, 3]) expect(read({ delay: 0 })).toBe("maxEventLoopDelayMs");
    expect(read({ delay: 0 })).toBeUndefined();
    expect(changes).toEqual([delayPassed, undefined]);
  });

  it("does not flicker with readings around the limit", () => {
    const { changes, read } = open();
    for (let round = 0; round < 100; round += 1) read({ delay: round % 2 === 0 ? 150 : 90 });
    expect(changes).toEqual([]);
    for (let round = 0; round < 100; round += 1) read({ delay: round % 3 === 0 ? 10 : 150 });
    expect(changes).toEqual([delayPassed]);
  });

  it("lasts while any limit is passed, and says which", () => {
    const { changes, read } = open();
    for (const _ of [1, 2]) read({ delay: 150, memory: 2_000 });
    for (const _ of [1, 2, 3, 4]) read({ delay: 0 });
    for (const _ of [1, 2, 3, 4]) read({ memory: 0 });
    expect(changes).toEqual([delayPassed, { limit: "maxMemoryBytes", value: 1_000 }, undefined]);
  });

  it("reads no more when it is stopped", () => {
    const { overload, due } = open();
    overload.stop();
    expect(due).toEqual([]);
  });
});
