import { describe, expect, it } from "vitest";
import { compile } from "./compile.ts";
import { emitJsonSchema } from "./emit/json/json-schema.ts";
import { openrpcDocument } from "./emit/json/openrpc.ts";
import { emitMarkdown } from "./emit/markdown/markdown.ts";
import { emitTypescript } from "./emit/typescript/emit-typescript.ts";

function compileFields(fields: string) {
  const text = `namespace Acme {
    enum Mode { Fast = 0, Slow = 1 }
    enum Tone open { Plain = "plain" }
    message PaintRequest {\n${fields}\n}
    message PaintResponse { }
  }`;
  return compile("a.def", { readFile: () => text });
}

function modelOf(fields: string) {
  const { model, diagnostics } = compileFields(fields);
  expect(diagnostics).toEqual([]);
  if (!model) throw new Error("no model");
  return model;
}

const fields = `
  /// How many.
  limit: int(1..200) optional = 50
  mode: Mode optional = Slow deprecated "it is always fast"
  tone: Tone nullable optional = Plain
  label: string(..8) optional nullable = null
  language: string pattern /[a-z]{2}/ optional = "en"
  loud: bool optional = false
  ratio: float optional = -0.5`;

describe("a default", () => {
  it("is a value or a member that fits the type of an optional field", () => {
    const [method] = modelOf(fields).namespaces[0]?.methods ?? [];
    const defaults = method?.request.fields.map((field) => [
      field.name,
      field.optional,
      field.default?.value,
    ]);
    expect(defaults).toEqual([
      ["limit", true, 50],
      ["mode", true, 1],
      ["tone", true, "plain"],
      ["label", true, null],
      ["language", true, "en"],
      ["loud", true, false],
      ["ratio", true, -0.5],
    ]);
  });

  it("is a constant and a comment in generated code, where the field stays optional", () => {
    const text = emitTypescript(modelOf(fields))[0]?.text;
    expect(text).toContain(
      [
        "export const defaultsOfPaintRequest = {",
        "  limit: 50,",
        "  mode: Mode.Slow,",
        "  tone: Tone.Plain,",
        "  label: null,",
        '  language: "en",',
        "  loud: false,",
        "  ratio: -0.5,",
        "} as const;",
      ].join("\n"),
    );
    expect(text).toContain(
      ["  /**", "   * How many.", "   * Default: 50.", "   */", "  readonly limit?: number;"].join("\n"),
    );
  });

  it("is in JSON Schema, OpenRPC and the reference", () => {
    const model = modelOf(fields);
    const { $defs } = JSON.parse(emitJsonSchema(model)[0]?.text ?? "");
    expect($defs.PaintRequest.properties.limit).toMatchObject({ minimum: 1, default: 50 });
    expect($defs.PaintRequest.properties.mode).toMatchObject({ $ref: "#/$defs/Mode", default: 1 });
    expect($defs.PaintRequest.required).toBeUndefined();
    const [namespace] = model.namespaces;
    if (!namespace) throw new Error("no namespace");
    expect(openrpcDocument(model, namespace).methods).toMatchObject([
      { params: [{ name: "limit", required: false, schema: { default: 50 } }, {}, {}, {}, {}, {}, {}] },
    ]);
    expect(emitMarkdown(namespace).methods).toContain("| `mode` | `Mode`, default `Slow` |");
  });

  it.each([
    ["a: int = 5", "write `optional = value`"],
    ["a: int(1..3) optional = 5", "change one of them"],
    ["a: int optional = 0.5", "change one of them"],
    ['a: int optional = "5"', "change one of them"],
    ["a: string optional = null", "change one of them"],
    ['a: string format "uuid" optional = "x"', "change one of them"],
    ["a: string optional = abc", "write a text in quotes"],
    ["a: Mode optional = Quick", "members are Fast, Slow"],
    ["a: Mode optional = Slo", "did you mean `Slow`?"],
    ["a: Mode optional = 1", "write the name of a member, as in `= Fast`"],
    ["a: Mode optional = Mode.Slow", "write the name of the member alone"],
    ["a: int[] optional = 1", "say it in a doc comment"],
    ["a: int optional =\nb: int", "write a text in quotes"],
  ])("has one fault: %s", (field, help) => {
    expect(compileFields(field).diagnostics.map((diagnostic) => diagnostic.help)).toEqual([
      expect.stringContaining(help),
    ]);
  });
});
