import { hidesSomething, isIdentifier } from "@aiwhisperer/protocol";

/** A user that a credential identifies. */
export interface Principal {
  readonly userId: string;
  /** Whether they may see and end what belongs to others. */
  readonly isAdmin: boolean;
  /**
   * From when on the credential holds no more, in milliseconds since 1970-01-01T00:00:00Z; absent for one
   * without an end.
   */
  readonly expiresAt?: number;
  /** The API key that named them, which may be revoked; absent for a JWT. */
  readonly keyId?: string;
  /** Set for the one user of a server without accounts: a `userId` that its clients send is a label. */
  readonly isLocal?: true;
}

/**
 * Why a credential is refused: there is none; there are several, or none that can be read (`malformed`); it
 * is unknown, forged or for another audience (`invalid`); it has expired; it was revoked; it is another
 * user's (a renewal only); or it cannot be checked now, which is no fault of the caller (`unavailable`).
 */
export type RefusalReason =
  | "missing"
  | "malformed"
  | "invalid"
  | "expired"
  | "revoked"
  | "other_user"
  | "unavailable";

/** The answer to a refused credential. It reveals nothing of the credential itself. */
export interface AuthRefusal {
  readonly refused: RefusalReason;
}

/** The user that a credential identifies, or why it is refused. */
export type AuthOutcome = Principal | AuthRefusal;

/** Finds the user that a bearer token identifies. */
export interface Authenticator {
  /** Never rejects; what keeps it from an answer is refused as `unavailable`. */
  authenticate(token: string): Promise<AuthOutcome>;
}

/** Longest user id; the contract's own bound. */
export const MAX_USER_ID_LENGTH = 256;

/** The user of a server without accounts. No credential may name this user. */
const LOCAL_USER_ID = "local";

/**
 * Whether a text can be a user's id: 1 to 256 characters of well-formed Unicode without invisible ones, and
 * not reserved, with spaces around it neither.
 */
export function isUserId(text: unknown): text is string {
  if (typeof text !== "string" || text === "" || text.length > MAX_USER_ID_LENGTH) return false;
  if (!isIdentifier(text) || hidesSomething(text) || /[\p{Cf}\p{Zl}\p{Zp}]/u.test(text)) return false;
  return text.normalize("NFKC").trim() !== LOCAL_USER_ID;
}

/** Longest bearer token; the contract's own bound. A longer one is not looked at. */
export const MAX_TOKEN_LENGTH = 16_384;

/** Whether a credential was refused. */
export function isRefused(outcome: object): outcome is AuthRefusal {
  return "refused" in outcome;
}

/** A refusal for that reason. */
export function refuse(refused: RefusalReason): AuthRefusal {
  return { refused };
}

/** Whether a principal's credential has ended by then. */
export function hasEnded({ expiresAt }: Pick<Principal, "expiresAt">, now: number): boolean {
  return expiresAt !== undefined && expiresAt <= now;
}
