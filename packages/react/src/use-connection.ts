import type { ConnectionState } from "@aiwhisperer/client";
import { useClient } from "./client-context.ts";
import { useReadable } from "./use-readable.ts";

/** How the line to the server is. `client.connect()` tries again at once. */
export function useConnection(): ConnectionState {
  return useReadable(useClient().connection);
}
