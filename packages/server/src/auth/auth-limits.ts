import { DEFAULT_MAX_API_KEYS } from "./api-key-file.ts";
import { DEFAULT_TICKET_LIMITS, type TicketLimits } from "./tickets.ts";

/** Bounds of authentication. Every one has a default, and passing it has a named consequence. */
export interface AuthLimits extends TicketLimits {
  /** How far the clock of whoever signs tokens may be from this one: a token is taken for that long after its end. Default 30,000. */
  readonly clockSkewMs: number;
  /** How long before the end of its token a client is told of it. Default 60,000. */
  readonly expiryNoticeMs: number;
  /** Keys that the key file may have, revoked ones included; one more is not made. Default 10,000. */
  readonly maxApiKeys: number;
}

/** The limits that hold where nothing else is said. */
export const DEFAULT_AUTH_LIMITS: AuthLimits = {
  ...DEFAULT_TICKET_LIMITS,
  clockSkewMs: 30_000,
  expiryNoticeMs: 60_000,
  maxApiKeys: DEFAULT_MAX_API_KEYS,
};
