const secondMs = 1_000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;

/**
 * A length of time as a clock counts it, in whole seconds: `7 s`, `1:05 min`, `2:00 h`. Milliseconds; less
 * than nothing is nothing.
 */
export function formatDuration(durationMs: number): string {
  const ms = Math.max(0, durationMs);
  if (ms < minuteMs) return `${Math.floor(ms / secondMs)} s`;
  if (ms < hourMs) return `${Math.floor(ms / minuteMs)}:${pad((ms % minuteMs) / secondMs)} min`;
  return `${Math.floor(ms / hourMs)}:${pad((ms % hourMs) / minuteMs)} h`;
}

function pad(value: number): string {
  return String(Math.floor(value)).padStart(2, "0");
}
