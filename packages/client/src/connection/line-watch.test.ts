import { describe, expect, it } from "vitest";
import { ManualClock } from "../../../../tests/client/support/manual-clock.ts";
import { defaultLivenessPolicy, LineWatch } from "./line-watch.ts";

function watch(now: () => number, clock: ManualClock) {
  const seen = { probes: 0, deaths: 0 };
  const line = new LineWatch({
    clock: { now, schedule: clock.schedule.bind(clock) },
    policy: defaultLivenessPolicy,
    oldestSentAt: () => undefined,
    isFollowing: () => true,
    probe: () => {
      seen.probes += 1;
    },
    onDead: () => {
      seen.deaths += 1;
    },
  });
  return { line, seen };
}

describe("the watch over a silent connection", () => {
  it("still finds silence after the machine's clock was set back", () => {
    const clock = new ManualClock();
    let setBackMs = 0;
    const { seen } = watch(() => clock.now() - setBackMs, clock);
    setBackMs = 3_600_000;
    clock.advance(45_000);
    clock.advance(45_000);
    expect(seen.probes).toBe(1);
    clock.advance(10_000);
    expect(seen.deaths).toBe(1);
  });
});
