/**
 * Bounds that keep every frame of a page short, whatever an answer contains. Beyond them text is shown as it
 * is written.
 */
export const markdownBounds = {
  /** Characters of one block that are formatted; a longer block is shown as plain text. */
  maxFormattedBlockLength: 6_000,
  /** Containers (`> - 1.`) that may be open in one line; a parser's cost grows with their square. */
  maxNesting: 24,
  /** Emphasis markers and opening brackets in one block. */
  maxMarkers: 1_000,
  /** Cost of a line in a frame beside its characters, in characters. */
  lineCost: 10,
  /** Length from which a list is continued in a new block. */
  listBlockLength: 1_500,
  /** Blocks of any length; from here on, a block has at least `mergedBlockLength` characters. */
  maxShortBlocks: 400,
  mergedBlockLength: 1_000,
  /** Length up to which a growing block is parsed in every frame. */
  alwaysParsedLength: 1_000,
  /** A longer growing block is parsed again when it has grown by this part of its length… */
  reparseGrowth: 1 / 8,
  /** …or after this time, in milliseconds. */
  reparseAfterMs: 120,
  /** Length up to which the last line of a growing block is completed. */
  maxMendedLineLength: 1_000,
  /** Link definitions that are added to one block, in characters. */
  maxDefinitionsLength: 4_000,
} as const;
