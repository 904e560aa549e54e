import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { CloseCode } from "@aiwhisperer/protocol";
import { describe, expect, it } from "vitest";

const ROOT = join(import.meta.dirname, "../..");

/** Texts of the demo model, one of which is a message of the contract. */
const SAMPLES = "packages/engine/src/model/demo/samples.ts";

/** Source files that people write: neither tests nor generated files. */
const SOURCES = globSync("packages/**/*.{ts,tsx}", {
  cwd: ROOT,
  exclude: (name) => ["node_modules", "dist", "gen"].includes(name),
})
  .map((name) => name.replaceAll("\\", "/"))
  .filter((name) => !/\.test\.tsx?$/.test(name) && name !== SAMPLES);

/** The text without comments and strings, so that only code is left. */
function codeOf(path: string): string {
  const text = readFileSync(join(ROOT, path), "utf8");
  return text.replaceAll(/\/\*[\s\S]*?\*\/|\/\/[^\n]*|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`/g, "");
}

describe("constants of the contract", () => {
  it("has no application close code in code: they are members of `CloseCode`", () => {
    const found = SOURCES.filter((path) => /\b(?:44\d\d|1013)\b/.test(codeOf(path)));
    expect(found).toEqual([]);
  });

  it("has no full name of a method in strings: descriptors and constants have it", () => {
    const found = SOURCES.filter((path) =>
      /[( ]"interactive\.\w+"[,;)]/.test(readFileSync(join(ROOT, path), "utf8")),
    );
    expect(found).toEqual([]);
  });

  it("lists every close code in PROTOCOL.md", () => {
    const [, section = ""] =
      /## Close codes\n([\s\S]*?)\n## /.exec(readFileSync(join(ROOT, "PROTOCOL.md"), "utf8")) ?? [];
    const listed = [...section.matchAll(/^\| (\d{4}) \|/gm)].map(([, code]) => Number(code));
    expect(listed.toSorted()).toEqual(Object.values(CloseCode).toSorted());
  });
});
