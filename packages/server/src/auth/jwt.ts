import type { Clock } from "@aiwhisperer/engine";
import { errors, type JWTPayload, jwtVerify } from "jose";
import {
  type Authenticator,
  type AuthOutcome,
  isUserId,
  MAX_TOKEN_LENGTH,
  type RefusalReason,
  refuse,
} from "../kit/principal.ts";
import { type AdminClaim, DEFAULT_ADMIN_CLAIM, isAdminBy } from "./admin-claim.ts";
import type { JwtKeys } from "./jwt-keys.ts";
import { KeySetError } from "./key-set.ts";

/** What tokens must be like. */
export interface JwtOptions {
  readonly keys: JwtKeys;
  readonly issuer: string;
  readonly audience: string;
  readonly clock: Clock;
  /** How far the issuer's clock may be from this one. */
  readonly clockSkewMs: number;
  /** Default: `role` is or has `admin`. */
  readonly adminClaim?: AdminClaim;
  /** Called for a key that cannot be used; keys that cannot be fetched are reported by their set. */
  readonly onFault: (error: unknown) => void;
}

/**
 * Accepts JSON Web Tokens (RFC 7519) that are signed by a known key, are for this audience, expire and name a
 * user in `sub`. Expiry is reported for genuine tokens only.
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
    clockTolerance: options.clockSkewMs / 1_000,
    currentDate: new Date(clock.now()),
  });
  return payload;
}

function toPrincipal(claims: JWTPayload, options: JwtOptions): AuthOutcome {
  const { sub: userId, exp } = claims;
  if (!isUserId(userId)) return refuse("invalid");
  if (exp === undefined) return refuse("invalid");
  return {
    userId,
    isAdmin: isAdminBy(options.adminClaim ?? DEFAULT_ADMIN_CLAIM, claims),
    // The moment from which the same token would be refused, so that a line never ends before a new one could
    // not begin.
    expiresAt: Math.min(exp * 1_000 + options.clockSkewMs, Number.MAX_SAFE_INTEGER),
  };
}

/**
 * What is not the token's fault is none of its sender's either: keys that cannot be fetched, or not be used.
 */
function reasonOf(error: unknown, { onFault }: JwtOptions): RefusalReason {
  if (error instanceof errors.JWTExpired) return "expired";
  if (error instanceof errors.JOSEError) return "invalid";
  if (!(error instanceof KeySetError)) onFault(error);
  return "unavailable";
}
