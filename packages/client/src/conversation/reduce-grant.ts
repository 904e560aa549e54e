import type { Grant, GrantRevokedNotification } from "@aiwhisperer/protocol";
import type { SessionState } from "./session-state.ts";

/**
 * Adds a grant. It replaces one of the same tool and scope, and removes those that expired before it was
 * made.
 */
export function withGrant(state: SessionState, grant: Grant): SessionState {
  const others = state.grants.filter(
    (other) => !isSame(other, grant) && !((other.expiresAt ?? Number.POSITIVE_INFINITY) <= grant.since),
  );
  return { ...state, grants: [...others, grant] };
}

/** Folds a revoked grant. */
export function applyGrantRevoked(state: SessionState, { grantId }: GrantRevokedNotification): SessionState {
  return { ...state, grants: state.grants.filter((grant) => grant.grantId !== grantId) };
}

function isSame(one: Grant, other: Grant): boolean {
  if (one.grantId === other.grantId) return true;
  // A server serialises the same scope in the same way.
  return one.toolName === other.toolName && JSON.stringify(one.scope) === JSON.stringify(other.scope);
}
