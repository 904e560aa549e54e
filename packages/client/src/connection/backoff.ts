/** How long to wait before the connection is tried again. */
export interface ReconnectPolicy {
  /** Ceiling of the first delay. Default 250. */
  readonly minDelayMs: number;
  /** Ceiling of every delay. Default 10,000. */
  readonly maxDelayMs: number;
  /** What the ceiling is multiplied by from one attempt to the next. Default 2. */
  readonly factor: number;
  /** Share of a delay that is left to chance, 0 to 1; 1, the default, spreads a crowd best. */
  readonly jitter: number;
  /** How long a connection must hold for the count of attempts to start anew. Default 5,000. */
  readonly stableAfterMs: number;
}

/** The policy that applies where none is named. */
export const defaultReconnectPolicy: ReconnectPolicy = {
  minDelayMs: 250,
  maxDelayMs: 10_000,
  factor: 2,
  jitter: 1,
  stableAfterMs: 5_000,
};

/** Close codes of a server that has too much to do: it is left alone for as long as the policy allows. */
const overloadCodes: ReadonlySet<number> = new Set([1013, 4429]);

/** Where growth ends whatever the factor: a number beyond all limits times a ceiling of 0 would be none. */
const maxExponent = 32;

/** What a delay is made of. */
export interface FailedAttempt {
  /** 1 for the first. */
  readonly attempt: number;
  /** From 0, inclusive, to 1, exclusive. */
  readonly random: number;
}

/** What the delay before the connection is tried again is made of. */
export interface LostAttempt extends FailedAttempt {
  readonly closeCode: number;
}

/** The delay in milliseconds after a failed attempt: exponential, with jitter below the ceiling. */
export function growingDelayMs(policy: ReconnectPolicy, { attempt, random }: FailedAttempt): number {
  const growth = policy.factor ** Math.min(attempt - 1, maxExponent);
  return withJitter(policy, Math.min(policy.maxDelayMs, policy.minDelayMs * growth), random);
}

/** The delay in milliseconds after an attempt to connect, or a connection, was lost: a growing one, unless the server has too much to do. */
export function reconnectDelayMs(policy: ReconnectPolicy, lost: LostAttempt): number {
  if (overloadCodes.has(lost.closeCode)) return withJitter(policy, policy.maxDelayMs, lost.random);
  return growingDelayMs(policy, lost);
}

function withJitter({ jitter }: ReconnectPolicy, ceilingMs: number, random: number): number {
  return Math.round(ceilingMs * (1 - jitter * random));
}
