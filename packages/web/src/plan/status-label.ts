import type { PlanState } from "@aiwhisperer/client";
import { PlanStatus, TaskStatus } from "@aiwhisperer/protocol";
import type { Tone } from "../ui/tone.ts";

/** A state in a word, and how much it asks for attention. */
export interface StatusLabel {
  readonly text: string;
  readonly tone: Tone;
}

const taskLabels: Readonly<Record<TaskStatus, StatusLabel>> = {
  [TaskStatus.Pending]: { text: "Pending", tone: "muted" },
  [TaskStatus.Running]: { text: "Running", tone: "accent" },
  [TaskStatus.Completed]: { text: "Completed", tone: "good" },
  [TaskStatus.Failed]: { text: "Failed", tone: "danger" },
  [TaskStatus.Skipped]: { text: "Skipped", tone: "muted" },
  [TaskStatus.Paused]: { text: "Paused", tone: "caution" },
};

const planLabels: Readonly<Record<PlanStatus, StatusLabel>> = {
  [PlanStatus.Pending]: { text: "Pending", tone: "muted" },
  [PlanStatus.Running]: { text: "Running", tone: "accent" },
  [PlanStatus.Completed]: { text: "Completed", tone: "good" },
  [PlanStatus.Failed]: { text: "Failed", tone: "danger" },
  [PlanStatus.Paused]: { text: "Paused", tone: "caution" },
  [PlanStatus.Stopped]: { text: "Stopped", tone: "muted" },
};

/** The label of a task's state. */
export function labelTask(status: TaskStatus): StatusLabel {
  return taskLabels[status];
}

/**
 * The label of a plan's state. It mentions tasks that failed or were left out of a completed plan.
 */
export function labelPlan({ status, tasks }: Pick<PlanState, "status" | "tasks">): StatusLabel {
  const label = planLabels[status];
  if (status !== PlanStatus.Completed) return label;
  const failed = tasks.filter((task) => task.status === TaskStatus.Failed).length;
  const skipped = tasks.filter((task) => task.status === TaskStatus.Skipped).length;
  if (failed + skipped === 0) return label;
  const parts = [failed > 0 && `${failed} failed`, skipped > 0 && `${skipped} skipped`].filter(Boolean);
  return { text: `${label.text}, ${parts.join(", ")}`, tone: "caution" };
}
