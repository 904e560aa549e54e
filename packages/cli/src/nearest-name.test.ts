import { describe, expect, it } from "vitest";
import { nearestName } from "./nearest-name.ts";

describe("nearestName", () => {
  it.each([
    ["prot", "port"],
    ["Port", "port"],
    ["maxFrameByte", "maxFrameBytes"],
    ["max-batch", "maxBatch"],
  ])("takes %s for %s", (word, name) => {
    expect(nearestName(word, ["host", "port", "maxFrameBytes", "maxBatch"])).toBe(name);
  });

  it.each(["", "x", "colour", "foo"])("takes %j for nothing", (word) => {
    expect(nearestName(word, ["host", "port", "maxFrameBytes"])).toBeUndefined();
  });
});
