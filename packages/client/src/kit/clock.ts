/** The client's source of time, which tests replace. */
export interface Clock {
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  now(): number;
  /** Runs `callback` once after `delayMs` unless the returned function is called before. */
  schedule(delayMs: number, callback: () => void): () => void;
}

/** The machine's time. */
export const systemClock: Clock = {
  now: () => Date.now(),
  schedule: (delayMs, callback) => {
    const timer = setTimeout(callback, delayMs);
    return () => clearTimeout(timer);
  },
};

/** Interval at which the clock is compared with the expected time. */
const tickMs = 3_000;

/** Delay of a tick above which the machine has slept, or the process was stopped. */
const sleepMs = 5_000;

/**
 * Calls back soon after the machine has slept: no event reports it, but a timer fires late by the wall clock.
 * The returned function stops the watch.
 */
export function watchForSleep(clock: Clock, onWake: () => void): () => void {
  let cancel = () => {};
  const plan = () => {
    const dueAt = clock.now() + tickMs;
    cancel = clock.schedule(tickMs, () => {
      const hasSlept = clock.now() - dueAt > sleepMs;
      plan();
      if (hasSlept) onWake();
    });
  };
  plan();
  return () => cancel();
}
