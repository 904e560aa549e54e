const secondMs = 1_000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** A duration in its two largest units: `8 s`, `3 min 20 s`, `2 h 5 min`, `4 d 1 h`. */
export function durationText(ms: number): string {
  if (ms < minuteMs) return `${Math.floor(ms / secondMs)} s`;
  if (ms < hourMs) return joined([ms, minuteMs, "min"], [secondMs, "s"]);
  if (ms < dayMs) return joined([ms, hourMs, "h"], [minuteMs, "min"]);
  return joined([ms, dayMs, "d"], [hourMs, "h"]);
}

function joined(
  [ms, largeMs, large]: readonly [ms: number, unitMs: number, unit: string],
  [smallMs, small]: readonly [unitMs: number, unit: string],
): string {
  const rest = Math.floor((ms % largeMs) / smallMs);
  return `${Math.floor(ms / largeMs)} ${large}${rest === 0 ? "" : ` ${rest} ${small}`}`;
}
