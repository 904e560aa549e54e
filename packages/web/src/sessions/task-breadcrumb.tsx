import type { SessionSummary } from "@aiwhisperer/protocol";
import { useClient, useSelected } from "@aiwhisperer/react";
import type { ReactElement } from "react";
import { sessionHash } from "../navigation/route.ts";
import { PlanIcon } from "../ui/state-icons.tsx";
import { shortTitle } from "./listed-sessions.ts";

/** The task that a conversation is for, and its plan. */
export interface TaskBreadcrumbProps {
  readonly planId: string;
  readonly taskId: string;
}

/** The way from a task's conversation back to its plan. */
export function TaskBreadcrumb({ planId, taskId }: TaskBreadcrumbProps): ReactElement {
  const title = useListedSession(planId)?.title || "Plan";
  return (
    <nav
      aria-label="Plan of this conversation"
      className="flex min-w-0 max-w-[45%] shrink-0 items-center gap-1.5 text-muted text-sm"
    >
      <a
        href={sessionHash(planId)}
        className="inline-flex min-w-0 items-center gap-1.5 rounded-md px-1.5 py-1 font-medium text-accent hover:bg-accent-soft"
      >
        <PlanIcon />
        <span className="truncate">{shortTitle(title)}</span>
      </a>
      <span className="flex min-w-0 items-center gap-1.5 max-sm:sr-only">
        <span aria-hidden="true">/</span>
        <span className="truncate font-mono text-xs">{taskId}</span>
      </span>
      <span aria-hidden="true">/</span>
    </nav>
  );
}

/** The summary of a session, if the loaded part of the list contains it. */
export function useListedSession(sessionId: string): SessionSummary | undefined {
  return useSelected(useClient().sessions, ({ data }) =>
    data?.sessions.find((summary) => summary.sessionId === sessionId),
  );
}
