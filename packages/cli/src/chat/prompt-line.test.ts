import { describe, expect, it } from "vitest";
import { parsePromptLine } from "./prompt-line.ts";

describe("parsePromptLine", () => {
  it.each([
    ["docs.review", { name: "docs.review", values: {} }],
    ["docs.review  file=a.ts ", { name: "docs.review", values: { file: "a.ts" } }],
    [
      'docs.review file="a b.ts" note="say \\"hi\\"" empty=',
      { name: "docs.review", values: { file: "a b.ts", note: 'say "hi"', empty: "" } },
    ],
    ["docs.review url=http://x/?a=b", { name: "docs.review", values: { url: "http://x/?a=b" } }],
  ])("reads %s", (line, expected) => {
    expect(parsePromptLine(line)).toEqual(expected);
  });

  it.each(["", "  ", "docs.review file", 'docs.review file="a', "docs.review a=1 b"])(
    "does not take %j",
    (line) => {
      expect(parsePromptLine(line)).toBeUndefined();
    },
  );
});
