import type { Clock } from "../kit/clock.ts";

/**
 * Milliseconds until a deadline of the wall clock, which may have been written before a restart. A clock that
 * was set back meanwhile does not make them more than `longestMs`.
 */
export function remainingTime(clock: Pick<Clock, "now">, deadline: number, longestMs: number): number {
  return Math.min(Math.max(0, deadline - clock.now()), longestMs);
}
