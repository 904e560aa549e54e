import { randomBytes } from "node:crypto";
import type {
  DpopSession,
  OAuthClientProvider,
  OAuthDiscoveryState,
  StoredOAuthClientInformation,
  StoredOAuthTokens,
} from "@modelcontextprotocol/client";
import type { OAuthConfig } from "../kit/mcp-config.ts";
import type { AuthorizationStore, StoredAuthorization } from "./authorization-store.ts";
import { createDpopKey, DPOP_ALGORITHM, openDpopSession } from "./dpop-key.ts";

/** A sign-in that was begun and waits for a person. */
export interface PendingSignIn {
  /** Names the sign-in in the authorization server's redirect; works once. */
  readonly state: string;
  /** The link that the person opens. */
  readonly url: string;
  readonly verifier: string;
  readonly discovery: OAuthDiscoveryState | undefined;
}

/** A sign-in that a person has come back from. */
interface CompletingSignIn extends PendingSignIn {
  readonly code: string | null;
}

/** Where an OAuth client's credentials are kept, and where people come back to. */
export interface OAuthClientOptions {
  readonly store: AuthorizationStore;
  readonly key: string;
  readonly redirectUrl: string;
  readonly config: OAuthConfig;
}

type CredentialScope = "all" | "client" | "tokens" | "verifier" | "discovery";

/**
 * This program as an OAuth client of one MCP server, for sign-ins by a person (MCP, Authorization). Holds at
 * most one sign-in that waits; a newer one replaces it.
 */
export class OAuthClient implements OAuthClientProvider {
  readonly redirectUrl: string;
  readonly clientMetadata: OAuthClientProvider["clientMetadata"];
  /** Absent for a client that was registered beforehand: it is never replaced. */
  readonly saveClientInformation?: NonNullable<OAuthClientProvider["saveClientInformation"]>;
  readonly clientMetadataUrl?: string;
  readonly #options: OAuthClientOptions;
  #stored: StoredAuthorization;
  #draft: { state?: string; verifier?: string; discovery?: OAuthDiscoveryState } = {};
  #pending: PendingSignIn | undefined;
  #completing: CompletingSignIn | undefined;
  #dpop: Promise<DpopSession> | undefined;
  /** Whether the authorization server that was found last binds tokens to keys. */
  #bindsTokens = false;

  private constructor(options: OAuthClientOptions, stored: StoredAuthorization) {
    const { config, redirectUrl } = options;
    this.#options = options;
    this.#stored = stored;
    this.#bindsTokens = stored.dpopKey !== undefined;
    this.redirectUrl = redirectUrl;
    if (config.clientMetadataUrl !== undefined) this.clientMetadataUrl = config.clientMetadataUrl;
    if (config.clientId === undefined) {
      this.saveClientInformation = (client) => this.#save({ ...this.#stored, client, redirectUrl });
    }
    this.clientMetadata = {
      client_name: "AIWhisperer Interactive",
      redirect_uris: [redirectUrl],
      grant_types: ["authorization_code", "refresh_token"],
      response_types: ["code"],
      ...(config.scopes === undefined ? {} : { scope: config.scopes }),
    };
  }

  /** Makes a client from what is stored. */
  static async load(options: OAuthClientOptions): Promise<OAuthClient> {
    return new OAuthClient(options, await options.store.load(options.key));
  }

  /** The sign-in that waits for a person. */
  get pending(): PendingSignIn | undefined {
    return this.#pending;
  }

  /** Takes the sign-in of that state, which does not work again; `undefined` when there is none. */
  take(state: string): PendingSignIn | undefined {
    const pending = this.#pending?.state === state ? this.#pending : undefined;
    if (pending !== undefined) this.#pending = undefined;
    return pending;
  }

  /** Forgets the sign-in that waits: its link does not work any more. */
  forgetPending(): void {
    this.#pending = undefined;
  }

  /**
   * Does the work with the verifier and the discovery of a sign-in that was taken, and the code that came
   * back.
   */
  async completing(signIn: CompletingSignIn, work: () => Promise<void>): Promise<void> {
    this.#completing = signIn;
    try {
      await work();
    } finally {
      this.#completing = undefined;
    }
  }

  /** Every secret that texts about the server must not hold. */
  get secrets(): readonly string[] {
    const { client, tokens } = this.#stored;
    const secret = client !== undefined && "client_secret" in client ? client.client_secret : undefined;
    const { code, verifier } = this.#completing ?? {};
    return [tokens?.access_token, tokens?.refresh_token, secret, code, verifier].filter(
      (text) => typeof text === "string",
    );
  }

  state(): string {
    const state = randomBytes(32).toString("base64url");
    this.#draft = { ...this.#draft, state };
    return state;
  }

