import { describe, expect, it } from "vitest";
import { compile } from "../../compile.ts";
import { emitJsonSchema } from "./json-schema.ts";

describe("emitJsonSchema", () => {
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
