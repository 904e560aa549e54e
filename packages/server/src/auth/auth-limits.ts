import { defaultsOf, type LimitsOf, type LimitTable } from "@aiwhisperer/engine";

/** Limits of authentication. */
export const AUTH_LIMITS = {
  ticketTtlMs: { fallback: 30_000, min: 1_000, description: "lifetime of a ticket" },
  maxTickets: { fallback: 10_000, min: 1, description: "valid tickets at once; one more is refused" },
  maxTicketsPerUser: {
    fallback: 100,
    min: 1,
    description: "valid tickets of one user at once; one more is refused",
  },
  clockSkewMs: {
    fallback: 30_000,
    min: 0,
    description: "allowed difference between this clock and the token issuer's",
  },
  expiryNoticeMs: {
    fallback: 60_000,
    min: 0,
    description: "how long before its token expires a client is notified",
  },
  maxApiKeys: {
    fallback: 10_000,
    min: 1,
    description: "keys in the key file, revoked ones included; one more is not created",
  },
} as const satisfies LimitTable;

/** Bounds of authentication. */
export type AuthLimits = LimitsOf<typeof AUTH_LIMITS>;

/** Default limits. */
export const DEFAULT_AUTH_LIMITS: AuthLimits = defaultsOf(AUTH_LIMITS);
