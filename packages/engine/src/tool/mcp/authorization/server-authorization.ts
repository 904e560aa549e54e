import { createHash } from "node:crypto";
import {
  type AuthProvider,
  auth,
  computeScopeUnion,
  extractWWWAuthenticateParams,
  type FetchLike,
  type InsufficientScopeError,
  isStrictScopeSuperset,
  type OAuthClientProvider,
  StreamableHTTPClientTransport,
  withDpop,
} from "@modelcontextprotocol/client";
import { AuthorizationFault, SignInNeeded } from "../kit/authorization-fault.ts";
import type { HttpServerConfig } from "../kit/mcp-config.ts";
import type { AuthorizationStore } from "./authorization-store.ts";
import { createMachineClient } from "./machine-client.ts";
import { OAuthClient } from "./oauth-client.ts";

/** What people need to sign in at MCP servers. */
export interface SignInHost {
  readonly store: AuthorizationStore;
  /** The address that authorization servers send people back to; known once this program listens. */
  readonly redirectUrl: Promise<string>;
}

/** The refusal of a request, as transports report it. */
type Unauthorized = Parameters<NonNullable<AuthProvider["onUnauthorized"]>>[0];

type Requested = { readonly scope?: string | undefined; readonly resourceMetadataUrl?: URL | undefined };

/**
 * What this program may do at one MCP server over HTTP: the tokens of its requests, their renewal, and
 * sign-ins by a person. It outlives connections. Renewals and sign-ins run one after another, so that a
 * refresh token is used once.
 */
export class ServerAuthorization implements AuthProvider {
  readonly #config: HttpServerConfig;
  readonly #host: SignInHost;
  readonly #fetch: FetchLike;
  readonly #machine: boolean;
  #loading: Promise<OAuthClientProvider> | undefined;
  #client: OAuthClient | undefined;
  #last: Promise<unknown> = Promise.resolve();
  /** Counts the tokens that came, so that a request that failed with an older one is only repeated. */
  #renewals = 0;

  /** `fetch` is used for authorization servers only; it gets none of the configured headers. */
  constructor(config: HttpServerConfig, host: SignInHost, fetch: FetchLike) {
    this.#config = config;
    this.#host = host;
    this.#fetch = fetch;
    this.#machine = config.oauth?.grant === "client_credentials";
  }

  /** Secrets that texts about the server must not hold. */
  get secrets(): readonly string[] {
    const { clientSecret, privateKey } = this.#config.oauth ?? {};
    const configured = [clientSecret, privateKey].filter((text) => text !== undefined);
    return [...configured, ...(this.#client?.secrets ?? [])];
  }

  /** The token that requests carry now. */
  async token(): Promise<string | undefined> {
    const tokens = await (await this.#load()).tokens();
    return tokens?.access_token;
  }

  /** A fetch for the server's own address that signs its requests where tokens are bound to a key. */
  signing(fetch: FetchLike): FetchLike {
    const session = async () => (await this.#load()).dpop?.();
    const boundToken = async () => {
      const tokens = await (await this.#load()).tokens();
      return tokens?.token_type.toLowerCase() === "dpop" ? tokens.access_token : undefined;
    };
    return withDpop(session, boundToken)(fetch);
  }

  /** Renews the token after HTTP 401. Rejects with `SignInNeeded` or an `AuthorizationFault`. */
  onUnauthorized({ response }: Pick<Unauthorized, "response">): Promise<void> {
    const { resourceMetadataUrl, scope } = extractWWWAuthenticateParams(response);
    const renewals = this.#renewals;
    return this.#enqueue(async () => {
      if (renewals === this.#renewals) await this.#authorize({ resourceMetadataUrl, scope });
    });
  }

  /**
   * Asks for more permissions after HTTP 403. Rejects with `SignInNeeded`, an `AuthorizationFault` or, where
   * more cannot be asked for, with the error.
   */
  onInsufficientScope(error: InsufficientScopeError): Promise<void> {
    return this.#enqueue(async () => {
      const granted = (await (await this.#load()).tokens())?.scope;
      const scope = computeScopeUnion(granted, error.requiredScope);
      if (!isStrictScopeSuperset(scope, granted)) throw error;
      await this.#authorize({ scope, resourceMetadataUrl: error.resourceMetadataUrl }, true);
    });
  }

  /** Whether the sign-in of that state waits here. */
  awaits(state: string): boolean {
    return this.#client?.pending?.state === state;
  }

  /** The link of the sign-in that waits does not work any more. */
  expireSignIn(): void {
    this.#client?.forgetPending();
  }

  /**
   * Ends the sign-in that the parameters of a redirect name. Rejects with an `AuthorizationFault`; the link
   * does not work again in any case.
   */
  completeSignIn(params: URLSearchParams): Promise<void> {
    const client = this.#client;
    const signIn = client?.take(params.get("state") ?? "");
    if (client === undefined || signIn === undefined) {
      return Promise.reject(new AuthorizationFault("no such sign-in waits"));
    }
    return this.#enqueue(async () => {
      const { url } = this.#config;
      const transport = new StreamableHTTPClientTransport(new URL(url), {
        authProvider: client,
        fetch: this.#fetch,
      });
      try {
        await client.completing({ ...signIn, code: params.get("code") }, () => transport.finishAuth(params));
        this.#renewals += 1;
      } catch (error) {
        throw new AuthorizationFault("the sign-in failed", { cause: error });
      }
    });
  }

  async #authorize({ scope, resourceMetadataUrl }: Requested, isStepUp = false): Promise<void> {
    const client = await this.#load();
    const result = await auth(client, {
      serverUrl: this.#config.url,
      fetchFn: this.#fetch,
      forceReauthorization: isStepUp,
      ...(scope === undefined ? {} : { scope }),
      ...(resourceMetadataUrl === undefined ? {} : { resourceMetadataUrl }),
    }).catch((error: unknown) => {
      throw new AuthorizationFault("needs a sign-in, which cannot be begun", { cause: error });
    });
    if (result === "REDIRECT") throw new SignInNeeded(this.#client?.pending?.url ?? "");
    this.#renewals += 1;
  }

  #load(): Promise<OAuthClientProvider> {
    this.#loading ??= this.#create().catch((error: unknown) => {
      this.#loading = undefined;
      throw new AuthorizationFault("has credentials that cannot be used", { cause: error });
    });
    return this.#loading;
  }

  async #create(): Promise<OAuthClientProvider> {
    const { url, oauth = {} } = this.#config;
    if (this.#machine) return createMachineClient(oauth);
    const { store, redirectUrl } = this.#host;
    const key = createHash("sha256")
      .update(JSON.stringify([url, oauth.clientId ?? null]))
      .digest("hex");
    this.#client = await OAuthClient.load({ store, key, redirectUrl: await redirectUrl, config: oauth });
    return this.#client;
  }

  /** Runs the work after what was begun before it. */
  #enqueue(work: () => Promise<void>): Promise<void> {
    const run = this.#last.then(work);
    this.#last = run.catch(() => undefined);
    return run;
  }
}
