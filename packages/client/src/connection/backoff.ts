/** Delays between attempts to connect. */
import { CloseCode } from "@aiwhisperer/protocol";

/** How long to wait before the line is tried again. */
export interface ReconnectPolicy {
  /** Ceiling of the first delay. Default 250. */
  readonly minDelayMs: number;
  /** Ceiling of every delay. Default 10,000. */
  readonly maxDelayMs: number;
  /** Growth of the ceiling from one attempt to the next. Default 2. */
  readonly factor: number;
  /** Random share of a delay, 0 to 1. The default, 1, spreads a crowd best. */
  readonly jitter: number;
  /** Time for which a connection must last before the count of attempts restarts. Default 5,000. */
  readonly stableAfterMs: number;
}

/** Default policy. */
export const defaultReconnectPolicy: ReconnectPolicy = {
  minDelayMs: 250,
  maxDelayMs: 10_000,
  factor: 2,
  jitter: 1,
  stableAfterMs: 5_000,
};

/** Close codes of an overloaded server: the next attempt waits for the longest delay of the policy. */
const overloadCodes: ReadonlySet<number> = new Set([CloseCode.Overloaded, CloseCode.TooManyConnections]);

/** Bound of the exponent: an infinite growth times a ceiling of 0 would not be a number. */
const maxExponent = 32;

/** Input of a growing delay. */
export interface FailedAttempt {
  /** 1 for the first. */
  readonly attempt: number;
  /** From 0, inclusive, to 1, exclusive. */
  readonly random: number;
}

/** Input of the delay before the next attempt to connect. */
export interface LostAttempt extends FailedAttempt {
  readonly closeCode: number;
}

/** Returns the delay in milliseconds after a failed attempt: exponential, with jitter below the ceiling. */
export function growingDelayMs(policy: ReconnectPolicy, { attempt, random }: FailedAttempt): number {
  const growth = policy.factor ** Math.min(attempt - 1, maxExponent);
  return withJitter(policy, Math.min(policy.maxDelayMs, policy.minDelayMs * growth), random);
}

/**
 * Returns the delay in milliseconds after a failed attempt or a lost connection: a growing one, unless the
 * server is overloaded.
 */
export function reconnectDelayMs(policy: ReconnectPolicy, lost: LostAttempt): number {
  if (overloadCodes.has(lost.closeCode)) return withJitter(policy, policy.maxDelayMs, lost.random);
  return growingDelayMs(policy, lost);
}

function withJitter({ jitter }: ReconnectPolicy, ceilingMs: number, random: number): number {
  return Math.round(ceilingMs * (1 - jitter * random));
}
