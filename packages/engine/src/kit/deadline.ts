import { type Clock, delay } from "./clock.ts";

/** A limit on the time that some work may take. */
export interface Deadline {
  /** Whether the time ran out. Work that never waits asks this now and then. */
  readonly isOver: boolean;
}

/** A deadline that also interrupts work that waits. */
export interface AbortingDeadline extends Deadline {
  /** Aborts when the time is over, or when another signal does, whichever is first. */
  readonly signal: AbortSignal;
  /** Stops the time. Call it when the work is done. */
  end(): void;
}

/** Returns a deadline for work that never waits: it needs no timer. */
export function deadlineIn(timeoutMs: number): Deadline {
  const end = performance.now() + timeoutMs;
  return {
    get isOver() {
      return performance.now() > end;
    },
  };
}

/** Starts a deadline, which the other signals can end early. */
export function startDeadline(
  clock: Clock,
  limitMs: number,
  others: readonly AbortSignal[] = [],
): AbortingDeadline {
  const over = new AbortController();
  const timer = clock.setTimer(limitMs, () => over.abort());
  return {
    signal: AbortSignal.any([over.signal, ...others]),
    get isOver() {
      return over.signal.aborted;
    },
    end: () => timer.cancel(),
  };
}

/** Waits for work that never rejects, but not longer than the limit. */
export async function waitAtMost(clock: Clock, limitMs: number, work: Promise<void>): Promise<void> {
  const done = new AbortController();
  await Promise.race([work, delay(clock, limitMs, done.signal)]);
  done.abort();
}
