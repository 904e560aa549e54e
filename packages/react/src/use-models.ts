import type { Failure, ModelInfo } from "@aiwhisperer/client";
import { useCallback, useEffect } from "react";
import { useClient } from "./client-context.ts";
import { useReadable } from "./use-readable.ts";

/** The models on a screen. */
export interface UseModels {
  /** Undefined before they have been loaded. */
  readonly models: readonly ModelInfo[] | undefined;
  readonly isLoading: boolean;
  /** Why the last loading failed. */
  readonly error: Failure | undefined;
  readonly refresh: () => Promise<void>;
}

/** Loads what a session can be started with. */
export function useModels(): UseModels {
  const { models } = useClient();
  const { data, error, isLoading } = useReadable(models);
  const refresh = useCallback(() => models.refresh(), [models]);
  useEffect(() => void refresh(), [refresh]);
  return { models: data, isLoading, error, refresh };
}
