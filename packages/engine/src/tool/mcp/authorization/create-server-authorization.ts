import type { FetchLike } from "@modelcontextprotocol/client";
import { createBoundedFetch } from "../kit/bounded-fetch.ts";
import type { ActiveServerConfig } from "../kit/mcp-config.ts";
import type { McpLimits } from "../kit/mcp-limits.ts";
import { redactSecrets } from "../kit/server-secrets.ts";
import { createAddressCheck } from "./admit-address.ts";
import { ServerAuthorization, type SignInHost } from "./server-authorization.ts";

/**
 * The authorization of a server that takes part in OAuth; `undefined` for a process, for a server whose
 * `Authorization` header is configured, and where sign-ins are not possible.
 */
export function createServerAuthorization(
  config: ActiveServerConfig,
  { signIn, limits }: { readonly signIn: SignInHost | undefined; readonly limits: McpLimits },
): ServerAuthorization | undefined {
  if (config.kind !== "http" || signIn === undefined) return undefined;
  const hasHeader = Object.keys(config.headers).some((name) => name.toLowerCase() === "authorization");
  if (hasHeader && config.oauth === undefined) return undefined;
  const fetch = createAuthorizationFetch(config.url, limits, () => authorization.secrets);
  const authorization = new ServerAuthorization(config, signIn, fetch);
  return authorization;
}

/**
 * A fetch for authorization servers. The library quotes refusals in errors and on the console: they hold no
 * secret and no page for people.
 */
function createAuthorizationFetch(
  serverUrl: string,
  limits: McpLimits,
  secrets: () => readonly string[],
): FetchLike {
  const bounded = createBoundedFetch({ maxBytes: limits.maxMcpMessageBytes, onExcess: () => undefined });
  const admit = createAddressCheck(serverUrl);
  return async (url, init) => {
    const signal = AbortSignal.timeout(limits.mcpConnectTimeoutMs);
    admit(new URL(url));
    const response = await bounded(url, { ...init, signal });
    const { status, headers } = response;
    if (isRedirect(status)) return new Response(null, { status, headers });
    const text = await response.text();
    if (isJson(text))
      return new Response(response.ok ? text : redactSecrets(text, secrets()), { status, headers });
    if (!response.ok) return refusal(`HTTP ${status}`, status);
    // Sites that answer every address with a page do so where they have no metadata, too.
    return init?.method === "POST" ? refusal("the answer is not JSON", 502) : refusal("not found", 404);
  };
}

function isRedirect(status: number): boolean {
  return status >= 300 && status < 400;
}

function refusal(description: string, status: number): Response {
  return Response.json({ error: "server_error", error_description: description }, { status });
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
