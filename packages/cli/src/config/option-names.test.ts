import { expect, it } from "vitest";
import { flagOf, variableOf } from "./describe-option.ts";
import { OPTION_NAMES } from "./option-table.ts";

it("derives an option's flag and variable from its key", () => {
  expect(flagOf("maxFrameBytes")).toBe("--max-frame-bytes");
  expect(variableOf("maxFrameBytes")).toBe("AIWHISPERER_MAX_FRAME_BYTES");
});

it("derives a different variable for each option", () => {
  expect(new Set(OPTION_NAMES.map(variableOf)).size).toBe(OPTION_NAMES.length);
});
