import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const ROOT = join(import.meta.dirname, "../..");
/** This file names the words that it forbids. */
const SELF = "tests/house/english.test.ts";
const WORDS = /\b(told|tells|nobody|somebody|whoever|whom|gives|stands|goes on|lets in|at ease|farewell)\b/gi;
/** Comments and string literals of TypeScript; a URL in a string is no comment. */
const PROSE = /\/\*.*?\*\/|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`|\/\/[^\n]*/gs;
const MAX_COLUMNS = 110;
const MAX_FILE_LINES = 400;
const SMALL_FILE_LINES = 25;
/** The largest share of small source files: an idea is not cut only to obey a number. */
const MAX_SMALL_FILE_SHARE = 0.12;

/** Tests that CI may skip, because the platform or the network decides whether they can run. */
const MAY_SKIP: Readonly<Record<string, string>> = {
  "packages/engine/src/sandbox/limit-script.test.ts": "only Linux has /proc",
  "tests/auth/local-access.test.ts": "only Linux has the whole of 127.0.0.0/8",
  "tests/auth/hostile-surroundings.test.ts": "only root can give a folder to another user",
  "tests/chaos/disk-faults.test.ts": "only root of a whole machine can mount and freeze",
  "tests/chaos/full-disk.test.ts": "only root of a whole machine can mount",
  "tests/cli/old-node.test.ts": "no CI image needs a Node that is too old",
  "tests/deploy/image.test.ts": "needs a registry on the network",
  "tests/deploy/unit.test.ts": "needs systemd and a registry on the network",
  "tests/sandbox/support/sandboxed-folder.ts": "a container may forbid namespaces",
};

const tracked = execFileSync("git", ["ls-files"], { cwd: ROOT, encoding: "utf8" })
  .split("\n")
  .filter((name) => existsSync(join(ROOT, name)) && !/(^|\/)gen\//.test(name) && name !== SELF);
const sources = tracked.filter((name) => /^(packages|tests)\/.*\.tsx?$/.test(name));
const prose = tracked.filter((name) => /\.(tsx?|md|def)$/.test(name));
const read = (name: string): string => readFileSync(join(ROOT, name), "utf8");
const linesOf = (name: string): readonly string[] => read(name).replace(/\n$/, "").split("\n");
const lineAt = (text: string, index: number): number => text.slice(0, index).split("\n").length;

/** The parts of a file that people read, each with its place in the text. */
function proseOf(name: string, text: string): readonly (readonly [string, number])[] {
  // The text of a page is between its elements: all of such a file counts.
  if (!name.endsWith(".ts")) return [[text, 0]];
  return [...text.matchAll(PROSE)].map((match) => [match[0], match.index] as const);
}

function dialectOf(name: string): readonly string[] {
  const text = read(name);
  return proseOf(name, text).flatMap(([part, start]) =>
    [...part.matchAll(WORDS)].map((word) => `${name}:${lineAt(text, start + word.index)}: ${word[0]}`),
  );
}

function wideCommentsOf(name: string): readonly string[] {
  return linesOf(name).flatMap((line, index) =>
    line.length > MAX_COLUMNS && /^\s*(\/\/|\/?\*)/.test(line) ? [`${name}:${index + 1}`] : [],
  );
}

describe("the words of the house", () => {
  it("are plain English", () => {
    expect(prose.flatMap(dialectOf)).toEqual([]);
  });

  it(`fill no comment line beyond ${MAX_COLUMNS} columns`, () => {
    expect(sources.flatMap(wideCommentsOf)).toEqual([]);
  });
});

describe("the files of the house", () => {
  it(`have ${MAX_FILE_LINES} lines at most`, () => {
    expect(sources.filter((name) => linesOf(name).length > MAX_FILE_LINES)).toEqual([]);
  });

  it("are seldom small", () => {
    const files = sources.filter((name) => /^packages\//.test(name) && !/\.test\.tsx?$/.test(name));
    const small = files.filter((name) => linesOf(name).length <= SMALL_FILE_LINES);
    const ceiling = MAX_SMALL_FILE_SHARE;
    expect(small.length / files.length, small.join("\n")).toBeLessThanOrEqual(ceiling);
  });

  it("skip no test in CI except what cannot exist on the platform", () => {
    const skips = sources
      .filter((name) => MAY_SKIP[name] === undefined)
      .flatMap((name) =>
        linesOf(name).flatMap((line, index) =>
          /\b(it|test|describe)\.(skip|skipIf|runIf|todo)\(|\bcontext\.skip\(/.test(line) &&
          !line.includes("process.env.CI")
            ? [`${name}:${index + 1}`]
            : [],
        ),
      );
    expect(skips).toEqual([]);
  });
});

it("limits the lines of functions", () => {
  const { linter } = JSON.parse(read("biome.json")) as {
    readonly linter: { readonly rules: { readonly complexity: Readonly<Record<string, unknown>> } };
  };
  expect(linter.rules.complexity.noExcessiveLinesPerFunction).toMatchObject({
    level: "error",
    options: { maxLines: 60 },
  });
});
