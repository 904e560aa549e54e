import {
  type DescribedContract,
  describedContract,
  type OpenrpcDocument,
} from "@aiwhisperer/protocol/document";
import { useCallback, useEffect, useState } from "react";
import { readToken } from "../sign-in/token-store.ts";

/** The server's contract, or the reason why it is missing. */
export interface ContractAnswer {
  /** Absent until it is loaded. */
  readonly contract?: DescribedContract;
  /** The reason why it is missing, in words for a person. */
  readonly fault?: string;
  /** Asks again. */
  readonly retry: () => void;
}

/** Asks the server for its contract. */
export function useContract(): ContractAnswer {
  const [answer, setAnswer] = useState<Omit<ContractAnswer, "retry">>({});
  const [round, setRound] = useState(0);
  const retry = useCallback(() => setRound((last) => last + 1), []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new round asks anew.
  useEffect(() => {
    const ended = new AbortController();
    setAnswer({});
    read(ended.signal).then(setAnswer, (error: unknown) => {
      if (!ended.signal.aborted) setAnswer({ fault: error instanceof Error ? error.message : String(error) });
    });
    return () => ended.abort();
  }, [round]);
  return { ...answer, retry };
}

async function read(signal: AbortSignal): Promise<{ readonly contract: DescribedContract }> {
  const token = readToken();
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const response = await fetch("/openrpc.json", { signal, headers });
  if (response.status === 401)
    throw new Error("This server accepts only signed-in users. Open its first page and sign in.");
  if (!response.ok) throw new Error(`The server answered with status ${response.status}.`);
  return { contract: describedContract((await response.json()) as OpenrpcDocument) };
}
