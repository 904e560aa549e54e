import { type Client, type ClientOptions, createClient, type OpenTransport } from "@aiwhisperer/client";

/** A client that reconnects at once, so that no test waits. Faults that no caller awaits are in `faults`. */
export function createQuickClient(
  server: { readonly open: OpenTransport },
  options: Partial<ClientOptions> = {},
): Client & { readonly faults: unknown[] } {
  const faults: unknown[] = [];
  let keys = 0;
  const client = createClient({
    url: "memory:",
    createTransport: server.open,
    reconnect: { minDelayMs: 1, maxDelayMs: 1, jitter: 0 },
    createIdempotencyKey: () => {
      keys += 1;
      return `key-${keys}`;
    },
    onFault: (error) => faults.push(error),
    ...options,
  });
  return Object.assign(client, { faults });
}
