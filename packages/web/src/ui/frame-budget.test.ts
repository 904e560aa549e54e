import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { FrameBudget } from "./frame-budget.ts";

describe("FrameBudget", () => {
  let frames: FrameRequestCallback[] = [];
  const nextFrame = () => {
    const due = frames;
    frames = [];
    for (const frame of due) frame(0);
  };

  beforeEach(() => {
    vi.stubGlobal("requestAnimationFrame", (callback: FrameRequestCallback) => frames.push(callback));
  });
  afterEach(() => {
    frames = [];
    vi.unstubAllGlobals();
  });

  it("has room for so many characters in a frame, and for one piece of any length", () => {
    const budget = new FrameBudget({ maxLength: 10, maxMs: 1_000 });
    expect([budget.take(6), budget.take(4), budget.take(1)]).toEqual([true, true, false]);
    nextFrame();
    expect([budget.take(50), budget.take(1)]).toEqual([true, false]);
  });

  it("has no more room once its time is over", () => {
    const budget = new FrameBudget({ maxLength: 100, maxMs: -1 });
    expect([budget.take(1), budget.take(1)]).toEqual([true, false]);
  });

  it("grants turns in later frames, the last to come first, and none after the wait has ended", () => {
    const budget = new FrameBudget({ maxLength: 10, maxMs: 1_000 });
    const turns: string[] = [];
    budget.take(10);
    budget.wait(10, () => turns.push("first"));
    const leave = budget.wait(10, () => turns.push("second"));
    budget.wait(10, () => turns.push("third"));
    nextFrame();
    expect(turns).toEqual(["third"]);
    leave();
    nextFrame();
    expect(turns).toEqual(["third", "first"]);
  });
});
