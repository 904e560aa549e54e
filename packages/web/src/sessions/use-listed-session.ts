import type { SessionSummary } from "@aiwhisperer/protocol";
import { useClient } from "@aiwhisperer/react";
import { useSyncExternalStore } from "react";

/** What the list of sessions has of one, as far as the list has been loaded. */
export function useListedSession(sessionId: string): SessionSummary | undefined {
  const { sessions } = useClient();
  return useSyncExternalStore(sessions.subscribe, () =>
    sessions.state.data?.sessions.find((summary) => summary.sessionId === sessionId),
  );
}
