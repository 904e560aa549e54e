import { describe, expect, it } from "vitest";
import { compile } from "./compile.ts";
import { emitJsonSchema } from "./emit/json/json-schema.ts";
import { emitMarkdown } from "./emit/markdown/markdown.ts";
import { emitTypescript } from "./emit/typescript/emit-typescript.ts";

function compileFields(fields: string) {
  const text = `namespace Acme {\nalias Slug = string(..64) pattern /[a-z]+(?:\\/[a-z]+)*/\nmessage M {\n${fields}\n}\n}`;
  return compile("a.def", { readFile: () => text });
}

function modelOf(fields: string) {
  const { model, diagnostics } = compileFields(fields);
  expect(diagnostics).toEqual([]);
  if (!model) throw new Error("no model");
  return model;
}

describe("a string", () => {
  it("has a format, a pattern or both, and fields may be called so", () => {
    const model = modelOf(`
      at: string format "date-time" optional
      both: string(1..9) pattern /[\\d"]+/ format "base64" nullable[](..3)
      slug: Slug
      format: string
      pattern: map<string, string format "uuid">`);
    const [, message] = model.namespaces[0]?.declarations ?? [];
    expect(message?.kind === "message" && message.fields.map(({ type }) => type)).toMatchObject([
      { kind: "string", format: "date-time" },
      {
        kind: "array",
        item: {
          kind: "nullable",
          type: { kind: "string", limits: { min: 1, max: 9 }, format: "base64", pattern: '[\\d"]+' },
        },
      },
      { kind: "string", limits: { max: 64 }, pattern: "[a-z]+(?:\\/[a-z]+)*" },
      { kind: "string", limits: {} },
      { kind: "map", value: { kind: "string", format: "uuid" } },
    ]);
  });

  it("has them in the JSON Schema as keywords and as patterns of the whole text", () => {
    const model = modelOf('id: string format "uuid"\nslug: Slug\nkey: string format "base64" pattern /a*/');
    const { $defs } = JSON.parse(emitJsonSchema(model)[0]?.text ?? "");
    expect($defs.M.properties).toMatchObject({
      id: { type: "string", format: "uuid", pattern: expect.stringMatching(/^\^\(\?:.*\)\$$/) },
      slug: { type: "string", maxLength: 64, pattern: "^(?:[a-z]+(?:\\/[a-z]+)*)$" },
      key: { contentEncoding: "base64", pattern: "^(?:a*)$", allOf: [{ pattern: expect.any(String) }] },
    });
    expect($defs.M.properties.key.format).toBeUndefined();
  });

  it("has a rule in generated code once, however many fields it is for", () => {
    const [file] = emitTypescript(modelOf("a: Slug\nb: Slug[]\nc: string pattern /x/"));
    expect(file?.text.match(/^const pattern\$\d = /gmu)).toEqual([
      "const pattern$1 = ",
      "const pattern$2 = ",
    ]);
    expect(file?.text).toContain('if (typeof $a !== "string" || $a.length > 64 || !pattern$1.fits($a) ||');
    expect(file?.text).toContain(
      '{ name: "c", type: { kind: "string", rules: [pattern$2] }, optional: false }',
    );
  });

  it("is written in the reference as in the file", () => {
    const model = modelOf('a: string(..9) format "uri" pattern /a|b/ optional');
    const [namespace] = model.namespaces;
    const text = namespace && emitMarkdown(namespace).messages;
    expect(text).toContain('| `a` | `string(..9) format "uri" pattern /a\\|b/`, optional |');
  });

  it.each([
    ['a: string format "datetime"', '`format "date-time"`'],
    ['a: string format "email"', "write a `pattern` for others"],
    ["a: string format uuid", 'write `format "uuid"`'],
    ['a: string pattern "[a-z]+"', "write `pattern /[a-z]+/`"],
    ["a: string pattern /[a-z]+/i", "remove them"],
    ["a: string pattern /[a-z]+\nb: int", "close it with `/` on the same line"],
    [`a: string pattern /${"\\/".repeat(50_000)}`, "close it with `/` on the same line"],
    ["a: string format /uuid/", 'write `format "uuid"`'],
    ["a: string pattern /^[a-z]+/", "remove `^`"],
    ["a: string pattern /(?=a)/", "describe the whole text"],
    ['a: int format "uuid"', "write `string format …`"],
    ["a: id pattern /a/", "write `string pattern …`"],
    ["a: M[] optional b: Slug pattern /a/", "write `string pattern …`"],
    ["a: string pattern /a/ pattern /b/", "remove one of them"],
    ["a: string(3..1) pattern /a/", "did you mean `(1..3)`?"],
  ])("has one fault: %s", (fields, help) => {
    expect(compileFields(fields).diagnostics.map((diagnostic) => diagnostic.help)).toEqual([
      expect.stringContaining(help),
    ]);
  });

  it("has the fault of a pattern marked inside of it", () => {
    const [diagnostic] = compileFields("a: string pattern /ab(?=c)/").diagnostics;
    expect(diagnostic?.message).toBe("a pattern does not look ahead or behind");
    const { source, span } = diagnostic?.location ?? {};
    expect(source?.text.slice(span?.start, span?.end)).toBe("(?=");
  });
});