  clientInformation(): StoredOAuthClientInformation | undefined {
    const { clientId, clientSecret, issuer } = this.#options.config;
    if (clientId !== undefined) {
      return {
        client_id: clientId,
        ...(clientSecret === undefined ? {} : { client_secret: clientSecret }),
        ...(issuer === undefined ? {} : { issuer }),
      };
    }
    const { client, redirectUrl, tokens } = this.#stored;
    // A client that was registered with another address can renew its tokens and begin no sign-in.
    const isOfUse = redirectUrl === this.redirectUrl || tokens?.refresh_token !== undefined;
    return isOfUse ? client : undefined;
  }

  tokens(): StoredOAuthTokens | undefined {
    const { tokens } = this.#stored;
    return tokens !== undefined && isSendable(tokens) ? tokens : undefined;
  }

  /** Rejects tokens that no request can carry: they would fail every request from then on. */
  async saveTokens(tokens: StoredOAuthTokens): Promise<void> {
    if (!isSendable(tokens)) throw new Error("the access token has characters that no header can have");
    const before = this.#stored.tokens;
    const asked = this.#completing === undefined ? undefined : scopeOf(this.#completing.url);
    // A scope that an answer omits is the one that was asked for; after a refresh, the one before (RFC 6749,
    // 5.1 and 6).
    const scope = tokens.scope ?? asked ?? before?.scope;
    const refreshToken = tokens.refresh_token ?? (asked === undefined ? before?.refresh_token : undefined);
    return this.#save({
      ...this.#stored,
      tokens: {
        ...tokens,
        ...(scope === undefined ? {} : { scope }),
        ...(refreshToken === undefined ? {} : { refresh_token: refreshToken }),
      },
    });
  }

  redirectToAuthorization(url: URL): void {
    const { state, verifier, discovery } = this.#draft;
    this.#draft = {};
    if (!/^https?:$/.test(url.protocol)) throw new Error("the sign-in address is neither http nor https");
    if (state === undefined || verifier === undefined)
      throw new Error("the sign-in has no state or verifier");
    this.#pending = { state, verifier, discovery, url: url.href };
  }

  saveCodeVerifier(verifier: string): void {
    this.#draft = { ...this.#draft, verifier };
  }

  codeVerifier(): string {
    if (this.#completing === undefined) throw new Error("no sign-in is being completed");
    return this.#completing.verifier;
  }

  saveDiscoveryState(discovery: OAuthDiscoveryState): void {
    this.#draft = { ...this.#draft, discovery };
    this.#bindsTokens = bindsTokens(discovery);
  }

  /**
   * Only for the end of a sign-in: everything else looks for the authorization server again, since it may
   * have moved.
   */
  discoveryState(): OAuthDiscoveryState | undefined {
    return this.#completing?.discovery;
  }

  /**
   * Signs requests with a key where the authorization server binds tokens to one (RFC 9449); `undefined`
   * elsewhere.
   */
  dpop(): Promise<DpopSession | undefined> {
    if (!this.#bindsTokens) return Promise.resolve(undefined);
    this.#dpop ??= this.#openDpop();
    return this.#dpop;
  }

  async invalidateCredentials(scope: CredentialScope): Promise<void> {
    const { client, redirectUrl, tokens, ...rest } = this.#stored;
    const withClient = client === undefined || redirectUrl === undefined ? {} : { client, redirectUrl };
    if (scope === "all") await this.#save(rest);
    if (scope === "client") await this.#save(tokens === undefined ? rest : { ...rest, tokens });
    if (scope === "tokens") await this.#save({ ...rest, ...withClient });
  }

  async #openDpop(): Promise<DpopSession> {
    const { dpopKey } = this.#stored;
    // A key that cannot be read is replaced; its tokens are then refused and the person signs in again.
    const stored = dpopKey === undefined ? undefined : await openDpopSession(dpopKey).catch(() => undefined);
    if (stored !== undefined) return stored;
    const key = await createDpopKey();
    await this.#save({ ...this.#stored, dpopKey: key });
    return openDpopSession(key);
  }

  async #save(stored: StoredAuthorization): Promise<void> {
    this.#stored = stored;
    await this.#options.store.save(this.#options.key, stored);
  }
}

/** Whether it has only the characters that RFC 6749 (A.12) allows. */
function isSendable({ access_token: token }: StoredOAuthTokens): boolean {
  return /^[\x20-\x7e]+$/.test(token);
}

function scopeOf(url: string): string | undefined {
  return new URL(url).searchParams.get("scope") ?? undefined;
}

function bindsTokens({ authorizationServerMetadata: metadata }: OAuthDiscoveryState): boolean {
  const algorithms: unknown =
    metadata === undefined ? undefined : Reflect.get(metadata, "dpop_signing_alg_values_supported");
  return Array.isArray(algorithms) && algorithms.includes(DPOP_ALGORITHM);
}
