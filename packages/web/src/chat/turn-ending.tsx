import type { Turn } from "@aiwhisperer/client";
import { TurnStatus } from "@aiwhisperer/protocol";
import type { ReactElement } from "react";
import { Button } from "../ui/button.tsx";
import { RetryIcon, WarningIcon } from "../ui/icons.tsx";
import { RowFrame } from "./row-frame.tsx";

/** A turn that was cut short. */
export interface TurnEndingProps {
  readonly turn: Turn;
  /** Runs the turn again; absent where that would make no sense any more. */
  readonly retry?: (() => void) | undefined;
}

/** The reason why an answer is incomplete, with a button that retries. */
export function TurnEnding({ turn, retry }: TurnEndingProps): ReactElement {
  const failed = turn.status === TurnStatus.Failed;
  return (
    <RowFrame>
      <div
        className={`flex flex-wrap items-center gap-x-4 gap-y-2 rounded-lg border px-3 py-2 text-sm ${failed ? "border-danger/40 bg-danger-soft text-danger" : "border-line text-muted"}`}
        data-ending={turn.status}
      >
        {failed && <WarningIcon />}
        <p className="min-w-0 flex-1 [overflow-wrap:anywhere]">{reason(turn)}</p>
        {retry && (
          <Button look={failed ? "inherited" : "outlined"} shape="small" onClick={retry}>
            <RetryIcon size={14} />
            Try again
          </Button>
        )}
      </div>
    </RowFrame>
  );
}

function reason({ status, error }: Turn): string {
  if (status === TurnStatus.Cancelled) return "Stopped.";
  if (status === TurnStatus.Interrupted) return "A server restart interrupted this answer.";
  return error?.message ?? "The answer failed. The server reported no reason.";
}
