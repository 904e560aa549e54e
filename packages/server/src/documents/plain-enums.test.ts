import { describe, expect, it } from "vitest";
import { withPlainEnums } from "./plain-enums.ts";

const constants = [
  { const: 0, title: "Red" },
  { const: 7, title: "Green", description: "As grass." },
];
const names = { description: "A colour.\n0 Red\n7 Green: As grass.", "x-enum-varnames": ["Red", "Green"] };

describe("a document with plain enums", () => {
  it("has the values of an enum, at any depth, with their names", () => {
    const schema = { title: "Colour", type: "integer", description: "A colour.", oneOf: constants };
    expect(withPlainEnums({ schemas: [schema] })).toEqual({
      schemas: [{ title: "Colour", type: "integer", ...names, enum: [0, 7] }],
    });
  });

  it("does not limit an open enum to the values that have names", () => {
    const other = { title: "ColourOther", type: "integer" };
    const schema = {
      title: "Colour",
      type: "integer",
      description: "A colour.",
      anyOf: [...constants, other],
    };
    expect(withPlainEnums(schema)).toEqual({
      title: "Colour",
      type: "integer",
      ...names,
      "x-extensible-enum": [0, 7],
    });
  });

  it("leaves other alternatives as they are", () => {
    const schema = {
      anyOf: [
        { title: "AValue", type: "string" },
        { title: "Null", type: "null" },
      ],
      oneOf: [],
    };
    expect(withPlainEnums(schema)).toEqual(schema);
  });
});
