import type { SessionHandle } from "@aiwhisperer/client";
import type { Grant } from "@aiwhisperer/protocol";
import { useReadable } from "@aiwhisperer/react";
import { useEffect, useState } from "react";

/** The grants of a session, or why they cannot be listed. Both are absent until the first answer. */
export interface GrantsAnswer {
  readonly grants?: readonly Grant[];
  readonly fault?: string;
}

/** Asks for the grants of a session, and again when one is made or revoked on any screen. */
export function useGrants(session: SessionHandle): GrantsAnswer {
  const { grants: changes } = useReadable(session);
  const [answer, setAnswer] = useState<GrantsAnswer>({});
  // biome-ignore lint/correctness/useExhaustiveDependencies: a change of grants asks again
  useEffect(() => {
    let isOver = false;
    session.listGrants().then(
      (grants) => {
        if (!isOver) setAnswer({ grants });
      },
      (error: unknown) => {
        if (!isOver) setAnswer({ fault: error instanceof Error ? error.message : String(error) });
      },
    );
    return () => {
      isOver = true;
    };
  }, [session, changes]);
  return answer;
}
