import type { Turn } from "@aiwhisperer/client";
import { TurnStatus } from "@aiwhisperer/protocol";
import { memo, type ReactElement } from "react";
import { Mark } from "../ui/mark.tsx";
import { RowFrame } from "./row-frame.tsx";

/** The turn that waits, and whether its session is paused. */
export interface WaitingRowProps {
  readonly turn: Turn;
  readonly isPaused: boolean;
  /** Whether it is the first row of the answer, which has the speaker beside it. */
  readonly opensAnswer: boolean;
}

/** The model is at work, and there is nothing to read yet. */
export const WaitingRow = memo(function WaitingRow({
  turn,
  isPaused,
  opensAnswer,
}: WaitingRowProps): ReactElement {
  return (
    <RowFrame
      speaker={
        <span className="inline-flex items-center gap-1.5 text-accent">
          <Mark size={15} speaking />
          {opensAnswer && "Answer"}
        </span>
      }
    >
      <p className="text-muted">{isPaused ? "Paused." : describe(turn)}</p>
    </RowFrame>
  );
});

function describe({ status, notice }: Turn): string {
  if (notice) return notice;
  if (status === TurnStatus.AwaitingTool) return "Waiting for a tool…";
  if (status === TurnStatus.AwaitingApproval) return "Waiting for a decision…";
  return "Listening…";
}
