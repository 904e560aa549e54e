import { describe, expect, it } from "vitest";
import { parseDiff } from "./diff-lines.ts";

const diff = `--- a/x.sql
+++ b/x.sql
@@ -3,3 +3,3 @@
 keep
--- a comment
+++ b;
 
\\ No newline at end of file
`;

describe("parseDiff", () => {
  it("goes by the counts of the hunk, not by how a line looks", () => {
    expect(parseDiff(diff)).toEqual({
      added: 1,
      removed: 1,
      lines: [
        { kind: "hunk", text: "@@ -3,3 +3,3 @@" },
        { kind: "same", text: "keep", oldLine: 3, newLine: 3 },
        { kind: "removed", text: "-- a comment", oldLine: 4 },
        { kind: "added", text: "++ b;", newLine: 4 },
        { kind: "same", text: "", oldLine: 5, newLine: 5 },
        { kind: "note", text: "No newline at end of file" },
      ],
    });
  });

  it("reads a new file and counts its lines", () => {
    const { lines, added, removed } = parseDiff("--- /dev/null\n+++ b/n\n@@ -0,0 +1,2 @@\n+one\n+two\n");
    expect([added, removed]).toEqual([2, 0]);
    expect(lines.at(-1)).toEqual({ kind: "added", text: "two", newLine: 2 });
  });

  it("reads several hunks, and a count that is left out as one", () => {
    const { lines } = parseDiff("@@ -1 +1 @@\n-a\n+b\n@@ -9 +9 @@\n-c\n+d\n");
    expect(lines.map(({ kind }) => kind)).toEqual(["hunk", "removed", "added", "hunk", "removed", "added"]);
    expect(lines[4]).toMatchObject({ oldLine: 9 });
  });

  it("shows what is no diff as it is", () => {
    expect(parseDiff("nothing changes").lines).toEqual([{ kind: "note", text: "nothing changes" }]);
  });

  it("keeps a context line whose space was lost", () => {
    expect(parseDiff("@@ -1,2 +1,2 @@\n a\n\n").lines.at(-1)).toMatchObject({ kind: "same", text: "" });
  });
});
