/** Response headers by lower-case name. */
export type ResponseHeaders = { readonly [name: string]: string | undefined };

/**
 * The wait that a provider asks for, in whole milliseconds; `undefined` when it asks for none or says it unreadably.
 * Reads `retry-after-ms`, then `retry-after` as seconds or as an HTTP date (RFC 9110, section 10.2.3); a date in the past is 0.
 */
export function parseRetryAfter(headers: ResponseHeaders, now: number): number | undefined {
  const exact = toWaitMs(headers["retry-after-ms"], 1);
  if (exact !== undefined) return exact;
  const header = headers["retry-after"];
  return toWaitMs(header, 1000) ?? toWaitUntilMs(header, now);
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
