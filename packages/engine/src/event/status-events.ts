import type { SessionStatus, TurnStatus } from "@aiwhisperer/protocol";
import type { SessionEvent } from "./session-event.ts";

/** A session's new status. */
export function statusEvent(status: SessionStatus, reason?: string): SessionEvent {
  const params = reason === undefined ? { status } : { status, reason };
  return { method: "SessionStatusNotification", params };
}

/** A turn's new status. */
export function turnEvent(turnId: string, status: TurnStatus): SessionEvent {
  return { method: "TurnStatusNotification", params: { turnId, status } };
}
