import { describe, expect, it } from "vitest";
import { ManualClock } from "../../../../tests/client/support/manual-clock.ts";
import { defaultLivenessPolicy, LinkWatch } from "./link-watch.ts";

function watch(now: () => number, clock: ManualClock) {
  const seen = { probes: 0, deaths: 0 };
  const link = new LinkWatch({
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
  return { link, seen };
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
