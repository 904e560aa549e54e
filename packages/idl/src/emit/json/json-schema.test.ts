import { describe, expect, it } from "vitest";
import { compile } from "../../compile.ts";
import { emitJsonSchema } from "./json-schema.ts";

/** Places below a schema that have no title; a reference has the title of its target. */
function untitled(schema: unknown, path = ""): readonly string[] {
  if (typeof schema !== "object" || schema === null || "$ref" in schema) return [];
  const { title, properties, items, additionalProperties, anyOf, oneOf } = schema as {
    readonly [keyword: string]: object | undefined;
  };
  const parts = { ...properties, ...anyOf, ...oneOf, ...(items && { items }), additionalProperties };
  const below = Object.entries(parts).flatMap(([name, part]) => untitled(part, `${path}/${name}`));
  return typeof title === "string" ? below : [path, ...below];
}

describe("emitJsonSchema", () => {
  it("has a title on every schema, whatever it is made of", () => {
    const text = `namespace A {
      enum Tone open { Plain = "plain" }
      alias Names = string(..5) format "uri" nullable[] nullable
      message Text { text: string pattern /a/ optional = "a" }
      union Part by type open { text: Text }
      union Closed by kind { "text.part": Text }
      message M { names: Names part: Part nullable closed: map<string, Closed[] nullable> tone: Tone optional = Plain one: 1 }
    }`;
    const { model } = compile("a.def", { readFile: () => text });
    const { $defs } = JSON.parse(emitJsonSchema(model ?? { namespaces: [] })[0]?.text ?? "");
    expect(Object.keys($defs)).toEqual(["Closed", "M", "Names", "Part", "Text", "Tone"]);
    expect(Object.entries($defs).flatMap(([name, schema]) => untitled(schema, name))).toEqual([]);
    expect(untitled({ title: "A", oneOf: [{ properties: { b: {} } }] })).toEqual(["/0", "/0/b"]);
  });

  it("has everything that a namespace declares and uses", () => {
    const files: { readonly [path: string]: string } = {
      "a.def": `import "b.def"
        namespace AIThings {
          /// An order.
          message Order { at: B.Point  size: B.Size optional  tags: string(..5)[](1..2) deprecated "use at" }
        }`,
      "b.def":
        'namespace B { message Point { x: float(0..) } enum Size { Small = 1 /// Larger.\n Large = 2 } error No = 1 "no" }',
    };
    const { model } = compile("a.def", { readFile: (path) => files[path] ?? "" });
    const [file] = emitJsonSchema(model ?? { namespaces: [] });
    expect(file?.path).toBe("ai-things.schema.json");
    expect(JSON.parse(file?.text ?? "")).toEqual({
      $schema: "https://json-schema.org/draft/2020-12/schema",
      $comment: "Generated from a.def by `aiwhisperer def build`. Do not edit.",
      $id: "ai-things.schema.json",
      title: "AIThings",
      $defs: {
        "B.Point": {
          title: "BPoint",
          type: "object",
          properties: { x: { title: "BPointX", type: "number", minimum: 0 } },
          required: ["x"],
        },
        "B.Size": {
          title: "BSize",
          type: "integer",
          oneOf: [
            { const: 1, title: "Small" },
            { const: 2, title: "Large", description: "Larger." },
          ],
        },
        Order: {
          title: "Order",
          type: "object",
          description: "An order.",
          properties: {
            at: { $ref: "#/$defs/B.Point" },
            size: { $ref: "#/$defs/B.Size" },
            tags: {
              title: "OrderTags",
              type: "array",
              items: { title: "OrderTagsItem", type: "string", maxLength: 5 },
              minItems: 1,
              maxItems: 2,
              description: "Deprecated: use at.",
              deprecated: true,
            },
          },
          required: ["at", "tags"],
        },
      },
    });
  });
});
