import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toChunks } from "./text-chunks.ts";

const bound = { maxLines: 3, maxLength: 10 };

describe("toChunks", () => {
  it("cuts at line ends, by lines and by length", () => {
    expect(toChunks("a\nb\nc\nd", bound)).toEqual(["a\nb\nc\n", "d"]);
    expect(toChunks("1234567\n1234567\n", bound)).toEqual(["1234567\n", "1234567\n"]);
  });

  it("cuts within a line only where the line is too long, and never a surrogate pair", () => {
    expect(toChunks("a\n123456789012345", bound)).toEqual(["a\n", "1234567890", "12345"]);
    expect(toChunks("123456789😀", bound)).toEqual(["123456789", "😀"]);
  });

  it("loses nothing, and keeps chunks within the bound", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom("a", "bc", "\n", "😀", "defghijkl")), (pieces) => {
        const text = pieces.join("");
        const chunks = toChunks(text, bound);
        expect(chunks.join("")).toBe(text);
        for (const chunk of chunks) expect(chunk.length).toBeLessThanOrEqual(bound.maxLength);
      }),
    );
  });

  it("reads a line of a million characters once", () => {
    expect(toChunks("x".repeat(1_000_000), { maxLines: 50, maxLength: 4_000 })).toHaveLength(250);
  });
});
