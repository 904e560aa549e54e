import { describe, expect, it, onTestFinished } from "vitest";
import { collectGarbage, createProcessReader, MemoryReturn } from "./memory-return.ts";

const MEBIBYTE = 1_024 * 1_024;

/** A process whose load and memory the test sets; a collection leaves 100 MiB. */
function createProcess() {
  const state = { load: 0, mebibytes: 100, collections: 0 };
  const memory = new MemoryReturn({
    read: () => ({ load: state.load, residentBytes: state.mebibytes * MEBIBYTE }),
    collect: async () => {
      state.collections += 1;
      state.mebibytes = 100;
    },
    onError: (error) => {
      throw error;
    },
  });
  onTestFinished(() => memory.stop());
  return { state, memory };
}

describe("MemoryReturn", () => {
  it("collects once when a process that has grown is idle", async () => {
    const { state, memory } = createProcess();
    state.mebibytes = 150;
    await memory.look();
    await memory.look();
    expect(state).toMatchObject({ collections: 1, mebibytes: 100 });
  });

  it("leaves a process alone that is busy, or has not grown", async () => {
    const { state, memory } = createProcess();
    await memory.look();
    state.mebibytes = 150;
    state.load = 0.5;
    await memory.look();
    expect(state.collections).toBe(0);
  });

  it("stops where nothing can be collected, and says why", async () => {
    const errors: unknown[] = [];
    let residentBytes = 1;
    const memory = new MemoryReturn({
      read: () => ({ load: 0, residentBytes }),
      collect: () => Promise.reject(new Error("no inspector")),
      onError: (error) => errors.push(error),
    });
    onTestFinished(() => memory.stop());
    residentBytes = 2;
    await memory.look();
    expect(errors).toEqual([new Error("no inspector")]);
  });
});

describe("collectGarbage", () => {
  it("returns unused memory to the system", async () => {
    const read = createProcessReader();
    const before = read().residentBytes;
    let garbage: unknown[] | undefined = Array.from({ length: 1_000_000 }, (_, index) => ({
      index,
      text: `${index}`,
    }));
    const withGarbage = read().residentBytes;
    expect(garbage.length).toBe(1_000_000);
    garbage = undefined;
    await collectGarbage();
    const grown = withGarbage - before;
    expect(read().residentBytes - before).toBeLessThan(grown / 2);
  });
});
