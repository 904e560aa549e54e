import type { Failure, ModelInfo, SessionSummary } from "@aiwhisperer/client";
import { useCallback, useEffect } from "react";
import { useClient } from "./client-context.ts";
import { useReadable } from "./use-readable.ts";

/** The user's sessions on a screen. */
export interface UseSessions {
  /** The most recently used first; undefined before they have been loaded. */
  readonly sessions: readonly SessionSummary[] | undefined;
  readonly hasMore: boolean;
  readonly isLoading: boolean;
  /** The reason why the last load failed. */
  readonly error: Failure | undefined;
  readonly refresh: () => Promise<void>;
  readonly loadMore: () => Promise<void>;
}

/** Loads the user's sessions and updates them from the events that this client receives. */
export function useSessions(): UseSessions {
  const list = useClient().sessions;
  const { data, error, isLoading } = useReadable(list);
  const refresh = useCallback(() => list.refresh(), [list]);
  const loadMore = useCallback(() => list.loadMore(), [list]);
  useEffect(() => void refresh(), [refresh]);
  return { sessions: data?.sessions, hasMore: data?.hasMore ?? false, isLoading, error, refresh, loadMore };
}

/** The models on a screen. */
export interface UseModels {
  /** Undefined before they have been loaded. */
  readonly models: readonly ModelInfo[] | undefined;
  readonly isLoading: boolean;
  /** The reason why the last load failed. */
  readonly error: Failure | undefined;
  readonly refresh: () => Promise<void>;
}

/** Loads the models that a session can be started with. */
export function useModels(): UseModels {
  const { models } = useClient();
  const { data, error, isLoading } = useReadable(models);
  const refresh = useCallback(() => models.refresh(), [models]);
  useEffect(() => void refresh(), [refresh]);
  return { models: data, isLoading, error, refresh };
}
