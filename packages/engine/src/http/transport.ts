type Fetch = typeof globalThis.fetch;

/**
 * No answer has a limit of its own here: `modelIdleTimeoutMs` and `turnTimeoutMs` hold for every
 * provider, `mcpCallTimeoutMs` and `questionTimeoutMs` for every MCP server. Connecting keeps its own.
 */
export const TRANSPORT_LIMITS = { headersTimeout: 0, bodyTimeout: 0 } as const;

let opened: Promise<Fetch> | undefined;

/**
 * `fetch` without limits of its own on how long an answer may be silent; Node's own gives up after 300 s. It
 * honours `HTTP_PROXY` and the like when Node is set to (`NODE_USE_ENV_PROXY`). Connections are shared by
 * all providers and MCP servers.
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
