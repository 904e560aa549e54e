import { type Spread, spreadOf } from "../measure/statistics.ts";

/** A number for people, with so many digits behind the point, and commas between thousands. */
export function formatNumber(value: number, digits: number): string {
  return value.toLocaleString("en-US", { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/**
 * Median and ends of rounds, such as `0.34 (0.31–0.40)`; without the ends where there is one round, a dash
 * where there is none.
 */
export function formatSpread(values: readonly number[], digits: number): string {
  const { median, lowest, highest, count }: Spread = spreadOf(values);
  if (count === 0) return "–";
  const middle = formatNumber(median, digits);
  return count === 1
    ? middle
    : `${middle} (${formatNumber(lowest, digits)}–${formatNumber(highest, digits)})`;
}
