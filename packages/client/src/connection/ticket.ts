import { refusedOriginCode } from "./refused-origin.ts";
import { TransportError } from "./websocket-transport.ts";

/** A way in for one link: an address that shows who the user is, once and for seconds. */
export interface TicketedAddress {
  readonly url: string;
  /** Whom the server knows the user as. */
  readonly userId: string;
}

/** Close code of a server that wants to know who the user is; no further attempt is made after it. */
const UNAUTHENTICATED = 4401;

/** Statuses after which the same token would get the same answer: it is malformed or refused. */
const FINAL_STATUSES: ReadonlySet<number> = new Set([400, 401]);

/**
 * Exchanges a bearer token for a ticket by `POST /auth/ticket` beside the WebSocket: a browser can send no header with an upgrade, and a token in an
 * address would stand in logs. Rejects with a `TransportError`: 4401 where the token is refused, 4403 where the page's origin is, else 1006.
 */
export async function requestTicket(
  url: string,
  token: string,
  signal: AbortSignal,
): Promise<TicketedAddress> {
  const response = await post(url, token, signal);
  if (FINAL_STATUSES.has(response.status)) {
    throw new TransportError(url, { code: UNAUTHENTICATED, reason: (await response.text()).trim() });
  }
  if (response.status === 403) {
    throw new TransportError(url, { code: refusedOriginCode, reason: (await response.text()).trim() });
  }
  const answer: unknown = response.ok ? await response.json() : undefined;
  if (!isTicketAnswer(answer)) {
    throw new TransportError(url, { code: 1006, reason: `no ticket was given (HTTP ${response.status})` });
  }
  const address = new URL(url);
  address.searchParams.set("ticket", answer.ticket);
  return { url: address.href, userId: answer.userId };
}

async function post(url: string, token: string, signal: AbortSignal): Promise<Response> {
  const address = new URL("auth/ticket", url.replace(/^ws/, "http"));
  try {
    return await fetch(address, { method: "POST", headers: { authorization: `Bearer ${token}` }, signal });
  } catch (error) {
    signal.throwIfAborted();
    throw new TransportError(url, {
      code: 1006,
      reason: error instanceof Error ? error.message : String(error),
    });
  }
}

function isTicketAnswer(value: unknown): value is { readonly ticket: string; readonly userId: string } {
  if (typeof value !== "object" || value === null) return false;
  const { ticket, userId } = value as { readonly ticket?: unknown; readonly userId?: unknown };
  return typeof ticket === "string" && typeof userId === "string";
}
