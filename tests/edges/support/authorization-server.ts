import { createHash, randomUUID } from "node:crypto";
import { json, serveWeb, type WebHandler, type WebServer } from "./web-server.ts";

/** What an authorization server was asked, and what it does. */
export interface AuthorizationServer extends WebServer {
  /** Redirect addresses of the clients that registered themselves. */
  readonly registered: readonly string[];
  /** Grants of the requests for tokens that were answered. */
  readonly grants: readonly string[];
  /** Every secret that it has given: codes and tokens. */
  readonly secrets: readonly string[];
  /** Whether a request carries a token that counts now. */
  admits(request: Request): boolean;
  /** Access tokens that were given so far do not count any more. */
  expireTokens(): void;
  /** Nor do refresh tokens. */
  revokeRefreshTokens(): void;
  /** People refuse from now on. */
  refusePeople(): void;
}

/** What is known beforehand. */
export interface AuthorizationServerOptions {
  /** Clients that need not register. */
  readonly clients?: Readonly<Record<string, { readonly secret: string }>>;
  /** Whether clients may register themselves. Default: they may. */
  readonly takesRegistrations?: boolean;
}

interface Grant {
  readonly clientId: string;
  readonly redirectUri: string;
  readonly challenge: string;
}

/**
 * An OAuth 2.1 authorization server on 127.0.0.1: metadata, dynamic registration, PKCE, rotating refresh
 * tokens. Opening its link means consent.
 */
export async function startAuthorizationServer(
  options: AuthorizationServerOptions = {},
): Promise<AuthorizationServer> {
  const { clients = {}, takesRegistrations = true } = options;
  const redirects = new Map<string, string>();
  const codes = new Map<string, Grant>();
  const access = new Set<string>();
  const refresh = new Map<string, string>();
  const grants: string[] = [];
  const secrets: string[] = [];
  let areWilling = true;

  const secret = (kind: string): string => {
    const value = `${kind}-${randomUUID()}`;
    secrets.push(value);
    return value;
  };
  const issue = (clientId: string): Response => {
    const tokens = { access_token: secret("access"), refresh_token: secret("refresh") };
    access.add(tokens.access_token);
    refresh.set(tokens.refresh_token, clientId);
    return json({ ...tokens, token_type: "Bearer", expires_in: 3_600, scope: "tools" });
  };
  const refuse = (error: string): Response => json({ error }, 400);

  const authorize = (query: URLSearchParams): Response => {
    const clientId = query.get("client_id") ?? "";
    const redirectUri = query.get("redirect_uri") ?? "";
    const isKnown = redirects.get(clientId) === redirectUri || clientId in clients;
    if (!isKnown || query.get("code_challenge_method") !== "S256") return refuse("invalid_request");
    const back = new URL(redirectUri);
    back.searchParams.set("state", query.get("state") ?? "");
    if (areWilling) {
      const code = secret("code");
      codes.set(code, { clientId, redirectUri, challenge: query.get("code_challenge") ?? "" });
      back.searchParams.set("code", code);
    } else back.searchParams.set("error", "access_denied");
    return new Response(null, { status: 302, headers: { location: back.href } });
  };
  const exchange = (form: URLSearchParams, clientId: string): Response => {
    const grant = codes.get(form.get("code") ?? "");
    codes.delete(form.get("code") ?? "");
    const challenge = createHash("sha256")
      .update(form.get("code_verifier") ?? "")
      .digest("base64url");
    const fits =
      grant?.clientId === clientId &&
      grant.redirectUri === form.get("redirect_uri") &&
      grant.challenge === challenge;
    return fits ? issue(clientId) : refuse("invalid_grant");
  };
  const renew = (form: URLSearchParams, clientId: string): Response => {
    const token = form.get("refresh_token") ?? "";
    const owner = refresh.get(token);
    refresh.delete(token);
    return owner === clientId ? issue(clientId) : refuse("invalid_grant");
  };
  const takeToken = async (request: Request): Promise<Response> => {
    const form = new URLSearchParams(await request.text());
    const client = clientOf(request, form);
    const expected = clients[client.id]?.secret;
    if (expected !== undefined && expected !== client.secret) return json({ error: "invalid_client" }, 401);
    const type = form.get("grant_type") ?? "";
    grants.push(type);
    if (type === "authorization_code") return exchange(form, client.id);
    if (type === "refresh_token") return renew(form, client.id);
    if (type === "client_credentials" && expected !== undefined) return issue(client.id);
    return refuse("unsupported_grant_type");
  };

  const handle: WebHandler = async (request) => {
    const { pathname, searchParams, origin } = new URL(request.url);
    switch (pathname) {
      case "/.well-known/oauth-authorization-server":
        return json({
          issuer: origin,
          authorization_endpoint: `${origin}/authorize`,
          token_endpoint: `${origin}/token`,
          ...(takesRegistrations ? { registration_endpoint: `${origin}/register` } : {}),
          response_types_supported: ["code"],
          code_challenge_methods_supported: ["S256"],
          token_endpoint_auth_methods_supported: ["none", "client_secret_basic"],
        });
      case "/register": {
        const metadata = (await request.json()) as { redirect_uris: string[] };
        const clientId = `client-${redirects.size}`;
        redirects.set(clientId, metadata.redirect_uris[0] ?? "");
        return json({ ...metadata, client_id: clientId }, 201);
      }
      case "/authorize":
        return authorize(searchParams);
      case "/token":
        return takeToken(request);
      default:
        return new Response(null, { status: 404 });
    }
  };
  const web = await serveWeb(handle);
  return {
    ...web,
    get registered() {
      return [...redirects.values()];
    },
    grants,
    secrets,
    admits: (request) => access.has((request.headers.get("authorization") ?? "").replace("Bearer ", "")),
    expireTokens: () => access.clear(),
    revokeRefreshTokens: () => refresh.clear(),
    refusePeople() {
      areWilling = false;
    },
  };
}

function clientOf(request: Request, form: URLSearchParams): { id: string; secret: string | undefined } {
  const basic = /^Basic (.*)$/.exec(request.headers.get("authorization") ?? "")?.[1];
  if (basic === undefined) {
    return { id: form.get("client_id") ?? "", secret: form.get("client_secret") ?? undefined };
  }
  const [id = "", secret] = Buffer.from(basic, "base64").toString().split(":").map(decodeURIComponent);
  return { id, secret };
}

/** Puts a handler behind an authorization server: requests without a token that counts get 401 (RFC 9728). */
export function guarded(authorization: AuthorizationServer, handle: WebHandler): WebHandler {
  return (request) => {
    const { origin, pathname } = new URL(request.url);
    if (pathname.startsWith("/.well-known/oauth-protected-resource")) {
      return json({ resource: `${origin}/mcp`, authorization_servers: [authorization.url] });
    }
    if (authorization.admits(request)) return handle(request);
    const metadata = `${origin}/.well-known/oauth-protected-resource/mcp`;
    return json({ error: "invalid_token" }, 401, {
      "www-authenticate": `Bearer resource_metadata="${metadata}"`,
    });
  };
}
