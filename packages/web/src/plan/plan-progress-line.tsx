import type { PlanState } from "@aiwhisperer/client";
import { findUndeclared, revealHidden, schemaOfPlan } from "@aiwhisperer/protocol";
import { type ReactElement, useMemo, useState } from "react";
import { progressOf } from "./plan-task-view.ts";

/** The plan, and how its tasks are shown. */
export interface PlanProgressLineProps {
  readonly plan: PlanState;
  readonly view: PlanView;
  /** Absent where there is nothing to choose from. */
  readonly onView: ((view: PlanView) => void) | undefined;
}

const views: readonly (readonly [view: PlanView, words: string])[] = [
  ["fitted", "Fit"],
  ["full", "Full size"],
  ["list", "List"],
];

/** The progress of the plan, and the choice between its graph and its list. */
export function PlanProgressLine({ plan, view, onView }: PlanProgressLineProps): ReactElement {
  const { ended, total, text } = progressOf(plan.tasks);
  const ignored = useMemo(() => findUndeclared(schemaOfPlan, plan.plan), [plan.plan]);
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 border-line border-b px-4 py-2 text-muted text-xs sm:px-5">
      <progress
        value={ended}
        max={Math.max(1, total)}
        aria-label="Tasks that have ended"
        className="quiet-progress"
      />
      <span className="tabular-nums" data-progress>
        {text}
        {plan.reason ? ` · ${revealHidden(plan.reason)}` : ""}
      </span>
      {ignored.length > 0 && (
        <span className="text-caution [overflow-wrap:anywhere]" data-ignored>
          Not known, ignored: {revealHidden(ignored.map(({ path }) => path).join(", "))}
        </span>
      )}
      {onView ? (
        <fieldset aria-label="How the tasks are shown" className="flex rounded-lg border border-line p-0.5">
          {views.map(([each, words]) => (
            <button
              key={each}
              type="button"
              aria-pressed={each === view}
              onClick={() => onView(each)}
              className="rounded-md px-2 py-0.5 font-medium hover:text-ink aria-pressed:bg-accent-soft aria-pressed:text-ink"
            >
              {words}
            </button>
          ))}
        </fieldset>
      ) : (
        <span>too large to be drawn</span>
      )}
    </div>
  );
}

/** The layout of a plan's tasks: a graph in full size, a graph that fits the page, or a list. */
export type PlanView = "full" | "fitted" | "list";

const narrowScreen = "(max-width: 40rem)";

/**
 * The view that the reader chose; before that the one that suits the screen. What cannot be drawn is a
 * list.
 */
export function usePlanView(canDraw: boolean): readonly [view: PlanView, choose: (view: PlanView) => void] {
  const [chosen, choose] = useState<PlanView>(() => (matchMedia(narrowScreen).matches ? "list" : "fitted"));
  return [canDraw ? chosen : "list", choose];
}
