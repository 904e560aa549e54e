import { describe, expect, it } from "vitest";
import { showPath, showWholePath } from "./show-path.ts";

describe("showPath", () => {
  it("shows an ordinary path as it is", () => {
    expect(showPath("src/Ünïcode file.ts")).toBe("src/Ünïcode file.ts");
  });

  it("shows the workspace folder as a dot", () => {
    expect(showPath("")).toBe(".");
  });

  it.each([
    ["a\nb", '"a\\nb"'],
    ["a\u001b[31m", '"a\\u001b[31m"'],
    ["a\u0085b", '"a⟨U+0085⟩b"'],
    ["a\u2028b", '"a⟨U+2028⟩b"'],
    ["a\u202egpj.exe", '"a⟨U+202E⟩gpj.exe"'],
  ])("quotes characters that would mislead", (path, shown) => {
    expect(showPath(path)).toBe(shown);
  });

  it("cuts a very long path", () => {
    expect(showPath("x".repeat(10_000))).toHaveLength(201);
  });

  it("is not cut where a person decides about the path", () => {
    const path = `${"x/".repeat(300)}a\u202eb`;
    expect(showWholePath(path)).toBe(`"${"x/".repeat(300)}a⟨U+202E⟩b"`);
  });
});
