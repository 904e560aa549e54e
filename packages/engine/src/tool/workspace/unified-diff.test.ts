import { describe, expect, it } from "vitest";
import { showChange } from "./unified-diff.ts";

describe("showChange", () => {
  it("shows a change as a unified diff", () => {
    const shown = showChange({ path: "src/a.ts", before: "one\ntwo\n", after: "one\n2\n" }, 1_000);
    expect(shown).toEqual({
      path: "src/a.ts",
      isDiff: true,
      text: "--- a/src/a.ts\n+++ b/src/a.ts\n@@ -1,2 +1,2 @@\n one\n-two\n+2\n",
    });
  });

  it("shows a new file as one that comes from nothing", () => {
    const { text } = showChange({ path: "a", before: undefined, after: "x\n" }, 1_000);
    expect(text).toBe("--- /dev/null\n+++ b/a\n@@ -0,0 +1,1 @@\n+x\n");
  });

  it("tells a missing end of line at the end", () => {
    const { text } = showChange({ path: "a", before: "x\n", after: "x" }, 1_000);
    expect(text).toContain("\\ No newline at end of file");
  });

  it("lets no name of a file pretend to be a line of the diff", () => {
    const { text } = showChange({ path: "a\n+++ b/c", before: undefined, after: "x\n" }, 1_000);
    expect(text.split("\n").filter((line) => line.startsWith("+++"))).toHaveLength(1);
  });

  it("cuts a long diff at the end of a line and says so", () => {
    const { text } = showChange({ path: "a", before: undefined, after: "line\n".repeat(1_000) }, 100);
    expect(text).toMatch(/\n\+line\n… 9\d\d further lines not shown\n$/);
    expect(text.length).toBeLessThan(140);
  });
});
