import type { Clock } from "@aiwhisperer/engine";
import {
  type Authenticator,
  type AuthOutcome,
  hasEnded,
  isRefused,
  type Principal,
  refuse,
} from "../kit/principal.ts";
import { type TokenListener, TokenWatch } from "../kit/token-watch.ts";
import { API_KEY_PREFIX } from "./api-key.ts";
import { ApiKeys, type ApiKeysOptions } from "./api-keys.ts";
import { type AuthLimits, DEFAULT_AUTH_LIMITS } from "./auth-limits.ts";
import {
  type Credential,
  type RequestHead,
  readHttpCredential,
  readUpgradeCredential,
} from "./credentials.ts";
import type { JwtOptions } from "./jwt.ts";
import { LOCAL_PRINCIPAL, LocalAccess, type LocalAccessLimits } from "./local-access.ts";
import { type IssuedTicket, type TicketRefusal, Tickets } from "./tickets.ts";

/** How a server finds out who is there. */
export interface Authentication {
  /** Who asks for a WebSocket. A ticket is used up by that. Never rejects. */
  admitUpgrade(request: RequestHead): Promise<AuthOutcome>;
  /** Who sends any other HTTP request. Never rejects. */
  admitRequest(request: RequestHead): Promise<AuthOutcome>;
  /**
   * Issues a ticket by which a page of that origin, or a program without one, opens a WebSocket as a user.
   */
  issueTicket(principal: Principal, origin: string | undefined): IssuedTicket | TicketRefusal;
  /**
   * Watches a credential while a connection is open. Call it in the same tick in which `admitUpgrade` has
   * resolved, and `stop` when the connection closes.
   */
  watch(principal: Principal, listener: TokenListener): TokenWatch;
  /** Whether clients authenticate as different users, so that limits among users apply. */
  readonly hasUsers: boolean;
  /** Whether requests without a credential are accepted. */
  readonly isOpen: boolean;
  /** Sign-in by the data folder's token; absent where clients authenticate by accounts, or not at all. */
  readonly local?: LocalAccess;
  /** Ends what runs by itself. */
  close(): void;
}

/** What an authentication is made of. */
export interface AuthenticationOptions {
  readonly clock: Clock;
  /** How JWTs are checked; without it none is taken. */
  readonly jwt?: Omit<JwtOptions, "clock" | "clockSkewMs" | "onFault">;
  /** Where API keys are; without it none is taken. */
  readonly apiKeys?: Pick<ApiKeysOptions, "path" | "checkIntervalMs">;
  /** The token of the data folder, which authenticates the user `local`; without it none is accepted. */
  readonly local?: { readonly token: string; readonly limits?: Partial<LocalAccessLimits> };
  readonly limits?: Partial<AuthLimits>;
  /** Called with the reason why credentials could not be checked; it never holds any part of them. */
  readonly onFault: (error: unknown) => void;
}

/** Asks everybody for a credential. Rejects with an `ApiKeyError` where the key file cannot be used. */
export async function openAuthentication(options: AuthenticationOptions): Promise<Authentication> {
  const watches = new Set<TokenWatch>();
  const { clock, onFault } = options;
  const limits = { ...DEFAULT_AUTH_LIMITS, ...options.limits };
  const onRevoked = (keyId: string): void => {
    for (const watch of [...watches]) if (watch.principal.keyId === keyId) watch.end("revoked");
  };
  const apiKeys = options.apiKeys && (await ApiKeys.open({ ...options.apiKeys, clock, onRevoked, onFault }));
  const jwt =
    options.jwt && (await openJwt({ ...options.jwt, clock, clockSkewMs: limits.clockSkewMs, onFault }));
  const local = options.local && new LocalAccess({ ...options.local, clock });
  return new CredentialAuthentication({ clock, limits, watches, apiKeys, jwt, local });
}

/** What checks signatures takes a while to load: a server without tokens does without it. */
async function openJwt(options: JwtOptions): Promise<Authenticator> {
  const { createJwtAuthenticator } = await import("./jwt.ts");
  return createJwtAuthenticator(options);
}

