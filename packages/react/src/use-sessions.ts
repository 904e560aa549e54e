import type { Failure, SessionSummary } from "@aiwhisperer/client";
import { useCallback, useEffect } from "react";
import { useClient } from "./client-context.ts";
import { useReadable } from "./use-readable.ts";

/** The user's sessions on a screen. */
export interface UseSessions {
  /** The one used last first; undefined before they have been loaded. */
  readonly sessions: readonly SessionSummary[] | undefined;
  readonly hasMore: boolean;
  readonly isLoading: boolean;
  /** Why the last loading failed. */
  readonly error: Failure | undefined;
  readonly refresh: () => Promise<void>;
  readonly loadMore: () => Promise<void>;
}

/** Loads the user's sessions and keeps them current with what this client sees happen. */
export function useSessions(): UseSessions {
  const list = useClient().sessions;
  const { data, error, isLoading } = useReadable(list);
  const refresh = useCallback(() => list.refresh(), [list]);
  const loadMore = useCallback(() => list.loadMore(), [list]);
  useEffect(() => void refresh(), [refresh]);
  return { sessions: data?.sessions, hasMore: data?.hasMore ?? false, isLoading, error, refresh, loadMore };
}
