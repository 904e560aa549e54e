import { createTextRule } from "@aiwhisperer/protocol/rpc";
import { describe, expect, it } from "vitest";
import { compilePattern } from "./compile-pattern.ts";
import { formatPatterns, type StringFormat } from "./formats.ts";

const cases: readonly (readonly [StringFormat, readonly string[], readonly string[]])[] = [
  [
    "date-time",
    [
      "2024-02-29T23:59:59Z",
      "2000-02-29T00:00:00.123456789+23:59",
      "1999-12-31T12:00:00-00:00",
      "0000-02-29T00:00:00Z",
    ],
    [
      "2023-02-29T00:00:00Z",
      "1900-02-29T00:00:00Z",
      "2024-04-31T00:00:00Z",
      "2024-13-01T00:00:00Z",
      "2024-01-00T00:00:00Z",
      "2024-01-01T24:00:00Z",
      "2024-01-01T00:00:60Z",
      "2024-01-01T00:00:00",
      "2024-01-01 00:00:00Z",
      "2024-01-01T00:00:00.Z",
      "2024-01-01T00:00:00Z\n",
      "2024-01-01",
    ],
  ],
  [
    "uri",
    [
      "https://user:pw@example.com:8080/a/b;c?d=e/f?#g",
      "mailto:a@b.example",
      "urn:isbn:0451450523",
      "file:///etc/hosts",
      "http://[2001:db8::7]/c=GB?objectClass?one",
      "a:",
      "x:/%41",
      "http://",
    ],
    [
      "/relative",
      "example.com",
      "http://a b",
      "http://é.example",
      "x:%4",
      "1x:a",
      ":a",
      "http://a:8x/",
      "x:a#b#c",
      "",
    ],
  ],
  [
    "uuid",
    [
      "f81d4fae-7dec-11d0-a765-00a0c91e6bf6",
      "00000000-0000-0000-0000-000000000000",
      "FFFFFFFF-ffff-FFFF-ffff-FFFFFFFFFFFF",
    ],
    [
      "f81d4fae7dec11d0a76500a0c91e6bf6",
      "{f81d4fae-7dec-11d0-a765-00a0c91e6bf6}",
      "f81d4fae-7dec-11d0-a765-00a0c91e6bfg",
    ],
  ],
  ["base64", ["", "Zg==", "Zm8=", "Zm9v", "+/+/"], ["Zg", "Zg=", "Zm9v\n", "Zm9-", "Zg==Zg==", "===="]],
];

describe.each(cases)("the format %s", (format, fitting, faulty) => {
  const { fits } = createTextRule(format, compilePattern(formatPatterns[format]));

  it.each(fitting)("has %j", (text) => {
    expect(fits(text)).toBe(true);
  });

  it.each(faulty)("does not have %j", (text) => {
    expect(fits(text)).toBe(false);
  });
});
