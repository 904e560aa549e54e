import type { Clock } from "@aiwhisperer/engine";
import { errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from "jose";
import { type AdminClaim, DEFAULT_ADMIN_CLAIM, isAdminBy } from "./admin-claim.ts";
import { KeySetFault } from "./key-set.ts";
import {
  type Authenticator,
  type AuthOutcome,
  MAX_TOKEN_LENGTH,
  MAX_USER_ID_LENGTH,
  type RefusalReason,
  refuse,
} from "./principal.ts";

/** By what the signature of a token is checked, and which algorithms it may have. */
export interface JwtKeys {
  readonly find: JWTVerifyGetKey;
  readonly algorithms: readonly string[];
}

/** What tokens must be like. */
export interface JwtOptions {
  readonly keys: JwtKeys;
  readonly issuer: string;
  readonly audience: string;
  readonly clock: Clock;
  /** How far the issuer's clock may be from this one. Default 30,000. */
  readonly clockSkewMs?: number;
  /** Default: `role` is or has `admin`. */
  readonly adminClaim?: AdminClaim;
  /** Told of a key that cannot be used; keys that cannot be had are told of by their set. */
  readonly onFault: (error: unknown) => void;
}

/** Default of `clockSkewMs`. */
export const DEFAULT_CLOCK_SKEW_MS = 30_000;

/** A key of a message authentication code has to be as long as its hash (RFC 7518 section 3.2). */
const SECRET_ALGORITHMS = [
  { algorithm: "HS256", minBytes: 32 },
  { algorithm: "HS384", minBytes: 48 },
  { algorithm: "HS512", minBytes: 64 },
] as const;

/** Length below which no algorithm takes a secret. */
export const MIN_SECRET_BYTES = 32;

/** Algorithms of public keys. None with a secret is among them: a public key must never be taken for one. */
const PUBLIC_KEY_ALGORITHMS = [
  ...["RS256", "RS384", "RS512", "PS256", "PS384", "PS512"],
  ...["ES256", "ES384", "ES512", "EdDSA", "Ed25519"],
] as const;

/** Checks tokens by a secret that their issuer shares, with each algorithm that it is long enough for. Throws a RangeError where it is too short for any. */
export function secretKeys(secret: Uint8Array): JwtKeys {
  const allowed = SECRET_ALGORITHMS.filter(({ minBytes }) => secret.length >= minBytes);
  if (allowed.length === 0) throw new RangeError(`a secret has at least ${MIN_SECRET_BYTES} bytes`);
  return { find: async () => secret, algorithms: allowed.map(({ algorithm }) => algorithm) };
}

/** Checks tokens by public keys. */
export function publicKeys(find: JWTVerifyGetKey): JwtKeys {
  return { find, algorithms: PUBLIC_KEY_ALGORITHMS };
}

/**
 * Takes JSON Web Tokens (RFC 7519) that are signed by a known key, are for this audience, have an end and name a user in `sub`. That a token has ended is told
 * only of genuine ones.
 */
export function createJwtAuthenticator(options: JwtOptions): Authenticator {
  return {
    async authenticate(token) {
      if (token.length > MAX_TOKEN_LENGTH) return refuse("invalid");
      try {
        return toPrincipal(await verify(token, options), options);
      } catch (error) {
        return refuse(reasonOf(error, options));
      }
    },
  };
}

async function verify(token: string, options: JwtOptions): Promise<JWTPayload> {
  const { keys, issuer, audience, clock } = options;
  const { payload } = await jwtVerify(token, keys.find, {
    algorithms: [...keys.algorithms],
    issuer,
    audience,
    requiredClaims: ["exp", "sub"],
    clockTolerance: skewMsOf(options) / 1_000,
    currentDate: new Date(clock.now()),
  });
  return payload;
}

function toPrincipal(claims: JWTPayload, options: JwtOptions): AuthOutcome {
  const { sub: userId, exp } = claims;
  if (typeof userId !== "string" || userId === "" || userId.length > MAX_USER_ID_LENGTH) {
    return refuse("invalid");
  }
  if (exp === undefined) return refuse("invalid");
  return {
    userId,
    isAdmin: isAdminBy(options.adminClaim ?? DEFAULT_ADMIN_CLAIM, claims),
    // The moment from which the same token would be refused, so that a line never ends before a new one could not begin.
    expiresAt: Math.min(exp * 1_000 + skewMsOf(options), Number.MAX_SAFE_INTEGER),
  };
}

function skewMsOf({ clockSkewMs = DEFAULT_CLOCK_SKEW_MS }: JwtOptions): number {
  return clockSkewMs;
}

/** What is not the token's fault is none of its sender's either: keys that cannot be fetched, or not be used. */
function reasonOf(error: unknown, { onFault }: JwtOptions): RefusalReason {
  if (error instanceof errors.JWTExpired) return "expired";
  if (error instanceof errors.JOSEError) return "invalid";
  if (!(error instanceof KeySetFault)) onFault(error);
  return "unavailable";
}
