import { describe, expect, it } from "vitest";
import { summariseArguments } from "./argument-summary.ts";

describe("summariseArguments", () => {
  it.each([
    [{ command: "ls -l\n  docs", cwd: "." }, "ls -l docs"],
    [{ path: "README.md" }, "README.md"],
    [{ path: "a.ts", startLine: 3, endLine: 9 }, "a.ts:3–9"],
    [{ path: "a.ts", endLine: 9 }, "a.ts:1–9"],
    [{ pattern: "TODO", path: "docs" }, "TODO in docs"],
    [{ a: 2, b: 3 }, "2"],
    [{ deep: { path: "x" } }, ""],
    [{ path: "  " }, ""],
    [{}, ""],
    [null, ""],
    ["{ not json", "{ not json"],
  ])("makes of %j the line %j", (args, line) => {
    expect(summariseArguments(args)).toBe(line);
  });

  it("cuts what does not fit on a line", () => {
    const summary = summariseArguments({ command: "word ".repeat(2_000) });
    expect(summary.length).toBeLessThanOrEqual(160);
    expect(summary.endsWith("…")).toBe(true);
  });
});
