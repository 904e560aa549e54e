import type { Clock } from "../../../kit/clock.ts";

/** A signal that aborts when the time is over or when one of the others does, whichever is first. */
export interface Deadline {
  readonly signal: AbortSignal;
  /** Whether the time ran out. */
  readonly isOver: boolean;
  /** Stops the time. To be called when the work is done. */
  end(): void;
}

export function startDeadline(clock: Clock, limitMs: number, others: readonly AbortSignal[] = []): Deadline {
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
