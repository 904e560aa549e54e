import { useConnection } from "@aiwhisperer/react";
import { useSyncExternalStore } from "react";
import { type ConnectionDescription, describeConnection } from "./describe-connection.ts";
import { useNow } from "./use-now.ts";

const countdownMs = 250;

/** The state of the connection in words, with a live countdown to the next attempt. */
export function useConnectionDescription(): ConnectionDescription {
  const state = useConnection();
  const isOnline = useOnline();
  const now = useNow(state.retryAt === undefined ? undefined : countdownMs);
  return describeConnection(state, { now, isOnline });
}

/** Whether the device believes that it has a network at all. */
export function useOnline(): boolean {
  return useSyncExternalStore(subscribe, () => navigator.onLine);
}

function subscribe(listener: () => void): () => void {
  addEventListener("online", listener);
  addEventListener("offline", listener);
  return () => {
    removeEventListener("online", listener);
    removeEventListener("offline", listener);
  };
}
