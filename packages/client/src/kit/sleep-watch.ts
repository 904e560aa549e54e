import type { Clock } from "./clock.ts";

/** How often the clock is compared with the time that should have passed. */
const tickMs = 3_000;

/** Delay of a tick from which on the machine is taken to have slept, or the process to have been stopped. */
const sleepMs = 5_000;

/** Calls back soon after the machine has slept: no event reports it, but a timer fires late by the wall clock. The returned function ends that. */
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
