import { useClient } from "@aiwhisperer/react";
import { useSyncExternalStore } from "react";

/** How many tool calls wait for a decision, in all sessions that the list has. */
export function usePendingCount(): number {
  const { sessions } = useClient();
  return useSyncExternalStore(
    sessions.subscribe,
    () =>
      sessions.state.data?.sessions.reduce((sum, { pendingApprovals = 0 }) => sum + pendingApprovals, 0) ?? 0,
  );
}
