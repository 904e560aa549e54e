import { DetachAction, type DetachPolicy } from "@aiwhisperer/protocol";
import { describe, expect, it } from "vitest";
import { ManualClock } from "../../../../tests/support/manual-clock.ts";
import { Attendance } from "./attendance.ts";

function watch(policy: DetachPolicy | undefined, isAttended: boolean) {
  const clock = new ManualClock();
  const actions: string[] = [];
  const attendance = new Attendance(policy, clock, {
    isAttended,
    cancel: () => actions.push("cancel"),
    pause: () => actions.push("pause"),
    resume: () => actions.push("resume"),
  });
  return { clock, actions, attendance };
}

describe("the detach policy", () => {
  it("holds for a turn that begins unattended", () => {
    const { clock, actions, attendance } = watch({ action: DetachAction.Cancel, graceMs: 5_000 }, false);
    clock.advance(60_000);
    expect(actions).toEqual([]);
    attendance.turnBegan();
    clock.advance(4_999);
    expect(actions).toEqual([]);
    clock.advance(1);
    expect(actions).toEqual(["cancel"]);
  });

  it("does nothing for a turn that begins while a client is attached", () => {
    const { clock, actions, attendance } = watch({ action: DetachAction.Cancel, graceMs: 5_000 }, true);
    attendance.turnBegan();
    clock.advance(60_000);
    expect(actions).toEqual([]);
  });

  it("counts the grace from the moment the last client detached, not from the start of a later turn", () => {
    const { clock, actions, attendance } = watch({ action: DetachAction.Pause, graceMs: 5_000 }, true);
    attendance.set(false);
    clock.advance(3_000);
    attendance.turnBegan();
    clock.advance(2_000);
    expect(actions).toEqual(["pause"]);
  });

  it("resumes what it has paused when a client attaches, once", () => {
    const { clock, actions, attendance } = watch({ action: DetachAction.Pause }, true);
    attendance.set(false);
    clock.advance(29_999);
    expect(actions).toEqual([]);
    clock.advance(1);
    attendance.set(true);
    attendance.set(false);
    attendance.set(true);
    expect(actions).toEqual(["pause", "resume"]);
  });

  it("forgets the grace when a client attaches in time", () => {
    const { clock, actions, attendance } = watch({ action: DetachAction.Cancel, graceMs: 5_000 }, true);
    attendance.set(false);
    clock.advance(4_000);
    attendance.set(true);
    clock.advance(60_000);
    expect(actions).toEqual([]);
  });

  it("lets turns run on by default", () => {
    const { clock, actions, attendance } = watch(undefined, false);
    attendance.turnBegan();
    expect(clock.delays).toEqual([]);
    expect(actions).toEqual([]);
  });
});
