import { isRpcError, type SessionState } from "@aiwhisperer/client";
import { interactive, SessionStatus } from "@aiwhisperer/protocol";
import { useClient, useSelected } from "@aiwhisperer/react";
import { useEffect, useState } from "react";

/** Codes of the failures that say that a session is not on the server any more. */
const goneCodes: ReadonlySet<string> = new Set(["deleted", interactive.errors.SessionNotFound.name]);

/**
 * Whether the session that is shown is no longer on the server. A deletion by another client ends the session
 * first, as every ending does; the difference is that it is missing from the list afterwards, and
 * then the server is asked.
 */
export function useIsDeleted({ sessionId, status, error }: SessionState): boolean {
  const { rpc } = useClient();
  const isUnlisted = useIsUnlisted(sessionId);
  const [isUnknown, setUnknown] = useState(false);
  const isDoubtful = isUnlisted && status === SessionStatus.Stopped;
  useEffect(() => {
    if (!isDoubtful) return;
    let isCurrent = true;
    rpc.getSession({ sessionId }).catch((failure: unknown) => {
      // Any other failure says nothing about the session.
      if (isCurrent && isRpcError(failure, interactive.errors.SessionNotFound)) setUnknown(true);
    });
    return () => {
      isCurrent = false;
    };
  }, [rpc, sessionId, isDoubtful]);
  return isUnknown || (error !== undefined && goneCodes.has(error.code));
}

/** Whether the list of sessions is there, as far as it has been loaded, and has no such session. */
function useIsUnlisted(sessionId: string): boolean {
  return useSelected(useClient().sessions, ({ data }) => {
    const sessions = data?.sessions;
    return sessions !== undefined && !sessions.some((summary) => summary.sessionId === sessionId);
  });
}
