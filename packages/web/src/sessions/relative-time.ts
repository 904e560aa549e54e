const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/**
 * How long ago a moment was, as short as a list needs it: `now`, `5 min`, `3 h`, `2 d`, then the date. Times
 * in milliseconds since 1970.
 */
export function relativeTime(moment: number, now: number): string {
  const age = Math.max(0, now - moment);
  if (age < minuteMs) return "now";
  if (age < hourMs) return `${Math.floor(age / minuteMs)} min`;
  if (age < dayMs) return `${Math.floor(age / hourMs)} h`;
  if (age < 7 * dayMs) return `${Math.floor(age / dayMs)} d`;
  return new Date(moment).toLocaleDateString(undefined, { day: "numeric", month: "short" });
}
