import type { CSSProperties, ReactElement } from "react";
import { DecisionIcon } from "../ui/state-icons.tsx";
import { type PlanTaskView, taskTitle } from "./plan-task-view.ts";
import { TaskMark } from "./task-mark.tsx";

/** A task that can be chosen, and what there is to know of it at a glance. */
export interface TaskButtonProps {
  readonly view: PlanTaskView;
  readonly isChosen: boolean;
  /** Whether a tool of it waits for a decision. */
  readonly isAsking: boolean;
  readonly onChoose: (taskId: string) => void;
  readonly className?: string;
  readonly style?: CSSProperties;
}

/** Id of the element with the details of the chosen task. */
export const taskDetailsId = "task-details";

/** A task as a box with its title, kind and state. Choosing it shows the rest. */
export function TaskButton({
  view: { task, state },
  isChosen,
  isAsking,
  onChoose,
  className = "",
  style,
}: TaskButtonProps): ReactElement {
  return (
    <button
      type="button"
      aria-expanded={isChosen}
      aria-controls={taskDetailsId}
      onClick={() => onChoose(task.id)}
      data-task={task.id}
      data-status={state.status}
      style={style}
      className={`flex flex-col justify-between gap-1 rounded-xl border bg-raised px-3 py-2.5 text-left hover:border-accent ${isChosen ? "border-accent ring-1 ring-accent" : "border-line"} ${className}`}
    >
      <span className="line-clamp-1 font-medium text-sm leading-snug">{taskTitle(task)}</span>
      <span className="flex w-full items-center justify-between gap-2">
        <TaskMark status={state.status} attempt={state.attempt} />
        {isAsking ? (
          <span className="inline-flex items-center gap-1 font-medium text-caution text-xs">
            <DecisionIcon size={13} />
            asks
          </span>
        ) : (
          <span className="truncate text-muted text-xs">{task.kind}</span>
        )}
      </span>
    </button>
  );
}
