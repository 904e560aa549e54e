import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { identifierPattern, isIdentifier } from "./identifier.ts";

const modes = [new RegExp(identifierPattern), new RegExp(identifierPattern, "u")];

describe("the pattern of identifiers", () => {
  it("accepts what isIdentifier accepts, with and without Unicode mode", () => {
    const unit = fc.oneof(
      fc.integer({ min: 0, max: 0xffff }),
      fc.constantFrom(0, 0x1f, 0x7f, 0x85, 0x9f, 0xa0, 0x2028, 0x2029, 0xd800, 0xdbff, 0xdc00, 0xdfff, 0x41),
    );
    const text = fc.array(unit, { maxLength: 6 }).map((units) => String.fromCharCode(...units));
    fc.assert(
      fc.property(text, (value) => {
        for (const mode of modes) expect(mode.test(value)).toBe(isIdentifier(value));
      }),
      { numRuns: 20_000 },
    );
  });

  it("accepts pairs of surrogates and refuses halves", () => {
    for (const mode of modes) {
      expect([mode.test("a😀b"), mode.test("a\ud83db"), mode.test("\udc00\ud800")]).toEqual([
        true,
        false,
        false,
      ]);
    }
  });
});
