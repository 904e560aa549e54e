import type { PlanTask } from "@aiwhisperer/protocol";

/** Ids of the tasks that a task depends on: those it names, and those whose results it takes. Each once. */
export function dependenciesOf({ dependsOn = [], inputs = {} }: PlanTask): readonly string[] {
  return [...new Set([...dependsOn, ...Object.values(inputs)])];
}

/**
 * Cycles among tasks, each as the ids along it with the first one again at the end. No two of them share
 * a task, and every task whose dependencies lead in a circle leads to one of them. Dependencies on unknown tasks and on oneself are not followed: they are faults of another kind.
 */
export function findCycles(tasks: readonly PlanTask[]): readonly (readonly string[])[] {
  const byId = new Map(tasks.map((task) => [task.id, task]));
  const cycles: (readonly string[])[] = [];
  const done = new Set<string>();
  const inCycle = new Set<string>();
  const visit = (task: PlanTask, path: readonly string[]): void => {
    const at = path.indexOf(task.id);
    if (at >= 0) {
      const cycle = path.slice(at);
      if (!cycle.some((id) => inCycle.has(id))) cycles.push([...cycle, task.id]);
      for (const id of cycle) inCycle.add(id);
      return;
    }
    if (done.has(task.id)) return;
    for (const id of dependenciesOf(task)) {
      const next = byId.get(id);
      if (next !== undefined && id !== task.id) visit(next, [...path, task.id]);
    }
    done.add(task.id);
  };
  for (const task of byId.values()) visit(task, []);
  return cycles;
}
