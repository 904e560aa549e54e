import type { Plan, PlanStatus, TaskState } from "@aiwhisperer/protocol";

/** A task of a plan as it stands: the contract's `TaskState`, and what the task waits for. */
export interface PlanTaskState extends TaskState {
  /** What the task waits for, in words for a person. */
  readonly notice?: string;
}

/** A plan as the events of its session tell it. */
export interface PlanState {
  readonly planId: string;
  readonly status: PlanStatus;
  /** Why it is in this status. */
  readonly reason?: string;
  /** Absent where the fold began after the plan's first status. */
  readonly plan?: Plan;
  /** In the plan's order; where the plan is not known, in the order in which they were told of. */
  readonly tasks: readonly PlanTaskState[];
}
