import type { PlanTask } from "@aiwhisperer/protocol";
import { dependenciesOf } from "./plan-task-view.ts";

/** A dependency between two tasks. */
export interface Dependency {
  /** The task that comes before. */
  readonly from: string;
  readonly to: string;
}

/** Tasks by their ids. */
type TaskIndex = ReadonlyMap<string, PlanTask>;

/**
 * The dependencies among tasks that do not follow from others: where c comes after b, and b after a, that c
 * comes after a needs no saying.
 */
export function directDependencies(tasks: readonly PlanTask[]): readonly Dependency[] {
  const index: TaskIndex = new Map(tasks.map((task) => [task.id, task]));
  const known = new Map<string, ReadonlySet<string>>();
  return tasks.flatMap((task) => {
    const dependencies = dependenciesOf(task).filter((id) => index.has(id));
    const implied = new Set(dependencies.flatMap((id) => [...findEarlier(id, index, known)]));
    return dependencies.filter((id) => !implied.has(id)).map((from) => ({ from, to: task.id }));
  });
}

/** Everything that comes before a task. `known` keeps what has been found. */
function findEarlier(
  taskId: string,
  index: TaskIndex,
  known: Map<string, ReadonlySet<string>>,
): ReadonlySet<string> {
  const found = known.get(taskId);
  if (found) return found;
  const earlier = new Set<string>();
  // Entered before it is complete, so that a cycle, which no server would start, ends here.
  known.set(taskId, earlier);
  const task = index.get(taskId);
  for (const id of task ? dependenciesOf(task) : []) {
    earlier.add(id);
    for (const before of findEarlier(id, index, known)) earlier.add(before);
  }
  return earlier;
}
