import { useEffect, useRef, useState } from "react";
import { type ColouredLines, codeColourist } from "./code-colourist.ts";

/** Coloured lines of code, for the code that they were made of. */
export interface ColouredPart {
  readonly code: string;
  readonly lines: NonNullable<ColouredLines>;
}

/**
 * The newest colours of a piece of code that may be growing. One order is under way at a time; when it is
 * done, the code as it is then is ordered. Code beyond the bounds has no colours.
 */
export function useColouredLines(
  language: string | undefined,
  code: string,
  isGrowing: boolean,
): ColouredPart | undefined {
  const [part, setPart] = useState<ColouredPart | undefined>(undefined);
  const isOrdered = useRef(false);
  const { maxColouredLength, maxGrowingColouredLength } = codeBounds;
  const isWithin = code.length <= (isGrowing ? maxGrowingColouredLength : maxColouredLength);
  const ordered = part?.code;
  const end = useRef(new AbortController());
  useEffect(() => {
    end.current = new AbortController();
    return () => end.current.abort();
  }, []);
  useEffect(() => {
    const isDue = language !== undefined && isWithin && code !== "" && ordered !== code;
    if (!isDue || isOrdered.current) return;
    isOrdered.current = true;
    const { signal } = end.current;
    const { maxColouredLineLength: maxLineLength, colourTimeoutMs: timeoutMs } = codeBounds;
    void codeColourist.colour({ language, code, maxLineLength, timeoutMs }, signal).then((lines) => {
      isOrdered.current = false;
      if (!signal.aborted) setPart({ code, lines: lines ?? [] });
    });
  }, [language, code, isWithin, ordered]);
  return part;
}

/** Bounds of the colours of code. Beyond them code is shown in one colour. */
export const codeBounds = {
  /** Code that is coloured, in characters, while complete and while growing. */
  maxColouredLength: 200_000,
  maxGrowingColouredLength: 20_000,
  /** Characters of a line of code that is coloured. */
  maxColouredLineLength: 1_000,
  /** Time after which the thread that colours code is ended, in milliseconds. */
  colourTimeoutMs: 3_000,
} as const;
