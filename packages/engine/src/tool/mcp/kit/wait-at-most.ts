import { type Clock, delay } from "../../../kit/clock.ts";

/** Waits for work that never rejects, but not longer than the limit. */
export async function waitAtMost(clock: Clock, limitMs: number, work: Promise<void>): Promise<void> {
  const done = new AbortController();
  await Promise.race([work, delay(clock, limitMs, done.signal)]);
  done.abort();
}
