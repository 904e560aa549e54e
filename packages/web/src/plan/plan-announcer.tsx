import type { PlanState } from "@aiwhisperer/client";
import { type ReactElement, useRef } from "react";
import { labelPlan } from "./status-label.ts";

/** The plan to announce, and whether its replay is over. */
export interface PlanAnnouncerProps {
  readonly plan: PlanState;
  readonly caughtUp: boolean;
}

/** Announces to screen readers how the plan as a whole changes; never its single tasks. */
export function PlanAnnouncer({ plan, caughtUp }: PlanAnnouncerProps): ReactElement {
  const { status } = plan;
  const initial = useRef(status);
  // What had happened before the page was opened is no news.
  if (!caughtUp) initial.current = status;
  const isNews = caughtUp && status !== initial.current;
  return (
    <output className="sr-only">{isNews ? `The plan is ${labelPlan(plan).text.toLowerCase()}.` : ""}</output>
  );
}
