import { TaskStatus } from "@aiwhisperer/protocol";
import { type KeyboardEvent, type ReactElement, type ReactNode, useState } from "react";
import { sessionHash } from "../navigation/route.ts";
import { TextBlock } from "../tool/text-block.tsx";
import { toValueText } from "../tool/value-text.ts";
import { Button } from "../ui/button.tsx";
import { CloseIcon } from "../ui/icons.tsx";
import { PlanIcon } from "../ui/state-icons.tsx";
import { dependenciesOf, type PlanTaskView, taskTitle } from "./plan-task-view.ts";
import { StartPlanDialog } from "./start-plan-dialog.tsx";
import { taskDetailsId } from "./task-button.tsx";
import { TaskMark } from "./task-mark.tsx";

/** The task to show, and the callback for going back. */
export interface TaskDetailsProps {
  readonly view: PlanTaskView;
  readonly onChoose: (taskId: string) => void;
  readonly onClose: () => void;
}

/**
 * All there is to know of a task: what it is for, what became of it, and the conversation in which it is
 * done.
 */
export function TaskDetails({ view, onChoose, onClose }: TaskDetailsProps): ReactElement {
  const { task, state } = view;
  const closeOnEscape = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    event.preventDefault();
    onClose();
  };
  return (
    <aside
      id={taskDetailsId}
      aria-label={`Task ${taskTitle(task)}`}
      onKeyDown={closeOnEscape}
      className="flex min-h-0 flex-col border-line bg-paper max-lg:max-h-[55%] max-lg:border-t lg:w-[25rem] lg:border-l"
    >
      <header className="flex items-start gap-2 px-4 pt-3 pb-2">
        <div className="min-w-0 flex-1">
          <h2 className="font-semibold text-[0.9375rem] leading-snug [overflow-wrap:anywhere]">
            {taskTitle(task)}
          </h2>
          <p className="mt-0.5 flex flex-wrap items-center gap-x-3 text-muted text-xs">
            <TaskMark status={state.status} attempt={state.attempt} />
            <span>{task.kind}</span>
            <span className="font-mono">{task.id}</span>
          </p>
        </div>
        <Button
          look="quiet"
          shape="icon"
          aria-label="Close the task"
          className="-mt-1 -mr-2"
          onClick={onClose}
        >
          <CloseIcon />
        </Button>
      </header>
      <div className="min-h-0 space-y-3 overflow-y-auto px-4 pb-4 text-sm">
        <TaskOutcome view={view} />
        <TaskDefinition view={view} onChoose={onChoose} />
      </div>
    </aside>
  );
}

function TaskOutcome({ view: { task, state } }: Pick<TaskDetailsProps, "view">): ReactElement {
  const { taskSessionId, notice, error, result } = state;
  const [isStarting, setStarting] = useState(false);
  const isPlan = task.kind === "planning" && state.status === TaskStatus.Completed;
  return (
    <>
      {notice && <p className="text-muted">{notice}</p>}
      {error && (
        <p role="status" className="rounded-lg bg-danger-soft px-3 py-2 text-danger [overflow-wrap:anywhere]">
          {error.message} <span className="font-mono text-xs">({error.code})</span>
        </p>
      )}
      {taskSessionId !== undefined && (
        <a
          href={sessionHash(taskSessionId)}
          className="inline-flex h-8 items-center rounded-lg border border-edge px-2.5 font-medium text-[0.8125rem] hover:bg-accent-soft"
        >
          Open its conversation
        </a>
      )}
      {result !== undefined && result !== null && <TextBlock title="Result" text={toValueText(result)} />}
      {isPlan && (
        <>
          <Button shape="small" onClick={() => setStarting(true)}>
            <PlanIcon size={14} />
            Run this plan…
          </Button>
          {isStarting && (
            <StartPlanDialog
              draft={`plan/${taskSessionId ?? task.id}`}
              initialText={toValueText(result)}
              onClose={() => setStarting(false)}
            />
          )}
        </>
      )}
    </>
  );
}

function TaskDefinition({
  view: { task },
  onChoose,
}: Pick<TaskDetailsProps, "view" | "onChoose">): ReactElement {
  const dependencies = dependenciesOf(task);
  return (
    <>
      {dependencies.length > 0 && (
        <Fact title="After">
          <span className="flex flex-wrap gap-1.5">
            {dependencies.map((id) => (
              <button
                key={id}
                type="button"
                onClick={() => onChoose(id)}
                className="rounded-md border border-line px-2 py-0.5 font-mono text-xs hover:border-accent"
              >
                {id}
              </button>
            ))}
          </span>
        </Fact>
      )}
      {task.instructions && <TextBlock title="Instructions" text={task.instructions} />}
      {task.parameters && <TextBlock title="Parameters" text={toValueText(task.parameters)} />}
      {task.retries ? <Fact title="Retries">up to {task.retries}</Fact> : null}
      {task.model && <Fact title="Model">{task.model}</Fact>}
    </>
  );
}

function Fact({ title, children }: { readonly title: string; readonly children: ReactNode }): ReactElement {
  return (
    <div className="flex items-baseline gap-3">
      <span className="w-16 shrink-0 text-muted text-xs">{title}</span>
      <span className="min-w-0 flex-1">{children}</span>
    </div>
  );
}
