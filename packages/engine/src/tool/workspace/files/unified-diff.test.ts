import { describe, expect, it } from "vitest";
import { cutChange, showChange } from "./unified-diff.ts";

describe("showChange", () => {
  it("shows a change as a unified diff", () => {
    const shown = showChange({ path: "src/a.ts", before: "one\ntwo\n", after: "one\n2\n" });
    expect(shown).toEqual({
      path: "src/a.ts",
      isDiff: true,
      text: "--- a/src/a.ts\n+++ b/src/a.ts\n@@ -1,2 +1,2 @@\n one\n-two\n+2\n",
      added: 1,
      removed: 1,
    });
  });

  it("shows a new file as one that comes from nothing", () => {
    const { text } = showChange({ path: "a", before: undefined, after: "x\n" });
    expect(text).toBe("--- /dev/null\n+++ b/a\n@@ -0,0 +1,1 @@\n+x\n");
  });

  it("marks a missing newline at the end", () => {
    const { text } = showChange({ path: "a", before: "x\n", after: "x" });
    expect(text).toContain("\\ No newline at end of file");
  });

  it("lets no name of a file pretend to be a line of the diff", () => {
    const { text } = showChange({ path: "a\n+++ b/c", before: undefined, after: "x\n" });
    expect(text.split("\n").filter((line) => line.startsWith("+++"))).toHaveLength(1);
    const forged = showChange({ path: "a\n@@ -1,9 +1,9 @@\n-b\n+c", before: "x\n", after: "y\n" });
    expect(forged.text.split("\n").filter((line) => line.startsWith("@@"))).toHaveLength(1);
    expect(forged).toMatchObject({ added: 1, removed: 1 });
  });

  it("cuts a long diff at the end of a line and says so", () => {
    const whole = showChange({ path: "a", before: undefined, after: "line\n".repeat(1_000) });
    const { text, added } = cutChange(whole, 100);
    expect(added).toBe(1_000);
    expect(text).toMatch(/\n\+line\n… 9\d\d further lines not shown\n$/);
    expect(text.length).toBeLessThan(140);
  });

  it("counts and shows a single line of any length, hidden characters as codes", () => {
    const shown = showChange({ path: "a", before: "x", after: `${"y".repeat(60_000)}\u202e` });
    expect(shown).toMatchObject({ added: 1, removed: 1 });
    expect(shown.text).toContain(`${"y".repeat(60_000)}⟨U+202E⟩`);
  });
});
