import { describe, expect, it } from "vitest";
import { collectFaults, type MessageSchema } from "./schema.ts";
import { createTextRule } from "./text-rule.ts";

/** Of `(a|😀)*b`: the columns are everything else, `a` and the face, and `b`. */
const rule = createTextRule("that fits /(a|😀)*b/", {
  starts: [0, 0x61, 0x62, 0x63, 0x1f600, 0x1f601],
  groups: [0, 1, 2, 0, 1, 0],
  next: [-1, 0, 1, -1, -1, -1],
  accepts: [1],
});

describe("a rule for texts", () => {
  it.each([
    ["b", true],
    ["a😀ab", true],
    ["", false],
    ["a", false],
    ["ba", false],
    ["\ud83db", false],
    ["\u{10ffff}b", false],
  ])("decides about the whole of %j", (text, fits) => {
    expect(rule.fits(text)).toBe(fits);
  });

  it("is named in the fault of a string", () => {
    const type = { kind: "string", max: 3, rules: [rule] } as const;
    const schema: MessageSchema = { name: "Order", fields: [{ name: "id", type, optional: false }] };
    expect(collectFaults(schema, { id: "ab" })).toEqual([]);
    expect(collectFaults(schema, { id: "aa" })).toEqual([
      {
        path: "/id",
        message:
          "expected a string of at most 3 characters that fits /(a|😀)*b/, found a string of 2 characters",
      },
    ]);
  });
});
