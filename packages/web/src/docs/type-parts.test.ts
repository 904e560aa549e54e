import { describe, expect, it } from "vitest";
import { typeParts } from "./type-parts.ts";

const plan = { $ref: "#/components/schemas/Plan" };

describe("typeParts", () => {
  it.each([
    [{ type: "string", minLength: 1, maxLength: 256 }, ["string(1..256)"]],
    [{ type: "string", maxLength: 9 }, ["string(..9)"]],
    [{ type: "integer", minimum: 1, maximum: Number.MAX_SAFE_INTEGER }, ["int(1..)"]],
    [{ type: "integer", minimum: Number.MIN_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER }, ["int"]],
    [{ type: "number", minimum: 0 }, ["float(0..)"]],
    [{ type: "boolean" }, ["bool"]],
    [{}, ["json"]],
    [plan, [{ name: "Plan" }]],
    [{ type: "array", items: plan, maxItems: 5 }, [{ name: "Plan" }, "[](..5)"]],
    [{ type: "object", additionalProperties: plan }, ["map<string, ", { name: "Plan" }, ">"]],
    [{ type: "object", additionalProperties: {} }, ["map<string, ", "json", ">"]],
  ])("writes %j as a .def file does", (schema, parts) => {
    expect(typeParts(schema)).toEqual(parts);
  });
});
