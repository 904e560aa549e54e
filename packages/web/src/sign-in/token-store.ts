import { clearWritten } from "../written/page-outbox.ts";

const KEY = "aiwhisperer.token";
const USER_KEY = "aiwhisperer.user";

/** A token and its user. */
export interface SignedInUser {
  readonly token: string;
  readonly userId: string;
}

/**
 * The token of the person who has signed in on this origin, for every tab and until they sign out. The storage belongs to
 * one scheme, host and port: a cookie would also be sent to other servers of the same host.
 */
export function readToken(): string | undefined {
  return localStorage.getItem(KEY) ?? undefined;
}

/** The user of the stored token; undefined without one, and while only the server knows. */
export function readUser(): string | undefined {
  return readToken() === undefined ? undefined : (localStorage.getItem(USER_KEY) ?? undefined);
}

/** Stores a token and its user, in place of earlier ones. What another user has written in this browser is removed. */
export function storeSignIn({ token, userId }: SignedInUser): void {
  if ((localStorage.getItem(USER_KEY) ?? userId) !== userId) clearWritten();
  localStorage.setItem(USER_KEY, userId);
  localStorage.setItem(KEY, token);
}

/** Removes the token and everything that was written in this browser and not sent. */
export function signOut(): void {
  clearWritten();
  localStorage.removeItem(USER_KEY);
  localStorage.removeItem(KEY);
}

/** Calls back when another tab signs in or out, or in as someone else; a renewed token is neither. Returns the function that stops it. */
export function onSignInChanged(listener: () => void): () => void {
  const notice = ({ key, oldValue, newValue }: StorageEvent): void => {
    const isOtherUser = key === USER_KEY && oldValue !== null && newValue !== null;
    const hasSignedInOrOut = key === KEY && (oldValue === null) !== (newValue === null);
    if (key === null || isOtherUser || hasSignedInOrOut) listener();
  };
  addEventListener("storage", notice);
  return () => removeEventListener("storage", notice);
}
