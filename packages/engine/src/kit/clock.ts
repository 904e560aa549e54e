/** A timer that runs once. */
export interface Timer {
  /** Starts the delay anew. */
  refresh(): void;
  cancel(): void;
}

/** Time as the engine sees it; injected, so that tests own it. */
export interface Clock {
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  now(): number;
  /** Milliseconds since some moment. Unlike `now`, it never jumps: durations are measured by it. */
  monotonic(): number;
  /** Runs the callback once after the delay. A timer does not keep the process alive. */
  setTimer(delayMs: number, callback: () => void): Timer;
}

/** The machine's own time. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  setTimer(delayMs, callback) {
    const timer = setTimeout(callback, delayMs);
    timer.unref();
    return { refresh: () => void timer.refresh(), cancel: () => clearTimeout(timer) };
  },
};

/** Waits; ends early, without an error, when the signal aborts. */
export function delay(clock: Clock, delayMs: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const finish = (): void => {
      timer.cancel();
      signal.removeEventListener("abort", finish);
      resolve();
    };
    const timer = clock.setTimer(delayMs, finish);
    signal.addEventListener("abort", finish, { once: true });
  });
}
