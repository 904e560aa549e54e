import type { OutboxOptions } from "@aiwhisperer/client";
import { clearDrafts } from "./draft-store.ts";
import { clearWebOutbox, createWebOutboxStorage } from "./web-outbox-storage.ts";

/** The page's outbox: messages that the server does not have yet, kept in this browser for one user. */
export function createPageOutbox(userId: string): OutboxOptions {
  return { storage: createWebOutboxStorage({ server: location.origin, userId }) };
}

/**
 * Removes everything that was written in this browser and not sent: drafts, reasons and waiting or failed
 * messages.
 */
export function clearWritten(): void {
  for (const clear of [clearDrafts, clearWebOutbox]) {
    try {
      clear();
    } catch {
      // A browser that forbids storage has nothing of it.
    }
  }
}

/** Whether messages wait in this browser that the server does not have. */
export function countUnsent(userId: string): number {
  const { storage } = createPageOutbox(userId);
  try {
    const sessions = storage.sessions() as readonly string[];
    return sessions.reduce((sum, session) => sum + (storage.list(session) as readonly unknown[]).length, 0);
  } catch {
    return 0;
  }
}
