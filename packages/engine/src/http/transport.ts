type Fetch = typeof globalThis.fetch;

/**
 * Disables response timeouts at this level: `modelIdleTimeoutMs` and `turnTimeoutMs` apply to every provider,
 * `mcpCallTimeoutMs` and `questionTimeoutMs` to every MCP server. The connect timeout is kept.
 */
export const TRANSPORT_LIMITS = { headersTimeout: 0, bodyTimeout: 0 } as const;

let opened: Promise<Fetch> | undefined;

/**
 * `fetch` without idle timeouts of its own; Node's built-in one times out after 300 s. It honours
 * `HTTP_PROXY` and related variables when Node is configured to (`NODE_USE_ENV_PROXY`). All providers and MCP
 * servers share its connections.
 */
export function openTransport(): Promise<Fetch> {
  opened ??= load();
  return opened;
}

async function load(): Promise<Fetch> {
  const { Agent, EnvHttpProxyAgent, fetch } = await import("undici");
  const dispatcher =
    process.env.NODE_USE_ENV_PROXY === "1"
      ? new EnvHttpProxyAgent(TRANSPORT_LIMITS)
      : new Agent(TRANSPORT_LIMITS);
  // The same standard on both sides, in types of two packages.
  const send = fetch as unknown as (input: unknown, init: unknown) => Promise<Response>;
  return (input, init) => send(input, { ...init, dispatcher });
}
