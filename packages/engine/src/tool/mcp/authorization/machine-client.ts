import { createPrivateKey } from "node:crypto";
import {
  ClientCredentialsProvider,
  type OAuthClientProvider,
  PrivateKeyJwtProvider,
} from "@modelcontextprotocol/client";
import type { OAuthConfig } from "../kit/mcp-config.ts";

const CURVE_ALGORITHMS: Readonly<Record<string, string>> = {
  prime256v1: "ES256",
  secp384r1: "ES384",
};

/**
 * This program as an OAuth client that signs in for itself, with its secret or its private key (grant
 * `client_credentials`). Its tokens are kept in memory.
 * @throws {Error} when the id, or both the secret and the key, are missing or the key cannot be read.
 */
export function createMachineClient(config: OAuthConfig): OAuthClientProvider {
  const { clientId, clientSecret, privateKey, scopes, issuer } = config;
  if (clientId === undefined) throw new Error("its oauth.clientId is not configured");
  const shared = {
    clientId,
    clientName: "AIWhisperer Interactive",
    ...(scopes === undefined ? {} : { scope: scopes }),
    ...(issuer === undefined ? {} : { expectedIssuer: issuer }),
  };
  if (privateKey !== undefined) {
    return new PrivateKeyJwtProvider({ ...shared, privateKey, algorithm: algorithmOf(privateKey) });
  }
  if (clientSecret === undefined)
    throw new Error("neither its oauth.clientSecret nor its oauth.privateKey is configured");
  return new ClientCredentialsProvider({ ...shared, clientSecret });
}

function algorithmOf(pem: string): string {
  const { asymmetricKeyType, asymmetricKeyDetails } = readKey(pem);
  if (asymmetricKeyType === "rsa") return "RS256";
  const algorithm = CURVE_ALGORITHMS[asymmetricKeyDetails?.namedCurve ?? ""];
  if (algorithm === undefined)
    throw new Error("its oauth.privateKey is neither RSA nor a P-256 or P-384 key");
  return algorithm;
}

function readKey(pem: string): ReturnType<typeof createPrivateKey> {
  try {
    return createPrivateKey(pem);
  } catch {
    // The cause may quote the key.
    throw new Error("its oauth.privateKey is no PEM of a private key");
  }
}
