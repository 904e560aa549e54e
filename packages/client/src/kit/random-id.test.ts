import { describe, expect, it } from "vitest";
import { createRandomId } from "./random-id.ts";

describe("a new random id", () => {
  it("is another one every time", () => {
    expect(createRandomId()).not.toBe(createRandomId());
  });

  it("is made of random bytes where a page has no UUIDs", () => {
    const getRandomValues = (bytes: Uint8Array<ArrayBuffer>) => {
      bytes.set(Array.from(bytes, (_, index) => index * 16));
      return bytes;
    };
    expect(createRandomId({ getRandomValues })).toBe("00102030405060708090a0b0c0d0e0f0");
  });
});
