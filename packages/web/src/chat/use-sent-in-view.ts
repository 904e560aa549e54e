import type { ChatMessage } from "@aiwhisperer/client";
import { useEffect, useRef } from "react";

/**
 * Scrolls to the end when the person sends a message in this page, wherever the view is; messages of other
 * screens move nothing.
 */
export function useSentInView(messages: readonly ChatMessage[], scrollToEnd: () => void): void {
  const newest = messages.findLast(isOwn)?.key;
  const before = useRef(newest);
  useEffect(() => {
    if (newest === before.current) return;
    before.current = newest;
    if (newest !== undefined) scrollToEnd();
  }, [newest, scrollToEnd]);
}

/** Whether this page sent it: its row keeps the key that it had before the server named the message. */
function isOwn({ role, key, messageId }: ChatMessage): boolean {
  return role === "user" && key !== messageId;
}
