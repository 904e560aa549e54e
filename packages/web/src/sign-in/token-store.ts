import { clearWritten } from "../written/page-outbox.ts";

const KEY = "aiwhisperer.token";
const USER_KEY = "aiwhisperer.user";

/** A token and its user. */
export interface SignedInUser {
  readonly token: string;
  readonly userId: string;
}

/** Entries of a browser that forbids storage or has none left: they last as long as the page. */
const unsaved = new Map<string, string>();

function read(key: string): string | undefined {
  try {
    return unsaved.get(key) ?? localStorage.getItem(key) ?? undefined;
  } catch {
    return unsaved.get(key);
  }
}

function write(key: string, value: string | undefined): void {
  unsaved.delete(key);
  try {
    if (value === undefined) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    if (value !== undefined) unsaved.set(key, value);
  }
}

/**
 * The token of the person who has signed in on this origin, for every tab and until they sign out. The
 * storage belongs to one scheme, host and port: a cookie would also be sent to other servers of the same
 * host.
 */
export function readToken(): string | undefined {
  return read(KEY);
}

/** The user of the stored token; undefined without one, and while only the server knows. */
export function readUser(): string | undefined {
  return readToken() === undefined ? undefined : read(USER_KEY);
}

/**
 * Stores a token and its user, in place of earlier ones. What another user has written in this browser is
 * removed.
 */
export function storeSignIn({ token, userId }: SignedInUser): void {
  if ((read(USER_KEY) ?? userId) !== userId) clearWritten();
  write(USER_KEY, userId);
  write(KEY, token);
}

/** Removes the token and everything that was written in this browser and not sent. */
export function signOut(): void {
  clearWritten();
  write(USER_KEY, undefined);
  write(KEY, undefined);
}

/**
 * Calls back when another tab signs in or out, or in as someone else; a renewed token is neither. Returns the
 * function that stops it.
 */
export function onSignInChanged(listener: () => void): () => void {
  const notice = ({ key, oldValue, newValue }: StorageEvent): void => {
    const isOtherUser = key === USER_KEY && oldValue !== null && newValue !== null;
    const hasSignedInOrOut = key === KEY && (oldValue === null) !== (newValue === null);
    if (key === null || isOtherUser || hasSignedInOrOut) listener();
  };
  addEventListener("storage", notice);
  return () => removeEventListener("storage", notice);
}
