/**
 * The value that the share of all values is not above; NaN without values. `sorted` is in ascending order.
 */
export function quantile(sorted: readonly number[], share: number): number {
  if (sorted.length === 0) return Number.NaN;
  const at = (sorted.length - 1) * share;
  const low = sorted[Math.floor(at)] as number;
  const high = sorted[Math.ceil(at)] as number;
  return low + (high - low) * (at - Math.floor(at));
}

/** Middle and ends of some values. */
export interface Spread {
  readonly median: number;
  readonly lowest: number;
  readonly highest: number;
  readonly count: number;
}

/** The spread of values in any order; NaN throughout without values. */
export function spreadOf(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  return {
    median: quantile(sorted, 0.5),
    lowest: sorted[0] ?? Number.NaN,
    highest: sorted.at(-1) ?? Number.NaN,
    count: sorted.length,
  };
}

/** Times in milliseconds that are summed up once all are there. */
export class Samples {
  readonly #values: number[] = [];

  add(value: number): void {
    this.#values.push(value);
  }

  /** Median, 99th of a hundred, and number. */
  summary(): { readonly p50: number; readonly p99: number; readonly count: number } {
    const sorted = this.#values.toSorted((a, b) => a - b);
    return { p50: quantile(sorted, 0.5), p99: quantile(sorted, 0.99), count: sorted.length };
  }
}
