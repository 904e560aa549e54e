import { createBoundedFetch } from "../bounded-fetch.ts";
import type { ActiveServerConfig } from "../mcp-config.ts";
import type { McpLimits } from "../mcp-limits.ts";
import { ServerAuthorization, type SignInHost } from "./server-authorization.ts";

/**
 * The authorization of a server that takes part in OAuth; `undefined` for a process, for a server whose `Authorization` header is configured, and where
 * nobody could sign in.
 */
export function createServerAuthorization(
  config: ActiveServerConfig,
  { signIn, limits }: { readonly signIn: SignInHost | undefined; readonly limits: McpLimits },
): ServerAuthorization | undefined {
  if (config.kind !== "http" || signIn === undefined) return undefined;
  const hasHeader = Object.keys(config.headers).some((name) => name.toLowerCase() === "authorization");
  if (hasHeader && config.oauth === undefined) return undefined;
  const bounded = createBoundedFetch({ maxBytes: limits.maxMcpMessageBytes, onExcess: () => undefined });
  return new ServerAuthorization(config, signIn, (url, init) =>
    bounded(url, { ...init, signal: AbortSignal.timeout(limits.mcpConnectTimeoutMs) }),
  );
}
