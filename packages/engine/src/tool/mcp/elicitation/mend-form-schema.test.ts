import { readQuestionForm } from "@aiwhisperer/protocol/form";
import { describe, expect, it } from "vitest";
import { mendFormSchema } from "./mend-form-schema.ts";

const fieldOf = (property: unknown, more: object = {}) =>
  mendFormSchema({ type: "object", properties: { field: property }, ...more });

const form = (field: object, more: object = {}) => ({
  type: "object",
  properties: { field },
  required: [],
  ...more,
});

describe("the form of a foreign schema", () => {
  it.each<[string, object, object]>([
    ["a default of null", { type: "string", default: null, title: null }, { type: "string" }],
    [
      "an optional text",
      { anyOf: [{ type: "string", maxLength: 3 }, { type: "null" }], default: null, title: "Name" },
      { type: "string", maxLength: 3, title: "Name" },
    ],
    ["a list of types", { type: ["integer", "null"], default: 3 }, { type: "integer", default: 3 }],
    ["a choice or null", { type: ["string", "null"], enum: ["a", null] }, { type: "string", enum: ["a"] }],
    [
      "titled choices or null",
      { oneOf: [{ const: "a", title: "A" }, { const: "b" }, { type: "null" }] },
      { oneOf: [{ const: "a", title: "A" }, { const: "b" }] },
    ],
    [
      "the only titled choice",
      { type: "string", oneOf: [{ const: "a", title: "A" }] },
      { type: "string", oneOf: [{ const: "a", title: "A" }] },
    ],
    ["a constant", { const: "yes" }, { enum: ["yes"] }],
    ["an unknown format", { type: "string", format: "hostname" }, { type: "string", format: "hostname" }],
    ["a default that does not fit", { type: "integer", default: "many" }, { type: "integer" }],
    [
      "an optional list of choices",
      { anyOf: [{ type: "array", items: { type: "string", enum: ["a"] } }, { type: "null" }] },
      { type: "array", items: { type: "string", enum: ["a"] } },
    ],
  ])("has %s as what it means", (_, given, expected) => {
    expect(fieldOf(given)).toEqual(form(expected));
    expect(readQuestionForm(fieldOf(given))).toHaveProperty("fields.length", 1);
  });

  it("follows references to definitions, also through allOf", () => {
    const $defs = { Color: { type: "string", enum: ["red"], title: "Color" } };
    const reference = { $ref: "#/$defs/Color" };
    expect(fieldOf(reference, { $defs })).toEqual(form($defs.Color, { $defs }));
    expect(fieldOf({ allOf: [reference], default: "red", title: "Which?" }, { $defs })).toEqual(
      form({ type: "string", enum: ["red"], title: "Which?", default: "red" }, { $defs }),
    );
  });

  it.each<[string, unknown, object]>([
    ["an object", { type: "object", properties: {} }, {}],
    ["two types", { anyOf: [{ type: "string" }, { type: "integer" }] }, {}],
    ["null", { type: "null" }, {}],
    ["no schema", true, {}],
    ["a dangling reference", { $ref: "#/$defs/None" }, { $defs: {} }],
    ["a reference to itself", { $ref: "#/$defs/Loop" }, { $defs: { Loop: { $ref: "#/$defs/Loop" } } }],
    ["a member of every object", { $ref: "#/$defs/toString" }, { $defs: {} }],
  ])("leaves out %s where it is optional, and is refused where it is required", (_, property, more) => {
    expect(fieldOf(property, more)).toEqual({ type: "object", properties: {}, required: [], ...more });
    expect(readQuestionForm(fieldOf(property, { required: ["field"], ...more }))).toHaveProperty("problem");
  });

  it.each([[null], [undefined], [{}], [{ type: "object", properties: null, required: null }], [[]]])(
    "is empty for %j",
    (schema) => {
      expect(readQuestionForm(mendFormSchema(schema))).toEqual({ fields: [] });
    },
  );

  it("has required names that it has properties of, and properties of any name", () => {
    const properties = JSON.parse('{"__proto__": {"type": "string", "default": null}}');
    const mended = mendFormSchema({ type: "object", properties, required: ["__proto__", "gone", 3] });
    expect(JSON.stringify(mended)).toBe(
      '{"type":"object","properties":{"__proto__":{"type":"string"}},"required":["__proto__"]}',
    );
  });
});
