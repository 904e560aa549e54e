import { PlanStatus, TaskStatus } from "@aiwhisperer/protocol";
import type { Tone } from "../interface/tone.ts";

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

/** What is said of a task's state. */
export function labelTask(status: TaskStatus): StatusLabel {
  return taskLabels[status];
}

/** What is said of a plan's state. */
export function labelPlan(status: PlanStatus): StatusLabel {
  return planLabels[status];
}
