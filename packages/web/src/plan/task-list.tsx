import type { ReactElement } from "react";
import type { TaskChoice } from "./plan-graph.tsx";
import { dependenciesOf } from "./plan-task-view.ts";
import { TaskButton } from "./task-button.tsx";

/** Dependencies that a row names; the line is cut long before. */
const MAX_NAMED = 20;

/**
 * The tasks of a plan one below the other, each with what it comes after: the same as the graph shows, for
 * readers who prefer text.
 */
export function TaskList({ views, chosenId, askingIds, onChoose }: TaskChoice): ReactElement {
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <ol aria-label="Tasks" className="mx-auto max-w-[44rem] space-y-2 px-3 py-4 sm:px-6">
        {views.map((view) => {
          const dependencies = dependenciesOf(view.task);
          return (
            <li key={view.task.id}>
              <TaskButton
                view={view}
                isChosen={view.task.id === chosenId}
                isAsking={askingIds.has(view.task.id)}
                onChoose={onChoose}
                className="w-full"
              />
              {dependencies.length > 0 && (
                <p className="truncate pt-1 pl-3 text-muted text-xs">
                  after {dependencies.slice(0, MAX_NAMED).join(", ")}
                </p>
              )}
            </li>
          );
        })}
      </ol>
    </div>
  );
}
