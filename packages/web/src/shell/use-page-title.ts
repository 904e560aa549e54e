import { useEffect } from "react";
import { usePendingCount } from "../sessions/use-pending-count.ts";

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
