/**
 * What `monitorEventLoopDelay` has measured since it was made, in nanoseconds: the times between two runs of
 * its timer.
 */
export interface DelayHistogram {
  readonly count: number;
  readonly mean: number;
  readonly stddev: number;
}

const NS_PER_MS = 1_000_000;

/**
 * Returns how late the event loop was since the last reading, in milliseconds, as work arriving at any moment
 * has met it: a pause counts by its length. `resolutionMs` is the time that lies between two runs in any
 * case. The histogram must never be reset: it forgets then when it was last run, and measures nothing while
 * the loop is so late that it is run once between two readings.
 */
export function delayReader(histogram: DelayHistogram, resolutionMs: number): () => number {
  let before = sumsOf(histogram);
  return () => {
    const now = sumsOf(histogram);
    const sum = now.sum - before.sum;
    const squares = now.squares - before.squares;
    before = now;
    return sum <= 0 ? 0 : Math.max(0, squares / sum - resolutionMs);
  };
}

/** Sums of everything that was measured, and of its squares, in milliseconds. */
function sumsOf({ count, mean, stddev }: DelayHistogram): { readonly sum: number; readonly squares: number } {
  if (count === 0) return { sum: 0, squares: 0 };
  const meanMs = mean / NS_PER_MS;
  return { sum: count * meanMs, squares: count * (meanMs ** 2 + (stddev / NS_PER_MS) ** 2) };
}
