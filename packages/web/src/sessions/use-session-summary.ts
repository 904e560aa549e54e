import type { SessionSummary } from "@aiwhisperer/protocol";
import { useClient, useConnection } from "@aiwhisperer/react";
import { useEffect, useState } from "react";

/**
 * The server's summary of a session, as of the last time the connection opened; undefined
 * before the answer, or without one.
 */
export function useSessionSummary(sessionId: string): SessionSummary | undefined {
  const client = useClient();
  const isConnected = useConnection().status === "connected";
  const [summary, setSummary] = useState<SessionSummary>();
  useEffect(() => {
    if (!isConnected) return;
    let isCurrent = true;
    client.rpc.getSession({ sessionId }).then(
      ({ session }) => {
        if (isCurrent) setSummary(session);
      },
      // The conversation itself shows why it cannot be read; without a summary the header only says less.
      () => setSummary(undefined),
    );
    return () => {
      isCurrent = false;
    };
  }, [client, sessionId, isConnected]);
  return summary;
}
