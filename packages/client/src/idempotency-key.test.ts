import { describe, expect, it } from "vitest";
import { createIdempotencyKey } from "./idempotency-key.ts";

describe("a new idempotency key", () => {
  it("is another one every time", () => {
    expect(createIdempotencyKey()).not.toBe(createIdempotencyKey());
  });

  it("is made of random bytes where a page has no UUIDs", () => {
    const getRandomValues = (bytes: Uint8Array<ArrayBuffer>) => {
      bytes.set(Array.from(bytes, (_, index) => index * 16));
      return bytes;
    };
    expect(createIdempotencyKey({ getRandomValues })).toBe("00102030405060708090a0b0c0d0e0f0");
  });
});
