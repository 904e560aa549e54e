import { findUndeclared, type Plan, type PlanTask, schemaOfPlan } from "@aiwhisperer/protocol";
import { findCycles } from "../state/plan-graph.ts";
import type { PlanKinds, PlanProblem } from "./task-kind.ts";

/**
 * Everything that keeps a plan from being run, in the order of its tasks, cycles last; empty for a plan that
 * can be. The plan has the shape of the contract; what its models can do is not looked at.
 */
export function checkPlan(plan: Plan, kinds: PlanKinds): readonly PlanProblem[] {
  const { tasks } = plan;
  const firstOf = new Map<string, number>();
  for (const [index, { id }] of tasks.entries()) if (!firstOf.has(id)) firstOf.set(id, index);
  return [
    ...checkNames(plan),
    ...tasks.flatMap((task, index) =>
      [...checkId(task, index, firstOf), ...checkReferences(task, firstOf), ...checkKind(task, kinds)].map(
        ({ path, message }) => ({ path: `/tasks/${index}${path}`, message }),
      ),
    ),
    ...findCycles(tasks).map((cycle) => ({
      path: `/tasks/${firstOf.get(cycle[0] ?? "")}/dependsOn`,
      message: `The tasks depend on each other in a circle: ${cycle.join(" → ")}.`,
    })),
  ];
}

/**
 * A member that is probably a slip of a declared one would change what the plan does. Other unknown members
 * are ignored.
 */
function checkNames(plan: Plan): readonly PlanProblem[] {
  return findUndeclared(schemaOfPlan, plan).flatMap(({ path, suggestion }) =>
    suggestion === undefined
      ? []
      : [{ path, message: `There is no such member. Did you mean "${suggestion}"?` }],
  );
}

function checkId(
  { id }: PlanTask,
  index: number,
  firstOf: ReadonlyMap<string, number>,
): readonly PlanProblem[] {
  const first = firstOf.get(id);
  if (first === index) return [];
  return [
    {
      path: "/id",
      message: `The id "${id}" is taken by the task at /tasks/${first}; ids are unique in a plan.`,
    },
  ];
}

function checkReferences(task: PlanTask, known: ReadonlyMap<string, number>): readonly PlanProblem[] {
  const references = [
    ...(task.dependsOn ?? []).map((id, index) => ({ id, path: `/dependsOn/${index}` })),
    ...Object.entries(task.inputs ?? {}).map(([name, id]) => ({
      id,
      path: `/inputs/${escapePointer(name)}`,
    })),
  ];
  return references.flatMap(({ id, path }) => {
    if (id === task.id) return [{ path, message: `The task "${id}" depends on itself.` }];
    return known.has(id) ? [] : [{ path, message: `There is no task "${id}" in the plan.` }];
  });
}

function checkKind(task: PlanTask, kinds: PlanKinds): readonly PlanProblem[] {
  const kind = kinds.find(task.kind);
  if (kind !== undefined) return kind.check(task);
  return [
    { path: "/kind", message: `There is no kind "${task.kind}"; known are ${kinds.names.join(", ")}.` },
  ];
}

function escapePointer(name: string): string {
  return name.replaceAll("~", "~0").replaceAll("/", "~1");
}
