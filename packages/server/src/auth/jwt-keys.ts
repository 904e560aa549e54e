import { createLocalJWKSet, type JSONWebKeySet, type JWTVerifyGetKey } from "jose";

/** By what the signature of a token is checked, and which algorithms it may have. */
export interface JwtKeys {
  readonly find: JWTVerifyGetKey;
  readonly algorithms: readonly string[];
}

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

/**
 * Checks tokens by a secret that their issuer shares, with each algorithm that it is long enough for. Throws
 * a RangeError where it is too short for any.
 */
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
 * Checks tokens by the public keys of a document (RFC 7517). Throws an Error that says what is wrong with the
 * document, and quotes none of it.
 */
export function storedKeys(document: string): JwtKeys {
  const parsed = parseJson(document);
  const find = createLocalJWKSet(parsed);
  // A private key, or a secret, does not belong where only signatures are checked: report the mistake.
  if (parsed.keys.some((key) => "d" in key || "k" in key)) throw new Error("there is a private key in it");
  return publicKeys(find);
}

/** A parser's own message would quote what it read: a secret that came to the wrong file. */
function parseJson(document: string): JSONWebKeySet {
  try {
    return JSON.parse(document);
  } catch {
    throw new Error("it is no JSON");
  }
}
