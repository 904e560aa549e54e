import { describe, expect, it } from "vitest";
import { StderrTail } from "./stderr-tail.ts";

function lastWordsOf(...texts: readonly string[]): string | undefined {
  const tail = new StderrTail();
  for (const text of texts) tail.push(text);
  return tail.lastWords;
}

describe("StderrTail", () => {
  it("has nothing to say when nothing was written", () => {
    expect(lastWordsOf()).toBeUndefined();
    expect(lastWordsOf("\n  \n")).toBeUndefined();
  });

  it("returns the last line when no line is more specific", () => {
    expect(lastWordsOf("starting\nreading\n", "\n")).toBe("reading");
  });

  it("finds the line that says what went wrong among those around it", () => {
    const node =
      "node:internal:1\n  throw err;\n  ^\n\nError: Cannot find module '/x'\n    at failed (a.js:1:1)\n\nNode.js v24.0.0\n";
    expect(lastWordsOf(node)).toBe("Error: Cannot find module '/x'");
    const python = 'Traceback\n  File "error.py", line 1\nKeyError: missing\nbye\n';
    expect(lastWordsOf(python)).toBe("KeyError: missing");
  });

  it("joins what comes in pieces, also without an end of line", () => {
    expect(lastWordsOf("one\nfatal: no", " such ", "place")).toBe("fatal: no such place");
  });

  it("keeps a bounded part of what is written", () => {
    expect(lastWordsOf("x".repeat(5_000_000))).toHaveLength(1_000);
    expect(lastWordsOf("error: first\n", "line\n".repeat(10_000))).toBe("line");
  });
});
