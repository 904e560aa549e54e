/** Milliseconds of each unit of a lifetime. */
const UNIT_MS: Readonly<Record<string, number>> = {
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  y: 365 * 86_400_000,
};

/** The longest lifetime that makes sense of a key. */
const MAX_LIFETIME_MS = 100 * 365 * 86_400_000;

/** Reads a lifetime such as `90d`, `12h` or `1y`, in milliseconds; undefined for a text that is none. */
export function parseLifetime(text: string): number | undefined {
  const [, count, unit = ""] = /^([1-9]\d{0,8})([mhdy])$/.exec(text.trim()) ?? [];
  const lifetimeMs = Number(count) * (UNIT_MS[unit] ?? Number.NaN);
  return lifetimeMs <= MAX_LIFETIME_MS ? lifetimeMs : undefined;
}
