import type { Clock } from "./clock.ts";

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
