import { describe, expect, it } from "vitest";
import { offerScopes } from "./offer-scopes.ts";

const labelOfPath = (path: string) => offerScopes("write_file", { kind: "path", path })[0]?.label;
const labelOf = (command: string) =>
  offerScopes("run_command", { kind: "command", command, shell: "posix" })[0]?.label;

describe("labels of scopes", () => {
  it("differ where paths do", () => {
    const paths = ["a b", "a  b", "a\nb", "a\tb", "a\ufeffb", "a\u2028b", "a b ", "a\rb", "a⟨b"];
    expect(new Set(paths.map(labelOfPath)).size).toBe(paths.length);
    expect(labelOfPath("a\nb")).toBe("a⟨U+000A⟩b");
  });

  it("have a path to its end", () => {
    const path = `${"folder/".repeat(100)}name.txt`;
    expect(labelOfPath(path)).toBe(path);
  });

  it("show the line ends of a command", () => {
    expect(labelOf("ls\nrm a")).toBe("ls⟨U+000A⟩rm a");
  });
});
