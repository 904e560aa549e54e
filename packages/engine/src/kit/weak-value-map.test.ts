import { setImmediate } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { describe, expect, it } from "vitest";
import { WeakValueMap } from "./weak-value-map.ts";

async function collect(): Promise<void> {
  setFlagsFromString("--expose-gc");
  // What a weak reference has given is kept until the end of its job.
  await setImmediate();
  runInNewContext("gc")();
  await setImmediate();
}

describe("WeakValueMap", () => {
  it("holds a value while it is referenced elsewhere, and drops its entry afterwards", async () => {
    const map = new WeakValueMap<{ readonly name: string }>();
    const kept = { name: "kept" };
    map.set("kept", kept);
    for (let index = 0; index < 1_000; index += 1) map.set(`dropped ${index}`, { name: "dropped" });
    await collect();
    expect(map.get("kept")).toBe(kept);
    expect(map.get("dropped 7")).toBeUndefined();
    expect(map.size).toBe(1);
  });

  it("keeps a new value when an earlier one of its key is collected", async () => {
    const map = new WeakValueMap<{ readonly name: string }>();
    const second = { name: "second" };
    map.set("key", { name: "first" });
    map.set("key", second);
    await collect();
    expect(map.get("key")).toBe(second);
    map.delete("key");
    expect(map.size).toBe(0);
  });
});
