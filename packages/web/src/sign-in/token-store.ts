const KEY = "aiwhisperer.token";

/**
 * The token of the person who has signed in on this origin, for every tab and until they sign out. The storage belongs to
 * one scheme, host and port: a cookie would also be sent to other servers of the same host.
 */
export function readToken(): string | undefined {
  return localStorage.getItem(KEY) ?? undefined;
}

/** Stores a token, or removes it. */
export function storeToken(token: string | undefined): void {
  if (token === undefined) localStorage.removeItem(KEY);
  else localStorage.setItem(KEY, token);
}

/** Calls back when another tab signs in or out; a renewed token is neither. Returns the function that stops it. */
export function onSignInChanged(listener: () => void): () => void {
  const notice = ({ key, oldValue, newValue }: StorageEvent): void => {
    if (key === null || (key === KEY && (oldValue === null) !== (newValue === null))) listener();
  };
  addEventListener("storage", notice);
  return () => removeEventListener("storage", notice);
}
