import { describe, expect, it } from "vitest";
import { encodeTextFrames } from "../../../packages/server/src/connection/text-frame.ts";
import { FrameReader } from "./frame-reader.ts";

function readAll(bytes: Buffer, sliceLength: number): readonly string[] {
  const heard: string[] = [];
  const reader = new FrameReader({
    onText: (from, start, end) => heard.push(from.toString("utf8", start, end)),
    onPing: (payload) => heard.push(`ping ${payload}`),
    onClose: (code, reason) => heard.push(`close ${code} ${reason}`),
  });
  for (let at = 0; at < bytes.length; at += sliceLength) reader.read(bytes.subarray(at, at + sliceLength));
  return heard;
}

describe("FrameReader", () => {
  const texts = ["", "short", "grüße", "m".repeat(126), "l".repeat(70_000), "end"];

  it.each([1, 3, 1_000, 1_000_000])("parts texts that come in slices of %i bytes", (sliceLength) => {
    expect(readAll(encodeTextFrames(texts), sliceLength)).toEqual(texts);
  });

  it("reports pings and the close with its code", () => {
    const ping = Buffer.from([0x89, 2, 0x68, 0x69]);
    const close = Buffer.from([0x88, 4, 0x11, 0x4d, 0x6e, 0x6f]);
    expect(readAll(Buffer.concat([ping, close]), 100)).toEqual(["ping hi", "close 4429 no"]);
    expect(readAll(Buffer.from([0x88, 0]), 100)).toEqual(["close 1005 "]);
  });

  it("takes no fragment for a text", () => {
    expect(() => readAll(Buffer.from([0x01, 1, 0x61]), 100)).toThrow("0x1");
  });
});
