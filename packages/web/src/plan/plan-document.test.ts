import { describe, expect, it } from "vitest";
import { readPlanDocument, toPlanFaults } from "./plan-document.ts";

const plan = { name: "p", tasks: [{ id: "a", kind: "no_op" }] };

describe("readPlanDocument", () => {
  it("reads a plan, and one under its name", () => {
    expect(readPlanDocument(JSON.stringify(plan))).toEqual({ plan });
    expect(readPlanDocument(JSON.stringify({ plan }))).toEqual({ plan });
  });

  it.each(["{", "", "[1]", "null", '"text"'])("says what is wrong with %j", (text) => {
    expect(readPlanDocument(text).faults).toHaveLength(1);
  });
});

describe("toPlanFaults", () => {
  it("names the paths as the document has them", () => {
    const errors = [
      { path: "/plan/tasks/0/dependsOn/0", message: "There is no task b." },
      { path: "/planned", message: "unknown" },
      { path: "/plan", message: "A cycle: a → b → a." },
    ];
    expect(toPlanFaults({ errors })).toEqual([
      { path: "/tasks/0/dependsOn/0", message: "There is no task b." },
      { path: "/planned", message: "unknown" },
      { path: "", message: "A cycle: a → b → a." },
    ]);
  });

  it("finds nothing in what is no list of faults", () => {
    expect(toPlanFaults(undefined)).toEqual([]);
    expect(toPlanFaults({ errors: "x" })).toEqual([]);
    expect(toPlanFaults({ errors: [null, { path: "/a" }] })).toEqual([]);
  });
});
