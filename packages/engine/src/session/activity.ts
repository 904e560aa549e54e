import type { SessionStatus, TurnStatus } from "@aiwhisperer/protocol";
import type { SessionHeader } from "../event/session-header.ts";
import { countPending, type SessionState } from "../state/session-state.ts";

/** A turn that runs or waits. */
export interface OpenTurn {
  readonly turnId: string;
  readonly status: TurnStatus;
}

/**
 * The current work of a session, for the operator of the server: no content, and no name that a user chose.
 */
export interface SessionActivity {
  readonly sessionId: string;
  readonly ownerId: string;
  readonly status: SessionStatus;
  /** `provider:model`. */
  readonly model: string;
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  readonly createdAt: number;
  /** Time of the last message or status, in milliseconds since 1970-01-01T00:00:00Z. */
  readonly updatedAt: number;
  /** The one at work first, then those that wait, next one first. */
  readonly openTurns: readonly OpenTurn[];
  /** Tool calls that wait for a decision. */
  readonly pendingApprovals: number;
}

/** Describes the current work of a live session. */
export function describeActivity(
  { sessionId, ownerId, model, createdAt }: SessionHeader,
  state: SessionState,
  updatedAt: number,
): SessionActivity {
  const { status, activeTurnId, queue, turns } = state;
  const open = activeTurnId === undefined ? queue : [activeTurnId, ...queue];
  return {
    sessionId,
    ownerId,
    status,
    model,
    createdAt,
    updatedAt,
    openTurns: open.flatMap((turnId) => {
      const turn = turns.get(turnId);
      return turn === undefined ? [] : [{ turnId, status: turn.status }];
    }),
    pendingApprovals: countPending(state),
  };
}
