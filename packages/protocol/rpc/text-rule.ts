/** A condition on the text of a string. */
export interface TextRule {
  /** The end of a sentence: "in the format uuid", "that fits /[a-z]+/". */
  readonly label: string;
  /** Whether the whole text fits. Takes one step for each character. */
  readonly fits: (text: string) => boolean;
}

/** A deterministic automaton over the characters of a text, made of a pattern. State 0 is the start. */
export interface PatternTable {
  /** First code points of ranges of characters, ascending, the first one 0. */
  readonly starts: readonly number[];
  /** For each range, the column of its characters. */
  readonly groups: readonly number[];
  /** Row by row, the state that each column leads to; -1 where the text cannot fit any more. */
  readonly next: readonly number[];
  /** States in which a text may end. */
  readonly accepts: readonly number[];
}

/** Makes the rule of a table. */
export function createTextRule(label: string, { starts, groups, next, accepts }: PatternTable): TextRule {
  const width = Math.max(...groups) + 1;
  const columnOf = (codePoint: number): number => {
    let low = 0;
    for (let high = starts.length - 1; low < high; ) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= codePoint) low = middle;
      else high = middle - 1;
    }
    return groups[low] ?? 0;
  };
  const fits = (text: string): boolean => {
    let state = 0;
    for (let index = 0; index < text.length; index++) {
      const codePoint = text.codePointAt(index) ?? 0;
      if (codePoint > 0xffff) index++;
      state = next[state * width + columnOf(codePoint)] ?? -1;
      if (state < 0) return false;
    }
    return accepts.includes(state);
  };
  return { label, fits };
}
