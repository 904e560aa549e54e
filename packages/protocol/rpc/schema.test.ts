import { describe, expect, it } from "vitest";
import {
  collectFaults,
  createValidator,
  type FieldSchema,
  type MessageSchema,
  maxFaults,
  type Schema,
} from "./schema.ts";

const schemaOf = (fields: { readonly [name: string]: Schema }): MessageSchema => ({
  name: "Order",
  fields: Object.entries(fields).map(([name, type]): FieldSchema => ({ name, type, optional: false })),
});

const order = schemaOf({
  id: { kind: "string", min: 1, max: 4 },
  count: { kind: "int", min: 1 },
  price: { kind: "float", max: 10 },
  paid: { kind: "bool" },
  color: { kind: "enum", name: "Color", members: { Red: 0, Green: 7 } },
  tags: { kind: "array", item: { kind: "string" }, max: 2 },
  stock: { kind: "map", value: { kind: "int" } },
  note: { kind: "json" },
});

describe("collectFaults", () => {
  it("finds nothing in a value that fits", () => {
    const value = {
      id: "a",
      count: 1,
      price: -0.5,
      paid: false,
      color: 7,
      tags: [],
      stock: { a: 1 },
      note: null,
      more: 1,
    };
    expect(collectFaults(order, value)).toEqual([]);
  });

  it("finds every fault, with its path, what is expected and what was found", () => {
    const value = {
      id: "",
      count: 1.5,
      price: 11,
      paid: 0,
      color: 1,
      tags: ["a", 2, "c"],
      stock: { "a/b~c": null },
    };
    expect(collectFaults(order, value)).toEqual([
      { path: "/id", message: "expected a string of 1 to 4 characters, found a string of 0 characters" },
      { path: "/count", message: "expected a whole number of at least 1, found 1.5" },
      { path: "/price", message: "expected a number of at most 10, found 11" },
      { path: "/paid", message: "expected true or false, found 0" },
      { path: "/color", message: "expected Color (0 Red, 7 Green), found 1" },
      { path: "/tags", message: "expected an array of at most 2 items, found an array of 3 items" },
      { path: "/tags/1", message: "expected a string, found 2" },
      { path: "/stock/a~1b~0c", message: "expected a whole number, found null" },
      { path: "/note", message: "required: expected a value" },
    ]);
  });

  it("names the whole value with an empty path", () => {
    expect(collectFaults(order, [1])).toEqual([
      { path: "", message: "expected an object (Order), found an array of 1 items" },
    ]);
    expect(collectFaults(order, undefined)).toEqual([
      { path: "", message: "expected an object (Order), found undefined" },
    ]);
  });

  it("never repeats the text of a string or a long key", () => {
    const schema = schemaOf({ map: { kind: "map", value: { kind: "int" } } });
    const [fault] = collectFaults(schema, { map: { ["k".repeat(1000)]: "secret" } });
    expect(fault).toEqual({
      path: `/map/${"k".repeat(128)}…`,
      message: "expected a whole number, found a string of 6 characters",
    });
  });

  it("stops after a bounded number of faults and says so", () => {
    const schema = schemaOf({ list: { kind: "array", item: { kind: "int" } } });
    const faults = collectFaults(schema, { list: new Array(100_000).fill("x") });
    expect(faults).toHaveLength(maxFaults);
    expect(faults.at(-1)?.message).toBe(
      "expected a whole number, found a string of 1 characters; further faults are not reported",
    );
  });

  it("follows messages that hold themselves", () => {
    const tree: MessageSchema = {
      name: "Tree",
      fields: [{ name: "next", type: { kind: "message", to: () => tree, recursive: true }, optional: true }],
    };
    expect(collectFaults(tree, { next: { next: {} } })).toEqual([]);
    expect(collectFaults(tree, { next: { next: 1 } })).toEqual([
      { path: "/next/next", message: "expected an object (Tree), found 1" },
    ]);
  });
});

describe("createValidator", () => {
  it("joins a guard with the faults of its schema", () => {
    const { is, faults } = createValidator(
      (value): value is 1 => value === 1,
      schemaOf({ a: { kind: "bool" } }),
    );
    expect([is(1), is(2)]).toEqual([true, false]);
    expect(faults({})).toEqual([{ path: "/a", message: "required: expected true or false" }]);
  });

  it("decides by the schema where there is no guard", () => {
    const { is } = createValidator(undefined, schemaOf({ a: { kind: "bool" } }));
    expect([is({ a: true }), is({ a: 1 }), is(null)]).toEqual([true, false, false]);
  });
});
