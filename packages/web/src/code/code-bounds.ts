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
