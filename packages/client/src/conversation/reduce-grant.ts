import type { Grant, GrantRevokedNotification } from "@aiwhisperer/protocol";
import type { SessionState } from "./session-state.ts";

/** The session after a grant: it replaces one of the same tool and scope, and removes those that had expired when it was made. */
export function withGrant(state: SessionState, grant: Grant): SessionState {
  const others = state.grants.filter(
    (other) => !isSame(other, grant) && !((other.expiresAt ?? Number.POSITIVE_INFINITY) <= grant.since),
  );
  return { ...state, grants: [...others, grant] };
}

/** A grant was revoked. */
export function applyGrantRevoked(state: SessionState, { grantId }: GrantRevokedNotification): SessionState {
  return { ...state, grants: state.grants.filter((grant) => grant.grantId !== grantId) };
}

function isSame(one: Grant, other: Grant): boolean {
  if (one.grantId === other.grantId) return true;
  // A server writes the same scope in the same way.
  return one.toolName === other.toolName && JSON.stringify(one.scope) === JSON.stringify(other.scope);
}
