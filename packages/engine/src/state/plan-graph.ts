import type { PlanTask } from "@aiwhisperer/protocol";

/** Ids of the tasks that a task depends on: those it names, and those whose results it takes. Each once. */
export function dependenciesOf({ dependsOn = [], inputs = {} }: PlanTask): readonly string[] {
  return [...new Set([...dependsOn, ...Object.values(inputs)])];
}

/**
 * Ids of the tasks that depend on a task, by its id and in the plan's order. A task without dependents has no
 * entry.
 */
export function dependentsIn(tasks: readonly PlanTask[]): ReadonlyMap<string, readonly string[]> {
  const dependents = new Map<string, string[]>();
  for (const task of tasks) {
    for (const id of dependenciesOf(task)) {
      const known = dependents.get(id);
      if (known === undefined) dependents.set(id, [task.id]);
      else known.push(task.id);
    }
  }
  return dependents;
}

/** A task on the path of the search, and its dependencies that are still to be followed. */
interface Visit {
  readonly id: string;
  readonly rest: Iterator<string>;
}

/**
 * Cycles among tasks, each as the ids along it with the first one again at the end. No two of them share a
 * task, and every task whose dependencies lead in a circle leads to one of them. Dependencies on unknown
 * tasks and on oneself are not followed: they are faults of another kind. Follows each dependency once,
 * without recursion.
 */
export function findCycles(tasks: readonly PlanTask[]): readonly (readonly string[])[] {
  const byId = new Map(tasks.map((task) => [task.id, task]));
  const cycles: (readonly string[])[] = [];
  const inCycle = new Set<string>();
  const seen = new Set<string>();
  const path: Visit[] = [];
  const places = new Map<string, number>();
  const enter = (task: PlanTask): void => {
    seen.add(task.id);
    places.set(task.id, path.length);
    path.push({ id: task.id, rest: dependenciesOf(task).values() });
  };
  const close = (at: number): void => {
    const cycle = path.slice(at).map(({ id }) => id);
    if (!cycle.some((id) => inCycle.has(id))) cycles.push([...cycle, ...cycle.slice(0, 1)]);
    for (const id of cycle) inCycle.add(id);
  };
  for (const task of byId.values()) {
    if (!seen.has(task.id)) enter(task);
    for (let visit = path.at(-1); visit !== undefined; visit = path.at(-1)) {
      const { done, value: id = "" } = visit.rest.next();
      const next = byId.get(id);
      if (done === true) places.delete(path.pop()?.id ?? "");
      else if (next === undefined || id === visit.id) continue;
      else if (!seen.has(id)) enter(next);
      else if (places.has(id)) close(places.get(id) ?? 0);
    }
  }
  return cycles;
}
