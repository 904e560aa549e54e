import { describe, expect, it } from "vitest";
import { WorkspaceFault } from "../kit/workspace-fault.ts";
import { applyEdit } from "./change.ts";

function edit(text: string, oldText: string, newText: string, replaceAll = false): string {
  return applyEdit(text, { path: "a.txt", oldText, newText, replaceAll });
}

describe("applyEdit", () => {
  it("replaces a text that is there once", () => {
    expect(edit("one two three", "two", "2")).toBe("one 2 three");
  });

  it("takes what looks like a replacement pattern as it is", () => {
    expect(edit("price", "price", "$& $1 $$")).toBe("$& $1 $$");
  });

  it("replaces every place with replaceAll", () => {
    expect(edit("a.a.a", "a", "aa", true)).toBe("aa.aa.aa");
  });

  it("says how often and where a text is that is there more than once", () => {
    expect(() => edit("x\ny\nx\n", "x", "z")).toThrow(
      new WorkspaceFault(
        "oldText is in a.txt 2 times, in lines 1, 3. Include more of the surrounding text so that it matches once, or set replaceAll.",
      ),
    );
  });

  it("names only the first of very many places", () => {
    expect(() => edit("x\n".repeat(500), "x", "z")).toThrow(
      /500 times, in lines 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, …\./,
    );
  });

  it("says that a text is not there", () => {
    expect(() => edit("abc", "x", "y", true)).toThrow(/^oldText is not in a\.txt\. It must be exactly/);
  });

  it("says when only the ends of line differ", () => {
    expect(() => edit("a\r\nb\r\n", "a\nb", "c")).toThrow(/end in CRLF/);
  });

  it.each([
    ["", "x", /empty/],
    ["x", "x", /the same/],
  ])("refuses to replace %j by %j", (oldText, newText, reason) => {
    expect(() => edit("x", oldText, newText)).toThrow(reason);
  });
});
