import { readToken, type SignedInUser, storeSignIn } from "./token-store.ts";

/** Start of the tokens that a server issues to its own page. */
const PAGE_TOKEN_PREFIX = "aiwp_";

const TICKET_HASH = /^#ticket=([\w-]+)$/;

/**
 * Trades the ticket of a start address for a token of this page's own, or renews the token that it has.
 * Removes the ticket from the address in any case. Resolves with why a ticket was refused, in words for a
 * person; never rejects.
 */
export async function openPageSession(): Promise<string | undefined> {
  const ticket = TICKET_HASH.exec(location.hash)?.[1];
  if (ticket === undefined) {
    const token = readToken();
    if (token?.startsWith(PAGE_TOKEN_PREFIX) === true) await requestToken({ token });
    return undefined;
  }
  history.replaceState(history.state, "", `${location.pathname}${location.search}#/`);
  const problem = await requestToken({ ticket });
  // A used ticket harms no one who is signed in already.
  return readToken() === undefined ? problem : undefined;
}

async function requestToken(credential: {
  readonly ticket?: string;
  readonly token?: string;
}): Promise<string | undefined> {
  const { ticket, token } = credential;
  const headers =
    ticket === undefined ? { authorization: `Bearer ${token}` } : { "content-type": "application/json" };
  const body = ticket === undefined ? null : JSON.stringify({ ticket });
  try {
    const response = await fetch("/auth/session", { method: "POST", headers, body });
    if (!response.ok) return (await response.text()).trim();
    storeSignIn((await response.json()) as SignedInUser);
    return undefined;
  } catch {
    return "The server cannot be reached now. Reload the page.";
  }
}
