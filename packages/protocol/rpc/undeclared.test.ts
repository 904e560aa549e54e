import { describe, expect, it } from "vitest";
import { schemaOfPlan } from "../gen/interactive.ts";
import { findUndeclared } from "./undeclared.ts";

const task = { id: "a", kind: "no_op" };
const namesOf = (members: Readonly<Record<string, unknown>>) =>
  findUndeclared(schemaOfPlan, { name: "p", tasks: [{ ...task, ...members }] });

describe("members that a declaration does not have", () => {
  it("are found with their place, at any level", () => {
    const value = { name: "p", colour: "red", tasks: [task, { ...task, id: "b", "a/b": 1 }] };
    expect(findUndeclared(schemaOfPlan, value)).toEqual([{ path: "/colour" }, { path: "/tasks/1/a~1b" }]);
  });

  it.each([
    ["depends_on", "dependsOn"],
    ["DependsOn", "dependsOn"],
    ["depends", "dependsOn"],
    ["instruction", "instructions"],
    ["instrcutions", "instructions"],
    ["retry", "retries"],
    ["on-failure", "onFailure"],
    ["titel", "title"],
    ["input", "inputs"],
  ])("suggest for %s the name %s", (name, suggestion) => {
    expect(namesOf({ [name]: 1 })).toEqual([{ path: `/tasks/0/${name}`, suggestion }]);
  });

  it.each(["description", "$comment", "priority", "x", "modelSettings", "kinship", "owner"])(
    "suggest nothing for %s",
    (name) => {
      expect(namesOf({ [name]: 1 })).toEqual([{ path: `/tasks/0/${name}` }]);
    },
  );

  it("are not looked for in maps and free values", () => {
    expect(namesOf({ parameters: { depends_on: 1 }, inputs: { retry: "a" } })).toEqual([]);
  });

  it("are bounded in number, and no value is too odd", () => {
    const many = Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`unknown ${index}`, 1]));
    expect(namesOf(many)).toHaveLength(100);
    for (const value of [null, 1, [], "x", { tasks: 1 }, { tasks: [null, [1]] }]) {
      expect(findUndeclared(schemaOfPlan, value)).toEqual([]);
    }
  });
});
