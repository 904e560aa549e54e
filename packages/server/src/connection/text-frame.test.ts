import { describe, expect, it } from "vitest";
import { encodeTextFrames } from "./text-frame.ts";

/** The bytes of a frame before its payload. */
function headOf(length: number): readonly number[] {
  const bytes = encodeTextFrames(["x".repeat(length)]);
  return [...bytes.subarray(0, bytes.length - length)];
}

describe("encodeTextFrames", () => {
  it("writes one unmasked text frame a message, one after the other", () => {
    const bytes = encodeTextFrames(["Hello", "", "é€😀"]);
    expect([...bytes]).toEqual([
      ...[0x81, 0x05, 0x48, 0x65, 0x6c, 0x6c, 0x6f],
      ...[0x81, 0x00],
      ...[0x81, 0x09, 0xc3, 0xa9, 0xe2, 0x82, 0xac, 0xf0, 0x9f, 0x98, 0x80],
    ]);
  });

  it("encodes each length in the smallest of the three forms", () => {
    expect(headOf(125)).toEqual([0x81, 125]);
    expect(headOf(126)).toEqual([0x81, 126, 0, 126]);
    expect(headOf(65_535)).toEqual([0x81, 126, 0xff, 0xff]);
    expect(headOf(65_536)).toEqual([0x81, 127, 0, 0, 0, 0, 0, 1, 0, 0]);
  });

  it("counts bytes and not characters", () => {
    expect([...encodeTextFrames(["€".repeat(42)]).subarray(0, 4)]).toEqual([0x81, 126, 0, 126]);
  });
});
