import { emptySessionState, type SessionState } from "@aiwhisperer/client";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { type FramedPage, paceByFrame } from "./frame-pace.ts";

let listeners: Set<() => void>;
let state: SessionState;
let frames: (() => void)[];
let page: FramedPage & { readonly document: { hidden: boolean } };

const session = {
  get state() {
    return state;
  },
  subscribe: (listener: () => void) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  },
};

function change(part: Partial<SessionState>): void {
  state = { ...state, ...part };
  for (const listener of listeners) listener();
}

beforeEach(() => {
  listeners = new Set();
  state = { ...emptySessionState("s"), caughtUp: true };
  frames = [];
  page = {
    document: { hidden: false },
    requestAnimationFrame: (callback) => frames.push(callback),
    cancelAnimationFrame: (handle) => void frames.splice(handle - 1, 1),
  };
});

describe("a session at the pace of frames", () => {
  it("announces changes of one frame together, with the newest snapshot at any time", () => {
    const listener = vi.fn();
    const paced = paceByFrame(session, page);
    paced.subscribe(listener);
    change({ sequence: 1 });
    change({ sequence: 2 });
    expect(paced.state.sequence).toBe(2);
    expect([frames.length, listener.mock.calls.length]).toEqual([1, 0]);
    frames.shift()?.();
    change({ sequence: 3 });
    expect([frames.length, listener.mock.calls.length]).toEqual([1, 1]);
  });

  it("announces a replay twice a second, and its end with the next frame", () => {
    vi.useFakeTimers();
    const listener = vi.fn();
    paceByFrame(session, page).subscribe(listener);
    change({ caughtUp: false, replayUntil: 10 });
    for (let sequence = 1; sequence < 5; sequence += 1) change({ sequence });
    expect(frames).toEqual([]);
    vi.advanceTimersByTime(499);
    expect(listener).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(listener).toHaveBeenCalledTimes(1);
    change({ sequence: 9 });
    change({ sequence: 10, caughtUp: true });
    frames.shift()?.();
    vi.advanceTimersByTime(5_000);
    expect(listener).toHaveBeenCalledTimes(2);
    vi.useRealTimers();
  });

  it("needs no frames while the page is hidden", () => {
    vi.useFakeTimers();
    const listener = vi.fn();
    page.document.hidden = true;
    paceByFrame(session, page).subscribe(listener);
    change({ sequence: 1 });
    vi.advanceTimersByTime(500);
    expect([frames.length, listener.mock.calls.length]).toEqual([0, 1]);
    vi.useRealTimers();
  });

  it("announces nothing after the end of the subscription", () => {
    const listener = vi.fn();
    const unsubscribe = paceByFrame(session, page).subscribe(listener);
    change({ sequence: 1 });
    unsubscribe();
    expect([frames.length, listeners.size]).toEqual([0, 0]);
  });
});
