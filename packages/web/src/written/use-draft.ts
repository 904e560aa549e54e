import { useClient } from "@aiwhisperer/react";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { adoptDraft, findDraftProblem, readDraft, watchDraft, writeDraft } from "./draft-store.ts";

/** A text that is being written. */
export interface Draft {
  readonly text: string;
  readonly change: (text: string) => void;
  /** The reason why a reload would lose it, in words for a person. */
  readonly problem: string | undefined;
}

/**
 * A text that is being written, kept in this browser for its user: a reload, a crash or the end of a tab does
 * not lose it. `name` identifies the draft among those of its user. A tab that has the same text follows
 * another one's changes; a text of its own stays.
 */
export function useDraft(name: string): Draft {
  const { userId } = useClient();
  const place = useMemo(() => ({ userId, place: name }), [userId, name]);
  const [text, setText] = useState(() => readDraft(place));
  const [problem, setProblem] = useState(() => findDraftProblem(place));
  const shown = useRef(text);
  const show = useCallback((next: string) => {
    shown.current = next;
    setText(next);
  }, []);
  useEffect(
    () =>
      watchDraft(place, (replaced) => {
        if (replaced === undefined) {
          show(readDraft(place));
          setProblem(findDraftProblem(place));
        } else if (replaced === shown.current) show(adoptDraft(place));
      }),
    [place, show],
  );
  const change = useCallback(
    (next: string) => {
      writeDraft(place, next);
      show(next);
      setProblem(findDraftProblem(place));
    },
    [place, show],
  );
  return { text, change, problem };
}
