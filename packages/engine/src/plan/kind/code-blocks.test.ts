import { describe, expect, it } from "vitest";
import { codeBlocksOf, jsonOf } from "./code-blocks.ts";

const lines = (...text: readonly string[]): string => text.join("\n");

describe("codeBlocksOf", () => {
  it("returns each fenced block with its language", () => {
    const text = lines("See:", "```ts title=x", "const a = 1;", "", "```", "and", "~~~", "plain", "~~~");
    expect(codeBlocksOf(text)).toEqual([{ language: "ts", code: "const a = 1;\n" }, { code: "plain" }]);
  });

  it("lets only a fence of the same kind and at least the same length close a block", () => {
    const text = lines("````md", "```", "~~~", "```", "````", "after");
    expect(codeBlocksOf(text)).toEqual([{ language: "md", code: lines("```", "~~~", "```") }]);
  });

  it("takes the indentation of the fence off the lines, and reads carriage returns", () => {
    expect(codeBlocksOf("  ```py\r\n  a\r\n    b\r\n c\r\n  ```\r\n")).toEqual([
      { language: "py", code: lines("a", "  b", "c") },
    ]);
  });

  it("ends an unclosed block with the text, and finds none where a line only looks like a fence", () => {
    expect(codeBlocksOf(lines("```sh", "ls"))).toEqual([{ language: "sh", code: "ls" }]);
    expect(codeBlocksOf(lines("``", "x", "``", "``` a ` b", "    ```", "x"))).toEqual([]);
  });
});

describe("jsonOf", () => {
  it("finds JSON that is the text, or its only block of JSON", () => {
    expect(jsonOf(' {"a": 1} ')).toEqual({ value: { a: 1 } });
    expect(jsonOf("null")).toEqual({ value: null });
    expect(jsonOf(lines("Run this:", "```sh", "npm test", "```", "```json", "[1]", "```"))).toEqual({
      value: [1],
    });
  });

  it("finds none in other text, nor in two blocks of it", () => {
    expect(jsonOf("a: 1")).toBeUndefined();
    expect(jsonOf(lines("```", "1", "```", "```", "2", "```"))).toBeUndefined();
  });
});
