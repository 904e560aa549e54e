import type { Plan, PlanStatus, TaskState } from "@aiwhisperer/protocol";

/** A task of a plan: the contract's `TaskState`, and the reason for its wait. */
export interface PlanTaskState extends TaskState {
  /** The reason for the wait, as text for a person. */
  readonly notice?: string;
}

/** A plan, folded from the events of its session. */
export interface PlanState {
  readonly planId: string;
  readonly status: PlanStatus;
  /** Reason for the status. */
  readonly reason?: string;
  /** Absent if the fold began after the plan's first status. */
  readonly plan?: Plan;
  /** In the plan's order; without a known plan, in the order of their first events. */
  readonly tasks: readonly PlanTaskState[];
}
