import { TaskStatus } from "@aiwhisperer/protocol";
import type { ReactElement } from "react";
import {
  CompletedIcon,
  FailedIcon,
  PauseIcon,
  PendingIcon,
  SkippedIcon,
  WorkingIcon,
} from "../ui/state-icons.tsx";
import type { IconProps } from "../ui/stroke-icon.tsx";
import { toneClasses } from "../ui/tone.ts";
import { labelTask } from "./status-label.ts";

const icons: Readonly<Record<TaskStatus, (props: IconProps) => ReactElement>> = {
  [TaskStatus.Pending]: PendingIcon,
  [TaskStatus.Running]: WorkingIcon,
  [TaskStatus.Completed]: CompletedIcon,
  [TaskStatus.Failed]: FailedIcon,
  [TaskStatus.Skipped]: SkippedIcon,
  [TaskStatus.Paused]: PauseIcon,
};

/** A task's state, and in which attempt it is. */
export interface TaskMarkProps {
  readonly status: TaskStatus;
  readonly attempt: number;
}

/** The state of a task as icon, word and colour, and the attempt from the second on. */
export function TaskMark({ status, attempt }: TaskMarkProps): ReactElement {
  const { text, tone } = labelTask(status);
  const Icon = icons[status];
  return (
    <span
      className={`inline-flex shrink-0 items-center gap-1.5 whitespace-nowrap font-medium text-xs ${toneClasses[tone]}`}
    >
      <Icon size={14} />
      {text}
      {attempt > 1 && <span className="font-normal text-muted">attempt {attempt}</span>}
    </span>
  );
}
