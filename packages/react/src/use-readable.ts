import type { Readable } from "@aiwhisperer/client";
import { useCallback, useSyncExternalStore } from "react";

const subscribeToNothing = () => () => {};

/**
 * The snapshot of anything that a client lets be subscribed to; undefined where there is nothing. Renders
 * again when it changes.
 */
export function useReadable<T>(readable: Readable<T>): T;
export function useReadable<T>(readable: Readable<T> | undefined): T | undefined;
export function useReadable<T>(readable: Readable<T> | undefined): T | undefined {
  const snapshot = useCallback(() => readable?.state, [readable]);
  return useSyncExternalStore(readable?.subscribe ?? subscribeToNothing, snapshot, snapshot);
}
