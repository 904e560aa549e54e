import { isStoredMessage, type OutboxStorage, type StoredMessage } from "@aiwhisperer/client";

/** Whose messages a storage keeps. */
export interface WebOutboxScope {
  /** Address of the server; one string for each server. */
  readonly server: string;
  /** The signed-in user. */
  readonly userId: string;
}

const PREFIX = "aiwhisperer.outbox/";

/**
 * Keeps an outbox in the browser's `localStorage`, one item a message, so that tabs do not overwrite each
 * other's. Tabs take turns by Web Locks where the page has them (HTTPS and loopback). Throws what
 * `localStorage` throws: a full quota, or storage that is forbidden.
 */
export function createWebOutboxStorage({ server, userId }: WebOutboxScope): OutboxStorage {
  const scope = `${PREFIX}${encodeURIComponent(server)}/${encodeURIComponent(userId)}/`;
  const folderOf = (sessionId: string) => `${scope}${encodeURIComponent(sessionId)}/`;
  const itemOf = ({ sessionId, idempotencyKey }: StoredMessage) =>
    `${folderOf(sessionId)}${encodeURIComponent(idempotencyKey)}`;
  return {
    sessions: () => [
      ...new Set(
        keysUnder(scope).flatMap((key) => parse(localStorage.getItem(key)).map(({ sessionId }) => sessionId)),
      ),
    ],
    list: (sessionId) => keysUnder(folderOf(sessionId)).flatMap((key) => parse(localStorage.getItem(key))),
    put: (message) => localStorage.setItem(itemOf(message), JSON.stringify(message)),
    remove: (message) => localStorage.removeItem(itemOf(message)),
    watch(sessionId, listener) {
      const folder = folderOf(sessionId);
      const notice = ({ key }: StorageEvent) => {
        if (key === null || key.startsWith(folder)) listener();
      };
      addEventListener("storage", notice);
      return () => removeEventListener("storage", notice);
    },
    // Absent on pages over plain HTTP, whatever the DOM's types say; refused where a browser forbids storage.
    alone: (sessionId, work) =>
      (navigator.locks as LockManager | undefined)?.request(folderOf(sessionId), work) ?? work(),
  };
}

/** Removes the stored messages of every server and user in this browser's origin. */
export function clearWebOutbox(): void {
  for (const key of keysUnder(PREFIX)) localStorage.removeItem(key);
}

function keysUnder(prefix: string): readonly string[] {
  return Object.keys(localStorage).filter((key) => key.startsWith(prefix));
}

/** A message; none where the text is not one, such as after a change by hand. */
function parse(text: string | null): readonly StoredMessage[] {
  try {
    const value: unknown = JSON.parse(text ?? "null");
    return isStoredMessage(value) ? [value] : [];
  } catch {
    return [];
  }
}
