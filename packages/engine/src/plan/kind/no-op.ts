import type { TaskKind } from "../task-kind.ts";
import { checkParameterNames } from "./parameters.ts";

/** `no_op`: nothing but a place where dependencies meet. The result is null. */
export const noOp: TaskKind = {
  name: "no_op",
  isRepeatable: true,
  check: (task) => checkParameterNames(task, []),
  describeSession: () => undefined,
  run: async () => ({ result: null }),
};
