import type { ModelInfo } from "@aiwhisperer/protocol";
import { useClient } from "@aiwhisperer/react";
import { useEffect, useState } from "react";

/** Models that a search has found. */
export interface ModelSearchResult {
  readonly models: readonly ModelInfo[];
  /** Whether there are more than these. */
  readonly hasMore: boolean;
}

/** Time after the last key before the server is asked. */
const pauseMs = 200;
const pageSize = 50;

/**
 * The models that contain the words, also by providers' own lists; until the server has answered, those of
 * the known ones that do.
 */
export function useModelSearch(known: readonly ModelInfo[], query: string): ModelSearchResult {
  const { rpc } = useClient();
  const [found, setFound] = useState<ModelSearchResult & { readonly query: string }>();
  useEffect(() => {
    let isCurrent = true;
    const timer = setTimeout(
      () => {
        rpc.listModels({ query, limit: pageSize }).then(
          ({ models, nextCursor }) => {
            if (isCurrent) setFound({ query, models, hasMore: nextCursor !== undefined });
          },
          // The known models stay; the page says elsewhere that there is no connection.
          () => undefined,
        );
      },
      query === "" ? 0 : pauseMs,
    );
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [rpc, query]);
  if (found?.query === query) return found;
  const words = query.toLowerCase().split(/\s+/);
  const models = known.filter(({ model }) => words.every((word) => model.toLowerCase().includes(word)));
  return { models, hasMore: false };
}
