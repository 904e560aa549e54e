import type { Failure, SessionHandle, SessionState } from "@aiwhisperer/client";
import { useEffect, useMemo } from "react";
import { useClient } from "./client-context.ts";
import { useReadable } from "./use-readable.ts";

/** A session on a screen. Everything is undefined while there is no session. */
export interface UseSession {
  /** To send, cancel, stop and listen with. */
  readonly session: SessionHandle | undefined;
  readonly state: SessionState | undefined;
  /** Why the session cannot be followed. `session.follow()` tries again. */
  readonly error: Failure | undefined;
}

/**
 * Follows a session for as long as the component shows it. Any number of components may follow the same one;
 * a while after the last of them has gone the session is detached, and continues where it was when it is
 * shown again.
 */
export function useSession(sessionId: string | undefined): UseSession {
  const client = useClient();
  const session = useMemo(
    () => (sessionId === undefined ? undefined : client.session(sessionId)),
    [client, sessionId],
  );
  const state = useReadable(session);
  useEffect(() => session?.retain(), [session]);
  return { session, state, error: state?.error };
}
