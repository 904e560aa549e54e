import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { emitTypescript } from "@aiwhisperer/idl";
import { describe, expect, it } from "vitest";
import { compileText, loadGenerated, workspacePath } from "./load-generated.ts";

const everything = `
  import "shared.def"
  /// Text with */ inside.
  namespace Test {
    /// A tree.
    message Tree { label: string  children: Tree[] optional  named: map<string, Tree[](1..2)>(..3) optional  twin: Twin optional }
    message Twin { tree: Tree  deep: int[][](1..) }
    message Odd { constructor: string  default: bool optional  toString: Shared.Color  value: json  object: float(0.5..1.5) }
    message RunRequest raises Failed, Quiet { odd: Odd  trees: Tree[](..2)  point: Shared.Point optional }
    message RunResponse {}
    message DoneNotification deprecated "use *other*" { at: int(0..) deprecated "use \`when\`" }
    mixin Keyed { key: id(1..8) optional }
    enum Mode open { Fast = "fast"  Slow = "slow" }
    alias Slug = string(..64) pattern /[a-z]+(?:-[a-z]+)*/
    union Part by kind open { odd: Odd  "tree.part": Tree }
    message Declared with Keyed {
      version: "2.0"  mode: Mode nullable optional = Slow  slug: Slug[] nullable  part: Part nullable[]
      at: string format "date-time" optional  link: string(..99) format "uri" pattern /https:.*/ optional = "https://a"
      color: Shared.Color optional = Green
    }
    error Failed = 1 "It failed." { tree: Tree }
    error Quiet = 2 "Quiet." retry
  }`;
const shared = "namespace Shared { enum Color { Red = 0, Green = 7 } message Point { x: float y: float } }";

describe("generated code", () => {
  it("passes the compiler in its strictest settings, across namespaces and whatever fields are called", () => {
    const model = compileText(everything, { "shared.def": shared });
    const folder = mkdtempSync(join(tmpdir(), "idl-"));
    try {
      const files = emitTypescript(model, { runtime: workspacePath("packages/protocol/rpc/index.ts") });
      for (const { path, text } of files) writeFileSync(join(folder, path), text);
      const settings = { extends: workspacePath("packages/protocol/tsconfig.json"), include: ["."] };
      writeFileSync(join(folder, "package.json"), JSON.stringify({ type: "module" }));
      writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(settings));
      const compiler = workspacePath("node_modules/.bin/tsc");
      const { stdout, status } = spawnSync(process.execPath, [compiler, "-p", folder], { encoding: "utf8" });
      expect({ stdout, status }).toEqual({ stdout: "", status: 0 });
      expect(files.map(({ path }) => path)).toEqual(["test.ts", "shared.ts"]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("refuses values nested without end instead of exhausting the stack", async () => {
    const { validator } = await loadGenerated(
      compileText("namespace Test { message Tree { label: string children: Tree[] optional } }"),
    );
    const { is, faults } = validator("Tree");
    const nested = (levels: number) => {
      let tree: object = { label: "leaf" };
      for (let level = 0; level < levels; level++) tree = { label: "node", children: [tree] };
      return tree;
    };
    expect(is(nested(128))).toBe(true);
    expect(faults(nested(128))).toEqual([]);
    expect(is(nested(100_000))).toBe(false);
    expect(faults(nested(100_000))).toEqual([
      { path: "/children/0".repeat(129), message: "expected at most 128 levels of Tree" },
    ]);
  });

  it("counts own properties only, takes undefined for absent, and finds holes in arrays", async () => {
    const { validator } = await loadGenerated(
      compileText(
        "namespace Test { message Odd { constructor: json list: json[] extra: int optional map: map<string, int> } }",
      ),
    );
    const { is, faults } = validator("Odd");
    const right = { constructor: null, list: [null], extra: undefined, map: JSON.parse('{"__proto__": 1}') };
    expect(is(right)).toBe(true);
    expect(faults(right)).toEqual([]);
    expect(is(Object.assign(Object.create({ extra: "inherited" }), right))).toBe(true);
    const withHole: unknown[] = [1];
    withHole[2] = 2;
    const wrong = [
      Object.create(right),
      { list: [null], map: {} },
      { ...right, list: withHole },
      { ...right, extra: null },
    ];
    expect(wrong.map(is)).toEqual([false, false, false, false]);
    expect(wrong.map((value) => faults(value).map(({ path }) => path))).toEqual([
      ["/constructor", "/list", "/map"],
      ["/constructor"],
      ["/list/1"],
      ["/extra"],
    ]);
    expect(faults({ ...right, map: JSON.parse('{"__proto__": "text"}') })).toEqual([
      { path: "/map/__proto__", message: "expected a whole number, found a string of 4 characters" },
    ]);
  });

  it("provides a peer with the tables of methods, notifications and errors", async () => {
    const { contract } = await loadGenerated(
      compileText(`namespace Test {
        message RunRequest raises Failed deprecated "use walk" { at: int }
        message RunResponse {}
        message DoneNotification {}
        error Failed = 1 "It \\"failed\\"." retry { why: string }
        error Quiet = 2 "Quiet."
      }`),
    );
    expect(contract).toMatchObject({
      namespace: "Test",
      methods: { run: { name: "run", fullName: "test.run", raises: ["Failed"], deprecated: "use walk" } },
      notifications: { DoneNotification: { name: "DoneNotification" } },
      errors: {
        Failed: { name: "Failed", code: 1, message: 'It "failed".', retry: true },
        Quiet: { name: "Quiet", code: 2, message: "Quiet.", retry: false },
      },
    });
    expect(contract.errors.Quiet).not.toHaveProperty("data");
    expect(contract.methods.run?.params.is({ at: 1 })).toBe(true);
    expect(contract.methods.run?.result.is([])).toBe(false);
    expect(contract.errors.Failed?.data?.is({ why: "so" })).toBe(true);
  });
});
