import { describe, expect, it } from "vitest";
import { createSourceText } from "../text/source-text.ts";
import { diagnosticAt } from "./diagnostic.ts";
import { renderDiagnostic, renderDiagnostics } from "./render-diagnostic.ts";

const finding = { message: "it is wrong", help: "make it right" };

function at(text: string, word: string) {
  const start = text.indexOf(word);
  return diagnosticAt(createSourceText("a.def", text), { start, end: start + word.length }, finding);
}

describe("renderDiagnostic", () => {
  it("shows place, line, caret and help", () => {
    expect(renderDiagnostic(at("one\ntwo three\n", "three"))).toBe(
      [
        "a.def:2:5: error: it is wrong",
        "  |",
        "2 | two three",
        "  |     ^^^^^",
        "help: make it right",
        "",
      ].join("\n"),
    );
  });

  it("is placed under the text after tabs, wide characters and line breaks of Windows", () => {
    expect(renderDiagnostic(at("\t\u{1F600}x here\r\n", "here")).split("\n").slice(2, 4)).toEqual([
      "1 | \t\u{1F600}x here",
      "  | \t   ^^^^",
    ]);
  });

  it("points with one caret at the end of a file", () => {
    const end = diagnosticAt(createSourceText("a.def", "ab"), { start: 2, end: 2 }, finding);
    expect(renderDiagnostic(end)).toContain("a.def:1:3: error");
    expect(renderDiagnostic(end)).toContain("  |   ^\n");
  });

  it("keeps control characters of a file from the terminal", () => {
    expect(renderDiagnostic(at("\u001b[2J here", "here"))).not.toContain("\u001b");
  });

  it("uses colours only when asked to", () => {
    const diagnostic = at("here", "here");
    expect(renderDiagnostic(diagnostic)).not.toContain("\u001b[");
    expect(renderDiagnostic(diagnostic, { color: true })).toContain("\u001b[31merror\u001b[0m");
  });

  it("names only the file where there is no text to show", () => {
    expect(renderDiagnostic({ path: "a.def", ...finding })).toBe(
      "a.def: error: it is wrong\nhelp: make it right\n",
    );
  });
});

describe("renderDiagnostics", () => {
  it("counts what it shows", () => {
    const diagnostic = { path: "a.def", ...finding };
    expect(renderDiagnostics([])).toBe("");
    expect(renderDiagnostics([diagnostic])).toMatch(/\n1 error\n$/);
    expect(renderDiagnostics([diagnostic, diagnostic])).toMatch(/right\n\na.def: [\s\S]*\n2 errors\n$/);
  });
});
