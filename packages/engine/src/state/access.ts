import { SessionAccess } from "@aiwhisperer/protocol";
import type { Shares } from "../event/session-header.ts";
import { EngineFault } from "../kit/engine-fault.ts";

/** Access that a command needs: to read, to steer, or to be the owner. */
export type NeededAccess = "observe" | "drive" | "own";

/** A session as far as access to it goes. */
export interface AccessibleSession {
  readonly sessionId: string;
  readonly ownerId: string;
  readonly shares: Shares;
}

/** Returns the access of a user to a session; `undefined` for a user who must not learn that it exists. */
export function accessOf({ ownerId, shares }: AccessibleSession, userId: string): NeededAccess | undefined {
  if (ownerId === userId) return "own";
  switch (shares.get(userId)) {
    case SessionAccess.Drive:
      return "drive";
    case SessionAccess.Observe:
      return "observe";
    case undefined:
      return undefined;
  }
}

const RANKS: readonly NeededAccess[] = ["observe", "drive", "own"];

/**
 * Throws `session_not_found` for a user without access, and `refused` for a user with less access than
 * needed.
 */
export function requireAccess(session: AccessibleSession, userId: string, needed: NeededAccess): void {
  const access = accessOf(session, userId);
  if (access === undefined) throw new EngineFault("session_not_found", { sessionId: session.sessionId });
  if (RANKS.indexOf(access) >= RANKS.indexOf(needed)) return;
  const reason =
    needed === "own"
      ? "Only the owner of the session may do this."
      : "The session is shared with you to be observed, not to be driven.";
  throw new EngineFault("refused", { reason });
}
