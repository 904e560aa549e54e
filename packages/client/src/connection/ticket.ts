import { errorMessage } from "@aiwhisperer/protocol";
import { refusedOriginCode } from "./refused-origin.ts";
import { TransportError } from "./websocket-transport.ts";

/** An address with a single-use ticket that is valid for seconds. */
export interface TicketedAddress {
  readonly url: string;
  /** The authenticated user. */
  readonly userId: string;
}

/** Close code for missing or refused authentication; no further attempt follows. */
const UNAUTHENTICATED = 4401;

/** Statuses that are final for a token: it is malformed or refused. */
const FINAL_STATUSES: ReadonlySet<number> = new Set([400, 401]);

/**
 * Exchanges a bearer token for a ticket by `POST /auth/ticket` beside the WebSocket: a browser cannot send
 * headers with an upgrade, and a token in an address would appear in logs. Rejects with a `TransportError`:
 * 4401 for a refused token, 4403 for a refused page origin, else 1006.
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
    throw new TransportError(url, { code: 1006, reason: `no ticket was issued (HTTP ${response.status})` });
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
    throw new TransportError(url, { code: 1006, reason: errorMessage(error) });
  }
}

function isTicketAnswer(value: unknown): value is { readonly ticket: string; readonly userId: string } {
  if (typeof value !== "object" || value === null) return false;
  const { ticket, userId } = value as { readonly ticket?: unknown; readonly userId?: unknown };
  return typeof ticket === "string" && typeof userId === "string";
}
