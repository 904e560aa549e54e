import type { PlanState } from "@aiwhisperer/client";
import { PlanStatus } from "@aiwhisperer/protocol";
import { usePlan } from "@aiwhisperer/react";
import { type ReactElement, useMemo, useRef, useState } from "react";
import { LazyQuestions } from "../ask/lazy-questions.tsx";
import type { ShownSession } from "../chat/conversation-page.tsx";
import { SessionFaultBanner } from "../chat/session-fault-banner.tsx";
import { ConnectionBanner } from "../connection/connection-banner.tsx";
import { PlanGraph } from "./plan-graph.tsx";
import { PlanHeader } from "./plan-header.tsx";
import { isDrawable } from "./plan-layout.ts";
import { PlanProgressLine, usePlanView } from "./plan-progress-line.tsx";
import { toTaskViews } from "./plan-task-view.ts";
import { labelPlan } from "./status-label.ts";
import { TaskDetails } from "./task-details.tsx";
import { TaskList } from "./task-list.tsx";
import { useTaskQuestions } from "./use-task-questions.ts";

/** The session that records a plan, and the plan's state. */
export interface PlanPageProps extends ShownSession {
  readonly plan: PlanState;
}

/**
 * A plan: how far it is, its tasks as a graph or as a list, the chosen one of them, and what waits for a
 * decision in any of them.
 */
export function PlanPage({ session, state, plan, fault, isDeleted }: PlanPageProps): ReactElement {
  const { plan: handle } = usePlan(session.sessionId, { pace: "frame" });
  const [chosenId, setChosenId] = useState<string>();
  const isPaused = plan.status === PlanStatus.Paused;
  const views = useMemo(() => toTaskViews(plan), [plan]);
  const { decisions, asked } = useTaskQuestions(views);
  const chosen = views.find(({ task }) => task.id === chosenId);
  const askingIds = useMemo(
    () => new Set([...decisions, ...asked].map(({ taskId }) => taskId)),
    [decisions, asked],
  );
  const canDraw = plan.plan !== undefined && isDrawable(plan.plan);
  const [view, chooseView] = usePlanView(canDraw);
  const choice = {
    views,
    chosenId,
    askingIds,
    onChoose: (taskId: string) => setChosenId(taskId === chosenId ? undefined : taskId),
  };
  return (
    <div className="flex h-full min-w-0 flex-col" data-paused={isPaused || undefined}>
      <PlanHeader handle={handle} plan={plan} isDeleted={isDeleted} />
      <PlanProgressLine plan={plan} view={view} onView={canDraw ? chooseView : undefined} />
      <PlanAnnouncer plan={plan} caughtUp={state.caughtUp} />
      <div className="flex min-h-0 flex-1 flex-col lg:flex-row">
        <div className="flex min-h-0 min-w-0 flex-1 flex-col">
          {plan.plan && view !== "list" ? (
            <PlanGraph plan={plan.plan} isFitted={view === "fitted"} {...choice} />
          ) : (
            <TaskList {...choice} />
          )}
        </div>
        {chosen && (
          <TaskDetails
            key={chosen.task.id}
            view={chosen}
            onChoose={setChosenId}
            onClose={() => setChosenId(undefined)}
          />
        )}
      </div>
      <div className="mx-auto w-full max-w-[53rem] shrink-0 px-3 sm:px-6">
        <ConnectionBanner />
        {fault && !isDeleted && <SessionFaultBanner fault={fault} session={session} />}
        <LazyQuestions decisions={decisions} asked={asked} isPaused={isPaused} />
      </div>
    </div>
  );
}

/** The plan to announce, and whether its replay is over. */
export interface PlanAnnouncerProps {
  readonly plan: PlanState;
  readonly caughtUp: boolean;
}

/** Announces to screen readers how the plan as a whole changes; never its single tasks. */
export function PlanAnnouncer({ plan, caughtUp }: PlanAnnouncerProps): ReactElement {
  const { status } = plan;
  const initial = useRef(status);
  // Changes from before the page was opened are not announced.
  if (!caughtUp) initial.current = status;
  const isNews = caughtUp && status !== initial.current;
  return (
    <output className="sr-only">{isNews ? `The plan is ${labelPlan(plan).text.toLowerCase()}.` : ""}</output>
  );
}
