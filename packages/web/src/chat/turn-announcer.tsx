import type { SessionState, Turn } from "@aiwhisperer/client";
import { TurnStatus } from "@aiwhisperer/protocol";
import { type ReactElement, useRef } from "react";

/**
 * Announces to screen readers when an answer begins and how it ends; never the single words
 * of it.
 */
export function TurnAnnouncer({ state }: { readonly state: SessionState }): ReactElement {
  const turn = state.turns.findLast(({ status }) => status !== TurnStatus.Queued);
  const initial = useRef<string | undefined>(undefined);
  const isNews = state.caughtUp && identity(turn) !== initial.current;
  // Changes from before the page was opened are not announced.
  if (!state.caughtUp) initial.current = identity(turn);
  return <output className="sr-only">{isNews && turn ? announcement(turn) : ""}</output>;
}

function identity(turn: Turn | undefined): string | undefined {
  return turn && `${turn.turnId} ${turn.status}`;
}

function announcement({ status, error }: Turn): string {
  switch (status) {
    case TurnStatus.Queued:
      return "";
    case TurnStatus.Running:
      return "The answer has begun.";
    case TurnStatus.AwaitingTool:
      return "Waiting for a tool.";
    case TurnStatus.AwaitingApproval:
      return "Waiting for a decision.";
    case TurnStatus.Completed:
      return "The answer is complete.";
    case TurnStatus.Cancelled:
      return "The answer was stopped.";
    case TurnStatus.Failed:
      return `The answer failed. ${error?.message ?? ""}`;
    case TurnStatus.Interrupted:
      return "A server restart interrupted the answer.";
  }
}
