import { describe, expect, it } from "vitest";
import { parseRetryAfter, parseWaitInWords } from "./retry-after.ts";

const NOW = Date.UTC(2026, 0, 1, 12, 0, 0);

describe("parseRetryAfter", () => {
  it("reads seconds, also with a fraction", () => {
    expect(parseRetryAfter({ "retry-after": "7" }, NOW)).toBe(7000);
    expect(parseRetryAfter({ "retry-after": "0.25" }, NOW)).toBe(250);
  });

  it("reads an HTTP date as the time left until then", () => {
    expect(parseRetryAfter({ "retry-after": "Thu, 01 Jan 2026 12:00:30 GMT" }, NOW)).toBe(30_000);
  });

  it("takes a date in the past for no wait", () => {
    expect(parseRetryAfter({ "retry-after": "Thu, 01 Jan 2026 11:00:00 GMT" }, NOW)).toBe(0);
  });

  it("prefers retry-after-ms, which is exact", () => {
    expect(parseRetryAfter({ "retry-after": "2", "retry-after-ms": "1250" }, NOW)).toBe(1250);
  });

  it("knows nothing where nothing readable is said", () => {
    for (const text of ["", "soon", "-3", "1e9", `9${"9".repeat(30)}`]) {
      expect(parseRetryAfter({ "retry-after": text }, NOW), text).toBeUndefined();
    }
    expect(parseRetryAfter({}, NOW)).toBeUndefined();
  });
});

describe("parseWaitInWords", () => {
  it.each([
    ["Please try again in 13.57s. Need more tokens?", 13_570],
    ["Please try again in 1m26.4s.", 86_400],
    ["try again in 500ms", 500],
    ["Please retry after 6 seconds.", 6_000],
    ["Please retry in 2 minutes", 120_000],
    ["Try again in 1h2m3s", 3_723_000],
    ["try again in 250 milliseconds", 250],
  ])("reads %o", (text, waitMs) => {
    expect(parseWaitInWords(text)).toBe(waitMs);
  });

  it("knows nothing where nothing readable is said", () => {
    for (const text of ["", "Try again later", "retry in a moment", "in 5s", `retry in ${"9".repeat(40)}s`]) {
      expect(parseWaitInWords(text), text).toBeUndefined();
    }
  });
});