/** Asks for no credentials: every caller is the local user. */
export function openToEverybody({ clock }: { readonly clock: Clock }): Authentication {
  const tickets = new Tickets({ clock });
  const authenticator: Authenticator = { authenticate: async () => LOCAL_PRINCIPAL };
  return {
    hasUsers: false,
    isOpen: true,
    admitUpgrade: async () => LOCAL_PRINCIPAL,
    admitRequest: async () => LOCAL_PRINCIPAL,
    // A client that is set up for tokens works here as well.
    issueTicket: (principal, origin) => tickets.issue(principal, origin),
    watch: (principal, listener) =>
      new TokenWatch({ principal, listener, authenticator, clock, expiryNoticeMs: 0, onStopped() {} }),
    close() {},
  };
}

/** Parts of an authentication by credentials. */
interface CredentialParts {
  readonly clock: Clock;
  readonly limits: AuthLimits;
  readonly watches: Set<TokenWatch>;
  readonly apiKeys: ApiKeys | undefined;
  readonly jwt: Authenticator | undefined;
  readonly local: LocalAccess | undefined;
}

class CredentialAuthentication implements Authentication, Authenticator {
  readonly #parts: CredentialParts;
  readonly #tickets: Tickets;
  readonly hasUsers: boolean;
  readonly isOpen = false;
  declare readonly local?: LocalAccess;

  constructor(parts: CredentialParts) {
    this.#parts = parts;
    this.hasUsers = parts.apiKeys !== undefined || parts.jwt !== undefined;
    if (parts.local !== undefined) this.local = parts.local;
    this.#tickets = new Tickets(parts);
  }

  admitUpgrade(request: RequestHead): Promise<AuthOutcome> {
    return this.#admit(readUpgradeCredential(request), request.headers.origin);
  }

  admitRequest(request: RequestHead): Promise<AuthOutcome> {
    return this.#admit(readHttpCredential(request), request.headers.origin);
  }

  /** The form of a token says who knows it: there is never a second opinion. */
  async authenticate(token: string): Promise<AuthOutcome> {
    const { apiKeys, jwt, local } = this.#parts;
    if (local?.recognizes(token) === true) return local.authenticate(token);
    const authenticator = token.startsWith(API_KEY_PREFIX) ? apiKeys : jwt;
    return authenticator?.authenticate(token) ?? refuse("invalid");
  }

  issueTicket(principal: Principal, origin: string | undefined): IssuedTicket | TicketRefusal {
    return this.#tickets.issue(principal, origin);
  }

  watch(principal: Principal, listener: TokenListener): TokenWatch {
    const { watches, clock, limits } = this.#parts;
    const watch = new TokenWatch({
      principal,
      listener,
      clock,
      expiryNoticeMs: limits.expiryNoticeMs,
      authenticator: this,
      onStopped: (stopped) => watches.delete(stopped),
    });
    watches.add(watch);
    return watch;
  }

  close(): void {
    this.#parts.apiKeys?.close();
    for (const watch of [...this.#parts.watches]) watch.stop();
  }

  async #admit(credential: Credential, origin: string | undefined): Promise<AuthOutcome> {
    switch (credential.kind) {
      case "none":
        return refuse("missing");
      case "malformed":
        return refuse("malformed");
      case "bearer":
        return this.authenticate(credential.token);
      case "ticket":
        return this.#stillHolds(this.#redeem(credential.ticket, origin));
    }
  }

  /** A client that cannot send a header may open its WebSocket with a start ticket, too. */
  #redeem(ticket: string, origin: string | undefined): AuthOutcome {
    const outcome = this.#tickets.redeem(ticket, origin);
    const { local } = this.#parts;
    if (local === undefined || !isRefused(outcome) || outcome.refused !== "invalid") return outcome;
    return local.redeemStartTicket(ticket);
  }

  /** What a ticket was issued for may have ended or been revoked since. */
  #stillHolds(outcome: AuthOutcome): AuthOutcome {
    if (isRefused(outcome)) return outcome;
    if (outcome.keyId !== undefined && this.#parts.apiKeys?.isLive(outcome.keyId) !== true) {
      return refuse("revoked");
    }
    return hasEnded(outcome, this.#parts.clock.now()) ? refuse("expired") : outcome;
  }
}
