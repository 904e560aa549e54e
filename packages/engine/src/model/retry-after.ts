/** Response headers by lower-case name. */
export type ResponseHeaders = { readonly [name: string]: string | undefined };

/**
 * The wait that a provider asks for, in whole milliseconds; `undefined` when it asks for none or says it
 * unreadably. Reads `retry-after-ms`, then `retry-after` as seconds or as an HTTP date (RFC 9110, section
 * 10.2.3); a date in the past is 0.
 */
export function parseRetryAfter(headers: ResponseHeaders, now: number): number | undefined {
  const exact = toWaitMs(headers["retry-after-ms"], 1);
  if (exact !== undefined) return exact;
  const header = headers["retry-after"];
  return toWaitMs(header, 1000) ?? toWaitUntilMs(header, now);
}

/**
 * Some providers name the wait in their words alone: “try again in 1m26.4s”, “retry in 27.9s”, “retry after 6
 * seconds”.
 */
const WAIT_IN_WORDS =
  /\b(?:try again|retry) (?:in|after) ((?:\d+(?:\.\d+)? ?(?:ms|milli|h|m|s)[a-z]* ?){1,4})/i;
const UNITS_MS: { readonly [unit: string]: number } = { h: 3_600_000, m: 60_000, s: 1_000, ms: 1, milli: 1 };

/** The wait that a provider's words ask for, in whole milliseconds; `undefined` when they name none. */
export function parseWaitInWords(text: string): number | undefined {
  const [, wait] = WAIT_IN_WORDS.exec(text) ?? [];
  if (wait === undefined) return undefined;
  const parts = [...wait.matchAll(/([\d.]+) ?(ms|milli|h|m|s)/gi)];
  const waitMs = Math.ceil(
    parts.reduce((sum, [, count, unit = ""]) => sum + Number(count) * (UNITS_MS[unit.toLowerCase()] ?? 0), 0),
  );
  return Number.isSafeInteger(waitMs) ? waitMs : undefined;
}

function toWaitMs(text: string | undefined, unitMs: number): number | undefined {
  if (text === undefined || !/^\s*\d+(\.\d+)?\s*$/.test(text)) return undefined;
  const waitMs = Math.ceil(Number(text) * unitMs);
  return Number.isSafeInteger(waitMs) ? waitMs : undefined;
}

/** A date has a letter in it; without that test `Date.parse` would take a stray number for a year. */
function toWaitUntilMs(text: string | undefined, now: number): number | undefined {
  if (text === undefined || !/[a-z]/i.test(text)) return undefined;
  const time = Date.parse(text);
  return Number.isNaN(time) ? undefined : Math.max(0, time - now);
}
