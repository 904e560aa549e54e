import { setImmediate } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { describe, expect, it } from "vitest";
import type { EngineEvent } from "../event/engine-event.ts";
import { NotificationQueue } from "./notification-queue.ts";

const event = (recoveredSessions: number): EngineEvent => ({ name: "engine_started", recoveredSessions });

describe("the queue of a delegate", () => {
  it("keeps no event that the delegate has handled, however long it is busy", async () => {
    const handled: WeakRef<EngineEvent>[] = [];
    let release = Promise.withResolvers<void>();
    const delegate = {
      name: "slow",
      events: "all" as const,
      handle: (each: EngineEvent) => {
        handled.push(new WeakRef(each));
        return release.promise;
      },
    };
    const queue = new NotificationQueue(delegate, 10_000, () => undefined);
    for (let each = 0; each < 3_000; each += 1) queue.push(event(each));
    for (let each = 0; each < 2_000; each += 1) {
      const { promise, resolve } = release;
      release = Promise.withResolvers<void>();
      resolve();
      await promise;
      await Promise.resolve();
    }
    expect(handled.length).toBeGreaterThan(1_900);
    expect(queue.counters.waiting).toBe(3_000 - handled.length);
    // References that this task has made are held until it ends.
    await setImmediate();
    setFlagsFromString("--expose-gc");
    runInNewContext("gc")();
    const kept = handled.filter((each) => each.deref() !== undefined).length;
    // Those since the last compaction.
    expect(kept).toBeLessThan(1_100);
  });
});
