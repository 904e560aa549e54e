import { describe, expect, it } from "vitest";
import { ManualClock } from "../../../../tests/support/manual-clock.ts";
import { remainingTime, TurnClock } from "./turn-clock.ts";

function timer(clock: TurnClock, delayMs: number): { readonly fired: () => number } {
  let count = 0;
  clock.setTimer(delayMs, () => {
    count += 1;
  });
  return { fired: () => count };
}

describe("the clock of a turn", () => {
  it("does not count the time of a hold", () => {
    const wall = new ManualClock();
    const clock = new TurnClock(wall);
    const { fired } = timer(clock, 1_000);
    wall.advance(400);
    clock.hold();
    wall.advance(1_000_000);
    expect(fired()).toBe(0);
    clock.release();
    wall.advance(599);
    expect(fired()).toBe(0);
    wall.advance(1);
    expect(fired()).toBe(1);
  });

  it("counts the time before every one of several holds", () => {
    const wall = new ManualClock();
    const clock = new TurnClock(wall);
    const { fired } = timer(clock, 1_000);
    for (let hold = 0; hold < 9; hold += 1) {
      wall.advance(100);
      clock.hold();
      wall.advance(50_000);
      clock.release();
    }
    wall.advance(99);
    expect(fired()).toBe(0);
    wall.advance(1);
    expect(fired()).toBe(1);
  });

  it("takes the holds of the clock beneath off its own timers", () => {
    const wall = new ManualClock();
    const turn = new TurnClock(wall);
    const call = new TurnClock(turn);
    const { fired } = timer(call, 1_000);
    wall.advance(300);
    turn.hold();
    wall.advance(10_000);
    call.hold();
    turn.release();
    wall.advance(10_000);
    call.release();
    wall.advance(699);
    expect(fired()).toBe(0);
    wall.advance(1);
    expect(fired()).toBe(1);
  });

  it("starts a timer that is set during a hold at the release", () => {
    const wall = new ManualClock();
    const clock = new TurnClock(wall);
    clock.hold();
    const { fired } = timer(clock, 1_000);
    wall.advance(5_000);
    clock.release();
    wall.advance(999);
    expect(fired()).toBe(0);
    wall.advance(1);
    expect(fired()).toBe(1);
  });

  it("starts the whole delay anew when a timer is refreshed after a hold", () => {
    const wall = new ManualClock();
    const clock = new TurnClock(wall);
    let fired = 0;
    const handle = clock.setTimer(1_000, () => {
      fired += 1;
    });
    wall.advance(900);
    clock.hold();
    wall.advance(5_000);
    clock.release();
    handle.refresh();
    wall.advance(999);
    expect(fired).toBe(0);
    wall.advance(1);
    expect(fired).toBe(1);
  });

  it("opens its gate at the release", async () => {
    const clock = new TurnClock(new ManualClock());
    expect(clock.whenReleased()).toBeUndefined();
    clock.hold();
    const gate = clock.whenReleased();
    clock.hold();
    expect(clock.whenReleased()).toBe(gate);
    clock.release();
    await gate;
    expect(clock.whenReleased()).toBeUndefined();
  });
});

const HOUR = 3_600_000;
const at = (now: number) => ({ now: () => now });

describe("the time until a stored deadline", () => {
  it("is what the wall clock says, and none once that is past", () => {
    expect(remainingTime(at(1_000), 1_500, HOUR)).toBe(500);
    expect(remainingTime(at(2_000), 1_500, HOUR)).toBe(0);
  });

  it("is never longer than its limit, however far the clock was set back", () => {
    expect(remainingTime(at(0), 10 * HOUR, HOUR)).toBe(HOUR);
  });
});
