import { useClient, useSelected } from "@aiwhisperer/react";
import { useEffect } from "react";
import { pendingOf } from "../sessions/listed-sessions.ts";

const product = "AIWhisperer";
const maxLength = 60;

/**
 * Names the tab after what it shows, without a topic after the product; before that comes how many tool
 * calls wait for a decision, if any do.
 */
export function usePageTitle(topic?: string): void {
  const pending = usePendingCount();
  useEffect(() => {
    const count = pending > 0 ? `(${pending}) ` : "";
    document.title = count + (topic ? `${topic.slice(0, maxLength)} · ${product}` : product);
  }, [topic, pending]);
}

/** The number of pending decisions and questions in all listed sessions. */
function usePendingCount(): number {
  return useSelected(
    useClient().sessions,
    ({ data }) => data?.sessions.reduce((sum, summary) => sum + pendingOf(summary), 0) ?? 0,
  );
}
