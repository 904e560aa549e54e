import { type DpopKeyPair, DpopSession, generateDpopKeyPair } from "@modelcontextprotocol/client";
import type { StoredKey } from "./authorization-store.ts";

const ALGORITHM = { name: "ECDSA", namedCurve: "P-256" };
/** The JSON Web Algorithm of these keys. */
export const DPOP_ALGORITHM = "ES256";

/**
 * Makes the key that tokens are bound to (RFC 9449). It has to be stored: without it the tokens are of no
 * use.
 */
export async function createDpopKey(): Promise<StoredKey> {
  const { privateKey, publicJwk, thumbprint } = await generateDpopKeyPair({
    alg: DPOP_ALGORITHM,
    extractable: true,
  });
  return {
    privateJwk: { ...(await crypto.subtle.exportKey("jwk", privateKey)) },
    publicJwk: { ...publicJwk },
    thumbprint,
  };
}

/** A session that signs with the key. Rejects when it is no such key. */
export async function openDpopSession({
  privateJwk,
  publicJwk,
  thumbprint,
}: StoredKey): Promise<DpopSession> {
  const [privateKey, publicKey] = await Promise.all([
    crypto.subtle.importKey("jwk", privateJwk, ALGORITHM, false, ["sign"]),
    crypto.subtle.importKey("jwk", publicJwk, ALGORITHM, true, ["verify"]),
  ]);
  const keyPair: DpopKeyPair = { privateKey, publicKey, publicJwk, thumbprint, alg: DPOP_ALGORITHM };
  return DpopSession.create({ keyPair });
}
