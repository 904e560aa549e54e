import type { Readable } from "@aiwhisperer/client";
import { useCallback, useSyncExternalStore } from "react";

const subscribeToNothing = () => () => {};

/**
 * Returns the snapshot of a readable value and renders again when it changes; undefined without a readable.
 */
export function useReadable<T>(readable: Readable<T>): T;
export function useReadable<T>(readable: Readable<T> | undefined): T | undefined;
export function useReadable<T>(readable: Readable<T> | undefined): T | undefined {
  const snapshot = useCallback(() => readable?.state, [readable]);
  return useSyncExternalStore(readable?.subscribe ?? subscribeToNothing, snapshot, snapshot);
}

/**
 * Returns a part of a readable's snapshot, and renders again only when that part changes. `select` must
 * return the same value for the same snapshot: a primitive, or an object that the snapshot contains.
 */
export function useSelected<T, S>(readable: Readable<T>, select: (state: T) => S): S {
  const snapshot = () => select(readable.state);
  return useSyncExternalStore(readable.subscribe, snapshot, snapshot);
}
