import type { StoredOAuthClientInformation, StoredOAuthTokens } from "@modelcontextprotocol/client";

/** A key pair that tokens are bound to. */
export interface StoredKey {
  readonly privateJwk: Readonly<Record<string, unknown>>;
  readonly publicJwk: Readonly<Record<string, unknown>>;
  /** Names the key (RFC 7638). */
  readonly thumbprint: string;
}

/** Credentials that this program was given for one MCP server. All of it is secret. */
export interface StoredAuthorization {
  /** This program as an authorization server knows it. */
  readonly client?: StoredOAuthClientInformation;
  /** The redirect address that the client was registered with. */
  readonly redirectUrl?: string;
  readonly tokens?: StoredOAuthTokens;
  /** The key that the tokens are bound to, where the authorization server supports that. */
  readonly dpopKey?: StoredKey;
}

/** Keeps credentials across restarts. */
export interface AuthorizationStore {
  /** Resolves with what was saved last under the key, or an empty object. */
  load(key: string): Promise<StoredAuthorization>;
  /** Replaces what is stored under the key as a whole. Rejects when it cannot be stored. */
  save(key: string, authorization: StoredAuthorization): Promise<void>;
}

/** A store that ends with the process. */
export class MemoryAuthorizationStore implements AuthorizationStore {
  readonly #entries = new Map<string, StoredAuthorization>();

  async load(key: string): Promise<StoredAuthorization> {
    return this.#entries.get(key) ?? {};
  }

  async save(key: string, authorization: StoredAuthorization): Promise<void> {
    this.#entries.set(key, authorization);
  }
}
