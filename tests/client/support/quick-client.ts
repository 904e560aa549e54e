import { type Client, type ClientOptions, createClient } from "@aiwhisperer/client";
import type { MemoryServer } from "./memory-server.ts";

/** A client that reconnects at once, so that no test waits. Unawaited faults are collected in `faults`. */
export function createQuickClient(
  server: MemoryServer,
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
