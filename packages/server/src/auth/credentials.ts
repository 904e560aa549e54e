import type { IncomingMessage } from "node:http";

/**
 * What a request shows of who sends it. More than one thing is `malformed`: they could name different people.
 */
export type Credential =
  | { readonly kind: "none" }
  | { readonly kind: "bearer"; readonly token: string }
  | { readonly kind: "ticket"; readonly ticket: string }
  | { readonly kind: "malformed" };

/** The parts of a request that hold credentials. */
export type RequestHead = Pick<IncomingMessage, "url" | "headers" | "headersDistinct">;

/** Query parameter with a ticket. */
const TICKET_PARAMETER = "ticket";

/** What precedes a ticket among the subprotocols that a client offers. */
export const TICKET_PROTOCOL_PREFIX = "aiwhisperer.ticket.";

/** `b64token` of RFC 6750 section 2.1; the scheme's name has no case (RFC 9110 section 11.1). */
const BEARER = /^Bearer +([\w.~+/-]+=*) *$/i;

/**
 * The credential of a request that becomes a WebSocket: a bearer token in the header, or a ticket in the
 * address or among the subprotocols.
 */
export function readUpgradeCredential(request: RequestHead): Credential {
  return single([...bearers(request), ...ticketsOfAddress(request), ...ticketsOfProtocols(request)]);
}

/**
 * The credential of any other request: a bearer token in the header. What a browser adds by itself, such as a
 * cookie, is none.
 */
export function readHttpCredential(request: RequestHead): Credential {
  return single(bearers(request));
}

/**
 * The subprotocol that a server chooses among those that are offered: one that is no ticket where there is
 * one, so that the ticket is not said again. A browser closes a line whose server chose none.
 */
export function chooseProtocol(offered: ReadonlySet<string>): string | false {
  const [first] = offered;
  return offered.values().find((name) => !name.startsWith(TICKET_PROTOCOL_PREFIX)) ?? first ?? false;
}

function single(found: readonly Credential[]): Credential {
  const [first = { kind: "none" }, ...more] = found;
  return more.length === 0 ? first : { kind: "malformed" };
}

/** Node keeps only the first of several headers of this name; here each counts. */
function bearers({ headersDistinct }: RequestHead): readonly Credential[] {
  return (headersDistinct.authorization ?? []).map((value) => {
    const token = BEARER.exec(value)?.[1];
    return token === undefined ? { kind: "malformed" } : { kind: "bearer", token };
  });
}

function ticketsOfAddress({ url = "" }: RequestHead): readonly Credential[] {
  const start = url.indexOf("?");
  const query = new URLSearchParams(start < 0 ? "" : url.slice(start));
  return query.getAll(TICKET_PARAMETER).map(toTicket);
}

function ticketsOfProtocols({ headersDistinct }: RequestHead): readonly Credential[] {
  return (headersDistinct["sec-websocket-protocol"] ?? [])
    .flatMap((value) => value.split(","))
    .map((name) => name.trim())
    .filter((name) => name.startsWith(TICKET_PROTOCOL_PREFIX))
    .map((name) => toTicket(name.slice(TICKET_PROTOCOL_PREFIX.length)));
}

function toTicket(ticket: string): Credential {
  return { kind: "ticket", ticket };
}
