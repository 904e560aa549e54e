import { useCallback, useEffect, useState } from "react";
import { AdminError, askAdmin } from "./ask-admin.ts";

/** The latest answer of the server, and the failure since then. */
export interface AdminAnswer<T> {
  /** Absent until there is one. */
  readonly value?: T;
  readonly fault?: AdminError;
}

/** An answer that is kept up to date. */
export interface LiveAnswer<T> extends AdminAnswer<T> {
  /** Asks anew at once. */
  readonly refresh: () => void;
}

const pollMs = 2_000;

/**
 * Asks the server, and again every two seconds while the page can be seen. An answer stays until there is a
 * newer one.
 */
export function useAdmin<T>(path: string): LiveAnswer<T> {
  const [answer, setAnswer] = useState<AdminAnswer<T>>({});
  const [round, setRound] = useState(0);
  const refresh = useCallback(() => setRound((last) => last + 1), []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new round asks anew.
  useEffect(() => {
    return poll<T>(path, (next) => setAnswer((last) => (next.fault ? { ...last, ...next } : next)));
  }, [path, round]);
  return { ...answer, refresh };
}

/** Reports every answer until the returned function is called. */
function poll<T>(path: string, tell: (answer: AdminAnswer<T>) => void): () => void {
  const ended = new AbortController();
  const { signal } = ended;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const ask = async (): Promise<void> => {
    clearTimeout(timer);
    if (document.visibilityState === "visible") {
      const answer = await answerOf<T>(path, signal);
      if (signal.aborted) return;
      tell(answer);
    }
    // The page may have come into sight meanwhile, and begun another round.
    clearTimeout(timer);
    timer = setTimeout(start, pollMs);
  };
  const start = (): void => void ask();
  const wake = (): void => {
    if (document.visibilityState === "visible") start();
  };
  document.addEventListener("visibilitychange", wake, { signal });
  start();
  return () => {
    ended.abort();
    clearTimeout(timer);
  };
}

async function answerOf<T>(path: string, signal: AbortSignal): Promise<AdminAnswer<T>> {
  try {
    return { value: await askAdmin<T>(path, { signal }) };
  } catch (error) {
    if (error instanceof AdminError) return { fault: error };
    throw error;
  }
}
