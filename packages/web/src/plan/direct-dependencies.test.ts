import type { PlanTask } from "@aiwhisperer/protocol";
import { describe, expect, it } from "vitest";
import { directDependencies } from "./direct-dependencies.ts";

const task = (id: string, ...dependsOn: string[]): PlanTask => ({ id, kind: "no_op", dependsOn });
const said = (...tasks: PlanTask[]) => directDependencies(tasks).map(({ from, to }) => `${from}→${to}`);

describe("directDependencies", () => {
  it("leaves out what follows from others, however far", () => {
    expect(said(task("a"), task("b", "a"), task("c", "b"), task("d", "a", "b", "c"))).toEqual([
      "a→b",
      "b→c",
      "c→d",
    ]);
  });

  it("keeps every way of a diamond", () => {
    expect(said(task("a"), task("b", "a"), task("c", "a"), task("d", "b", "c"))).toEqual([
      "a→b",
      "a→c",
      "b→d",
      "c→d",
    ]);
  });

  it("leaves out tasks that are not there", () => {
    expect(said(task("a", "gone"))).toEqual([]);
  });

  it("ends on a cycle", () => {
    expect(said(task("a", "b"), task("b", "a"))).toHaveLength(0);
  });
});
