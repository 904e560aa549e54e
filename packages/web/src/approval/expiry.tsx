import type { ReactElement } from "react";
import { useNow } from "../connection/use-now.ts";
import { formatDuration } from "../tool/duration.ts";

/** When a question expires. */
export interface ExpiryProps {
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  readonly expiresAt: number;
  /** Whether the session, and with it this clock, is paused. */
  readonly isPaused: boolean;
}

const tickMs = 1_000;

/** How long there is to decide. */
export function Expiry({ expiresAt, isPaused }: ExpiryProps): ReactElement {
  const now = useNow(isPaused ? undefined : tickMs);
  return (
    <span className="shrink-0 font-normal text-xs tabular-nums">
      {isPaused ? "paused" : `denied by itself in ${formatDuration(expiresAt - now)}`}
    </span>
  );
}
