import { describe, expect, it } from "vitest";
import { changesBetween, defineTool } from "./tool-definition.ts";

const base = { name: "t", description: "Does it.", inputSchema: { type: "object" }, effect: "read" } as const;

describe("the definition of a tool", () => {
  it.each([
    ["name", { name: "u" }],
    ["description", { description: "Does it. " }],
    ["schema", { inputSchema: { type: "object", required: ["a"] } }],
    ["effect", { effect: "write" as const }],
    ["hints", { hints: { readOnlyHint: true } }],
  ])("is another one with another %s", (_, change) => {
    expect(defineTool({ ...base, ...change }).hash).not.toBe(defineTool(base).hash);
  });

  it("is the same with the members of its schema in another order", () => {
    const one = { type: "object", properties: { a: { type: "string", minLength: 1 } } };
    const other = { properties: { a: { minLength: 1, type: "string" } }, type: "object" };
    expect(defineTool({ ...base, inputSchema: one })).toEqual(defineTool({ ...base, inputSchema: other }));
  });

  it("says of a change behind the kept beginning where it is", () => {
    const long = "a".repeat(5_000);
    const before = defineTool({ ...base, description: `${long}b` });
    const [change] = changesBetween(before.parts, defineTool({ ...base, description: `${long}c` }));
    expect(change?.part).toBe("description");
    expect(change?.after).toMatch(/behind the first 4000 characters/);
  });

  it("takes a schema that is nested too deep, and what a plug-in may set instead of one", () => {
    let deep: object = {};
    for (let level = 0; level < 20_000; level += 1) deep = { items: deep };
    expect(defineTool({ ...base, inputSchema: deep }).hash).toMatch(/^[0-9a-f]{64}$/);
    expect(defineTool({ ...base, inputSchema: undefined as unknown as object }).hash).toMatch(
      /^[0-9a-f]{64}$/,
    );
  });
});
