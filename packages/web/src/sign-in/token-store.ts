const KEY = "aiwhisperer.token";

/** The token that somebody signed in with, for this tab and until it is closed: whoever uses the browser next is somebody else. */
export function readToken(): string | undefined {
  return sessionStorage.getItem(KEY) ?? undefined;
}

/** Keeps a token, or forgets it. */
export function storeToken(token: string | undefined): void {
  if (token === undefined) sessionStorage.removeItem(KEY);
  else sessionStorage.setItem(KEY, token);
}
