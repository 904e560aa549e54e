import type { Plan } from "@aiwhisperer/protocol";
import { type ReactElement, type RefObject, useId, useLayoutEffect, useMemo, useRef, useState } from "react";
import { layoutPlan, type PlanLayout, taskSize } from "./plan-layout.ts";
import type { PlanTaskView } from "./plan-task-view.ts";
import { TaskButton } from "./task-button.tsx";

/** The tasks to choose from, and which is chosen. */
export interface TaskChoice {
  readonly views: readonly PlanTaskView[];
  readonly chosenId: string | undefined;
  /** Tasks with a tool that waits for a decision. */
  readonly askingIds: ReadonlySet<string>;
  readonly onChoose: (taskId: string) => void;
}

/** A plan that is drawn. */
export interface PlanGraphProps extends TaskChoice {
  readonly plan: Plan;
  /** Whether it is made as small as the page is wide. */
  readonly isFitted: boolean;
}

/**
 * The tasks of a plan as boxes, and what depends on what as lines between them. The boxes are buttons in the
 * plan's order, so that Tab and a screen reader go through them as through a list.
 */
export function PlanGraph({
  plan,
  views,
  chosenId,
  askingIds,
  onChoose,
  isFitted,
}: PlanGraphProps): ReactElement {
  const placed = useMemo(() => layoutPlan(plan), [plan]);
  const { width, height, tasks } = placed;
  const scroller = useRef<HTMLDivElement>(null);
  const fitting = useFittingScale(scroller, width);
  const scale = isFitted ? fitting : 1;
  const viewById = new Map(views.map((view) => [view.task.id, view]));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <div ref={scroller} tabIndex={0} className="-outline-offset-2 min-h-0 flex-1 overflow-auto">
      <div className="mx-auto" style={{ width: width * scale, height: height * scale }}>
        <div
          className="relative origin-top-left"
          style={{ width, height, transform: scale === 1 ? undefined : `scale(${scale})` }}
        >
          <PlanEdges placed={placed} chosenId={chosenId} />
          <ol aria-label="Tasks">
            {tasks.map(({ taskId, x, y }) => {
              const view = viewById.get(taskId);
              return view ? (
                <li key={taskId}>
                  <TaskButton
                    view={view}
                    isChosen={taskId === chosenId}
                    isAsking={askingIds.has(taskId)}
                    onChoose={onChoose}
                    className="absolute"
                    style={{ left: x, top: y, ...taskSize }}
                  />
                </li>
              ) : null;
            })}
          </ol>
        </div>
      </div>
    </div>
  );
}

interface PlanEdgesProps {
  readonly placed: PlanLayout;
  readonly chosenId: string | undefined;
}

/** The lines between the boxes; those of the chosen task are highlighted. */
function PlanEdges({ placed, chosenId }: PlanEdgesProps): ReactElement {
  const { width, height, edges } = placed;
  const arrowId = useId();
  return (
    <svg aria-hidden="true" width={width} height={height} className="absolute inset-0">
      <defs>
        <ArrowHead id={`${arrowId}plain`} className="fill-edge" />
        <ArrowHead id={`${arrowId}chosen`} className="fill-accent" />
      </defs>
      {edges.map(({ from, to, path }) => {
        const isChosen = from === chosenId || to === chosenId;
        return (
          <path
            key={`${from}→${to}`}
            d={path}
            fill="none"
            strokeWidth={isChosen ? 2.2 : 1.4}
            markerEnd={`url(#${arrowId}${isChosen ? "chosen" : "plain"})`}
            className={isChosen ? "stroke-accent" : "stroke-edge"}
          />
        );
      })}
    </svg>
  );
}

function ArrowHead({ id, className }: { readonly id: string; readonly className: string }): ReactElement {
  return (
    <marker
      id={id}
      viewBox="0 0 8 8"
      refX="7"
      refY="4"
      markerWidth="10"
      markerHeight="10"
      markerUnits="userSpaceOnUse"
      orient="auto"
    >
      <path d="M0.5 0.5 7.5 4 0.5 7.5z" className={className} />
    </marker>
  );
}

/** Below this the boxes are unreadable: then it is better to scroll. */
const leastScale = 0.45;

/**
 * The scale, at most 1, at which something of that width fits into an element, as wide as the element is now.
 */
export function useFittingScale(frame: RefObject<HTMLElement | null>, width: number): number {
  const [room, setRoom] = useState<number>();
  useLayoutEffect(() => {
    const element = frame.current;
    if (!element) return;
    setRoom(element.clientWidth);
    const observer = new ResizeObserver(() => setRoom(element.clientWidth));
    observer.observe(element);
    return () => observer.disconnect();
  }, [frame]);
  if (room === undefined || width === 0) return 1;
  return Math.min(1, Math.max(leastScale, room / width));
}
