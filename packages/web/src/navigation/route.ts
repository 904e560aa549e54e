import { useSyncExternalStore } from "react";

/** The page that an address shows: a conversation, or the start page. */
export type Route = { readonly page: "new" } | { readonly page: "session"; readonly sessionId: string };

const newRoute: Route = { page: "new" };

/** The address of the start page, from `#` on. */
export const newHash = "#/";

/**
 * Reads the part of an address from `#` on. Anything that is not a conversation's address is the place to
 * begin one.
 */
export function parseRoute(hash: string): Route {
  const encoded = /^#\/s\/([^/?#]+)$/.exec(hash)?.[1];
  if (!encoded) return newRoute;
  try {
    return { page: "session", sessionId: decodeURIComponent(encoded) };
  } catch (error) {
    if (error instanceof URIError) return newRoute;
    throw error;
  }
}

/** The address of a conversation, from `#` on. */
export function sessionHash(sessionId: string): string {
  return `#/s/${encodeURIComponent(sessionId)}`;
}

/** Shows a conversation; without one, the start page. */
export function navigate(sessionId?: string): void {
  location.hash = sessionId === undefined ? newHash : sessionHash(sessionId);
}

/** The route of the current address; follows its changes. */
export function useRoute(): Route {
  return parseRoute(useSyncExternalStore(subscribe, () => location.hash));
}

function subscribe(listener: () => void): () => void {
  addEventListener("hashchange", listener);
  return () => removeEventListener("hashchange", listener);
}
