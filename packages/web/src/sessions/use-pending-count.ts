import { useClient } from "@aiwhisperer/react";
import { useSyncExternalStore } from "react";
import { pendingOf } from "./listed-sessions.ts";

/** How many tool calls and questions of tools wait for a person, in all sessions that the list has. */
export function usePendingCount(): number {
  const { sessions } = useClient();
  return useSyncExternalStore(
    sessions.subscribe,
    () => sessions.state.data?.sessions.reduce((sum, summary) => sum + pendingOf(summary), 0) ?? 0,
  );
}
