import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import type { Clock } from "@aiwhisperer/engine";
import { type Authenticator, type AuthOutcome, type Principal, refuse } from "../kit/principal.ts";
import { type IssuedTicket, type TicketRefusal, Tickets } from "./tickets.ts";

/** Start of a data folder's own token. */
export const LOCAL_TOKEN_PREFIX = "aiwl_";

/** Start of a page's token, which is derived from the data folder's. */
const PAGE_TOKEN_PREFIX = "aiwp_";

const TOKEN_BYTES = 32;
const NONCE_BYTES = 16;

/** The one user of a server without accounts; this user is an admin. */
export const LOCAL_PRINCIPAL: Principal = { userId: "local", isAdmin: true, isLocal: true };

/** Bounds of local access. */
export interface LocalAccessLimits {
  /** Lifetime of the single-use ticket in a start address. Default 600,000 (ten minutes). */
  readonly startTicketTtlMs: number;
  /** Lifetime of a page's token; the page renews it at every load. Default 2,592,000,000 (30 days). */
  readonly pageTokenTtlMs: number;
}

/** Default limits. */
export const DEFAULT_LOCAL_ACCESS_LIMITS: LocalAccessLimits = {
  startTicketTtlMs: 600_000,
  pageTokenTtlMs: 2_592_000_000,
};

/** Inputs of local access. */
export interface LocalAccessOptions {
  readonly clock: Clock;
  /** The data folder's token, made by `createLocalToken`. */
  readonly token: string;
  readonly limits?: Partial<LocalAccessLimits>;
}

/** A page's own token. */
export interface PageToken {
  readonly token: string;
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  readonly expiresAt: number;
}

/** Returns a new random token for a data folder: the prefix and 32 random bytes in base64url. */
export function createLocalToken(): string {
  return LOCAL_TOKEN_PREFIX + randomBytes(TOKEN_BYTES).toString("base64url");
}

/** Whether a text has the form of a data folder's token. */
export function isLocalToken(text: string): boolean {
  return /^aiwl_[\w-]{43}$/.test(text);
}

/**
 * Access to a server without accounts. The token of its data folder authenticates the user `local`. A start
 * ticket is single-use; a page trades it for a token of its own. Page tokens are stateless (HMAC-SHA-256 over
 * their expiry, keyed by the data folder's token), so they survive a restart of the server and end when the
 * data folder's token is replaced.
 */
export class LocalAccess implements Authenticator {
  /** The data folder's token. */
  readonly token: string;
  readonly #clock: Clock;
  readonly #limits: LocalAccessLimits;
  readonly #tickets: Tickets;

  constructor({ clock, token, limits }: LocalAccessOptions) {
    this.#clock = clock;
    this.token = token;
    this.#limits = { ...DEFAULT_LOCAL_ACCESS_LIMITS, ...limits };
    this.#tickets = new Tickets({ clock, limits: { ticketTtlMs: this.#limits.startTicketTtlMs } });
  }

  /** Whether a bearer token has one of the two forms that this object checks. */
  recognizes(token: string): boolean {
    return token.startsWith(LOCAL_TOKEN_PREFIX) || token.startsWith(PAGE_TOKEN_PREFIX);
  }

  async authenticate(token: string): Promise<AuthOutcome> {
    if (token.startsWith(PAGE_TOKEN_PREFIX)) return this.#checkPageToken(token);
    return isEqual(token, this.token) ? LOCAL_PRINCIPAL : refuse("invalid");
  }

  /**
   * Issues a single-use ticket for a start address. It is bound to no origin: the address may be opened under
   * any loopback name.
   */
  issueStartTicket(): IssuedTicket | TicketRefusal {
    return this.#tickets.issue(LOCAL_PRINCIPAL, undefined);
  }

  /** Redeems a start ticket. Refuses an unknown, used or expired one. */
  redeemStartTicket(ticket: string): AuthOutcome {
    return this.#tickets.redeem(ticket, undefined);
  }

  /** Issues a token for a page that has authenticated itself. */
  issuePageToken(): PageToken {
    const expiresAt = this.#clock.now() + this.#limits.pageTokenTtlMs;
    const payload = `${expiresAt.toString(36)}.${randomBytes(NONCE_BYTES).toString("base64url")}`;
    return { token: `${PAGE_TOKEN_PREFIX}${payload}.${this.#sign(payload)}`, expiresAt };
  }

  #checkPageToken(token: string): AuthOutcome {
    const [expiry = "", nonce = "", mac = "", ...rest] = token.slice(PAGE_TOKEN_PREFIX.length).split(".");
    if (rest.length > 0 || !isEqual(mac, this.#sign(`${expiry}.${nonce}`))) return refuse("invalid");
    const expiresAt = Number.parseInt(expiry, 36);
    return expiresAt <= this.#clock.now() ? refuse("expired") : { ...LOCAL_PRINCIPAL, expiresAt };
  }

  #sign(payload: string): string {
    return createHmac("sha256", this.token).update(`page.${payload}`).digest("base64url");
  }
}

/** Compares in a time that does not depend on where the texts differ. */
function isEqual(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
