import { useConnection } from "@aiwhisperer/react";
import { type ConnectionDescription, describeConnection } from "./describe-connection.ts";
import { useNow } from "./use-now.ts";
import { useOnline } from "./use-online.ts";

const countdownMs = 250;

/** How the line is, in words, with a countdown that moves while there is one. */
export function useConnectionDescription(): ConnectionDescription {
  const state = useConnection();
  const isOnline = useOnline();
  const now = useNow(state.retryAt === undefined ? undefined : countdownMs);
  return describeConnection(state, { now, isOnline });
}
