import type { Plan, PlanTask } from "@aiwhisperer/protocol";
import { describe, expect, it } from "vitest";
import { checkPlan } from "./check-plan.ts";
import { createPlanKinds } from "./kind/built-in-kinds.ts";

const kinds = createPlanKinds();

const noOp = (id: string, more: Partial<PlanTask> = {}): PlanTask => ({ id, kind: "no_op", ...more });

const problemsOf = (...tasks: readonly PlanTask[]) => {
  const plan: Plan = { name: "plan", tasks };
  return checkPlan(plan, kinds).map(({ path, message }) => `${path}: ${message}`);
};

describe("checkPlan", () => {
  it("finds nothing wrong with tasks that wait for each other without a circle", () => {
    const say = { kind: "ai_interaction", instructions: "Say it." };
    expect(
      problemsOf(
        noOp("a"),
        noOp("b", { ...say, inputs: { first: "a" }, dependsOn: ["a", "a"] }),
        noOp("c", { dependsOn: ["b", "a"] }),
      ),
    ).toEqual([]);
  });

  it("names every fault at once, each with its place", () => {
    expect(
      problemsOf(
        noOp("a", { dependsOn: ["a", "x"] }),
        noOp("b", { inputs: { "in/put~": "y" } }),
        noOp("a", { kind: "magic" }),
        noOp("d", { kind: "ai_interaction", instructions: " ", parameters: { loud: true } }),
      ),
    ).toEqual([
      '/tasks/0/dependsOn/0: The task "a" depends on itself.',
      '/tasks/0/dependsOn/1: There is no task "x" in the plan.',
      '/tasks/1/inputs/in~1put~0: There is no task "y" in the plan.',
      '/tasks/2/id: The id "a" is taken by the task at /tasks/0; ids are unique in a plan.',
      '/tasks/2/kind: There is no kind "magic"; known are ai_interaction, planning, code_generation, validation, no_op.',
      "/tasks/3/instructions: A task of the kind ai_interaction needs instructions.",
      '/tasks/3/parameters: The kind ai_interaction has no parameter "loud"; it takes none.',
    ]);
  });

  it("shows the way round each circle, through dependencies and inputs alike", () => {
    expect(
      problemsOf(
        noOp("start"),
        noOp("a", { dependsOn: ["start", "c"] }),
        noOp("b", { inputs: { before: "a" } }),
        noOp("c", { dependsOn: ["b"] }),
        noOp("x", { dependsOn: ["y"] }),
        noOp("y", { dependsOn: ["x"] }),
        noOp("end", { dependsOn: ["a", "x"] }),
      ),
    ).toEqual([
      "/tasks/1/dependsOn: The tasks depend on each other in a circle: a → c → b → a.",
      "/tasks/4/dependsOn: The tasks depend on each other in a circle: x → y → x.",
    ]);
  });

  it("checks five hundred tasks that each wait for all before them", () => {
    const ids = Array.from({ length: 500 }, (_, index) => `t${index}`);
    const tasks = ids.map((id, index) => noOp(id, { dependsOn: ids.slice(0, index) }));
    expect(problemsOf(...tasks)).toEqual([]);
    expect(problemsOf(...tasks.with(0, noOp("t0", { dependsOn: ["t499"] })))).toHaveLength(1);
  });

  it("suggests the right name of a misspelt member, and ignores unknown ones", () => {
    const misspelt = { ...noOp("a"), depends_on: [], retry: 1, description: "x", $comment: "y" };
    expect(problemsOf(misspelt)).toEqual([
      '/tasks/0/depends_on: There is no such member. Did you mean "dependsOn"?',
      '/tasks/0/retry: There is no such member. Did you mean "retries"?',
    ]);
  });

  it("looks into the parameters of a validation", () => {
    const validation = (parameters: Record<string, unknown>, inputs: Record<string, string> = {}) =>
      problemsOf(noOp("a"), noOp("b"), { id: "v", kind: "validation", parameters, inputs });
    expect(validation({ command: "npm test" })).toEqual([]);
    expect(validation({ schema: { type: "string" } }, { text: "a" })).toEqual([]);
    expect(validation({ schema: true, input: "two" }, { one: "a", two: "b" })).toEqual([]);
    expect(validation({})).toEqual(["/tasks/2/parameters: A validation needs a schema, a command, or both."]);
    expect(validation({ schema: true }, { one: "a", two: "b" })).toEqual([
      "/tasks/2/parameters/input: It has to say which of the task's inputs is checked.",
    ]);
    expect(validation({ schema: true, input: "three" }, { one: "a" })).toEqual([
      '/tasks/2/parameters/input: The task has no input "three".',
    ]);
    expect(validation({ schema: "x", json: 1, command: "" }, { one: "a" })).toEqual([
      "/tasks/2/parameters/schema: A JSON Schema is an object, true or false.",
      "/tasks/2/parameters/json: It is true or false.",
      "/tasks/2/parameters/command: A command is a text that says something.",
    ]);
    // Whether a schema can be applied, the task finds out: no schema is applied on the main thread.
    expect(validation({ schema: { $ref: "#/nowhere" } }, { one: "a" })).toEqual([]);
  });
});
