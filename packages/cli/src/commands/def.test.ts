import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Command } from "commander";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { defCommand } from "./def.ts";

const contract =
  'namespace Acme { message OrderRequest { item: string } message OrderResponse {} error No = 1 "No." }';

let folder = "";
const file = (name: string) => join(folder, name);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "def-"));
  writeFileSync(file("acme.def"), contract);
});

afterEach(() => rmSync(folder, { recursive: true }));

async function run(...args: string[]) {
  const result = { out: "", error: "", code: 0 };
  const command = defCommand({
    writeOut: (text) => {
      result.out += text;
    },
    writeError: (text) => {
      result.error += text;
    },
    setExitCode: (code) => {
      result.code = code;
    },
  });
  await new Command().addCommand(command).parseAsync(["def", ...args], { from: "user" });
  return result;
}

describe("def check", () => {
  it("says so when nothing is wrong", async () => {
    const path = file("acme.def");
    expect(await run("check", path)).toEqual({ out: `${path}: no mistakes\n`, error: "", code: 0 });
  });

  it("shows every mistake of every file once", async () => {
    writeFileSync(file("shared.def"), "namespace Shared { message M { a: strng } }");
    writeFileSync(file("a.def"), 'import "shared.def" namespace A { message M { a: flot } }');
    writeFileSync(file("b.def"), 'import "shared.def" namespace B { message M { a: bol } }');
    const { out, error, code } = await run("check", file("a.def"), file("b.def"), file("none.def"));
    expect([out, code]).toEqual(["", 1]);
    expect(error.match(/error: .*/g)).toEqual([
      "error: unknown type `flot`",
      "error: unknown type `strng`",
      "error: unknown type `bol`",
      "error: the file cannot be read: no such file",
    ]);
    expect(error).toMatch(/\n4 mistakes\n$/);
  });

  it("uses colours when asked to", async () => {
    writeFileSync(file("acme.def"), "namespace Acme {");
    expect((await run("check", file("acme.def"))).error).not.toContain("\u001b");
    expect((await run("check", file("acme.def"), "--color")).error).toContain("\u001b[");
  });
});

describe("def build", () => {
  it("writes the types and the OpenRPC document, then finds them current", async () => {
    const out = file("gen/deep");
    const first = await run(
      "build",
      file("acme.def"),
      "--out",
      out,
      "--runtime",
      "./rpc.ts",
      "--api-version",
      "3.0.0",
    );
    expect(first).toMatchObject({ error: "", code: 0 });
    expect(readFileSync(join(out, "acme.ts"), "utf8")).toContain('from "./rpc.ts"');
    expect(readFileSync(join(out, "acme.openrpc.ts"), "utf8")).toContain('"version": "3.0.0"');
    const again = await run(
      "build",
      file("acme.def"),
      "--out",
      out,
      "--runtime",
      "./rpc.ts",
      "--api-version",
      "3.0.0",
    );
    expect(again.out).toBe(first.out.replaceAll("written", "current"));
  });

  it("with --check writes nothing and names what is missing or not current", async () => {
    const out = file("gen");
    await run("build", file("acme.def"), "--out", out);
    expect(await run("build", file("acme.def"), "--out", out, "--check")).toMatchObject({
      code: 0,
      error: "",
    });
    rmSync(join(out, "acme.openrpc.ts"));
    writeFileSync(join(out, "acme.ts"), "old");
    const { error, code } = await run("build", file("acme.def"), "--out", out, "--check");
    expect(code).toBe(1);
    expect(error).toContain(`${join(out, "acme.ts")}: is not current\n`);
    expect(error).toContain(`${join(out, "acme.openrpc.ts")}: is missing\n`);
    expect(readFileSync(join(out, "acme.ts"), "utf8")).toBe("old");
    expect(existsSync(join(out, "acme.openrpc.ts"))).toBe(false);
  });

  it("fills the marked sections of a document", async () => {
    writeFileSync(file("P.md"), "# P\n<!-- def:errors --><!-- /def:errors -->\n");
    await run("build", file("acme.def"), "--out", file("gen"), "--docs", file("P.md"));
    expect(readFileSync(file("P.md"), "utf8")).toContain("| 1 | `No` | No. | | no |");
  });

  it("says what is wrong with the document", async () => {
    writeFileSync(file("P.md"), "<!-- def:nothing --><!-- /def:nothing -->");
    const { error, code } = await run(
      "build",
      file("acme.def"),
      "--out",
      file("gen"),
      "--docs",
      file("P.md"),
    );
    expect([code, error]).toEqual([
      1,
      `${file("P.md")}: there is no section \`nothing\`; there are methods, notifications, errors, enums, messages\n`,
    ]);
    expect(
      await run("build", file("acme.def"), "--out", file("gen"), "--docs", file("none.md")),
    ).toMatchObject({
      code: 1,
      error: `${file("none.md")}: no such file\n`,
    });
  });

  it("generates nothing from a file with mistakes", async () => {
    writeFileSync(file("acme.def"), "namespace Acme { message M { a: strng } }");
    const { error, code } = await run("build", file("acme.def"), "--out", file("gen"));
    expect(code).toBe(1);
    expect(error).toContain("did you mean `string`?");
    expect(existsSync(file("gen"))).toBe(false);
  });
});
