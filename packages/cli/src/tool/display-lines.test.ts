import { ToolDisplayKind } from "@aiwhisperer/client";
import { describe, expect, it } from "vitest";
import type { TextStyle } from "../terminal/terminal-text.ts";
import { boundedLines, displayLines } from "./display-lines.ts";

const mark = (name: string) => (text: string) => `${name}:${text}`;
const style: TextStyle = {
  dim: mark("dim"),
  bold: mark("bold"),
  added: mark("added"),
  removed: mark("removed"),
  warning: mark("warning"),
};

describe("what a tool call changes, on a terminal", () => {
  it("has the colours of a diff by what its lines are, also where they look like a head", () => {
    const text = "--- a/x\n+++ b/x\n@@ -1,2 +1,2 @@\n same\n--- old\n+++ new\n\\ No newline\n";
    expect(displayLines({ kind: ToolDisplayKind.Diff, text }, style, 10)).toEqual([
      "dim:--- a/x",
      "dim:+++ b/x",
      "dim:@@ -1,2 +1,2 @@",
      " same",
      "removed:--- old",
      "added:+++ new",
      "dim:\\ No newline",
    ]);
  });

  it("are those of the text where a newer server sends another kind", () => {
    expect(displayLines({ kind: 99, text: "a\nb" }, style, 10)).toEqual(["a", "b"]);
  });

  it("is a command with every one of its lines", () => {
    expect(displayLines({ kind: ToolDisplayKind.Command, text: "echo a\nrm b" }, style, 10)).toEqual([
      "$ echo a",
      "  rm b",
    ]);
  });

  it("shows what a terminal would hide or obey, so that a user decides on the whole text", () => {
    const text = "echo safe\r#\u001b[8m; rm -rf x\u202e\u200b";
    expect(boundedLines(text, 10)).toEqual(["echo safe⟨U+000D⟩#⟨U+001B⟩[8m; rm -rf x⟨U+202E⟩⟨U+200B⟩"]);
  });

  it("is cut where it is long, and says how much is missing", () => {
    expect(boundedLines("a\nb\nc\nd", 2)).toEqual(["a", "b", "… and 2 more lines"]);
    expect(boundedLines("a\nb\nc", 2)).toEqual(["a", "b", "… and 1 more line"]);
    expect(boundedLines("a\nb\n", 2)).toEqual(["a", "b"]);
  });
});
