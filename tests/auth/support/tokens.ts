import { createHmac, generateKeyPairSync, type KeyObject, sign } from "node:crypto";

/** Claims of tokens that the tests' servers take, by default for an hour. */
export interface TokenClaims {
  readonly sub?: string;
  readonly exp?: number;
  readonly [claim: string]: unknown;
}

/** The accepted issuer and audience of tokens. */
export const ISSUER = "https://id.example";
export const AUDIENCE = "aiwhisperer";
export const SECRET: Buffer = Buffer.alloc(32, 7);

/** A token with a shared secret, made without the library that checks it. */
export function secretToken(claims: TokenClaims = {}, secret = SECRET): string {
  const unsigned = encodeToken({ alg: "HS256", typ: "JWT" }, claims);
  return `${unsigned}.${createHmac("sha256", secret).update(unsigned).digest("base64url")}`;
}

/** A key pair of an issuer. */
export interface IssuerKey {
  readonly kid: string;
  readonly privateKey: KeyObject;
  /** As the issuer publishes it. */
  readonly jwk: object;
}

/** Makes a key pair of that name. */
export function issuerKey(kid: string): IssuerKey {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const jwk = { ...publicKey.export({ format: "jwk" }), kid, alg: "ES256", use: "sig" };
  return { kid, privateKey, jwk };
}

/** A token that is signed by an issuer's key. */
export function issuedToken({ kid, privateKey }: IssuerKey, claims: TokenClaims = {}): string {
  const unsigned = encodeToken({ alg: "ES256", kid }, claims);
  const signature = sign("sha256", Buffer.from(unsigned), { key: privateKey, dsaEncoding: "ieee-p1363" });
  return `${unsigned}.${signature.toString("base64url")}`;
}

function encodeToken(header: object, claims: TokenClaims): string {
  const exp = Math.floor(Date.now() / 1_000) + 3_600;
  return [header, { iss: ISSUER, aud: AUDIENCE, sub: "ann", exp, ...claims }]
    .map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"))
    .join(".");
}
