/** The part of a text that is shown at first. */
export interface TextBound {
  readonly maxLines: number;
  readonly maxCharacters: number;
  /** The end of the text from which the shown part is taken. */
  readonly keep: "start" | "end";
}

/** A part of a text, and how much is missing. */
export interface BoundedText {
  readonly text: string;
  /** Lines that are missing, wholly or in part; 0 when nothing is. */
  readonly missingLines: number;
  readonly missingCharacters: number;
}

/** Keeps of a text as many of its first or last lines as fit, and at least a part of one. */
export function boundText(whole: string, { maxLines, maxCharacters, keep }: TextBound): BoundedText {
  const text = whole.endsWith("\n") ? whole.slice(0, -1) : whole;
  const lines = text.split("\n");
  const kept = keep === "start" ? lines.slice(0, maxLines) : lines.slice(-maxLines);
  const joined = kept.join("\n");
  if (joined.length <= maxCharacters) {
    return {
      text: joined,
      missingLines: lines.length - kept.length,
      missingCharacters: text.length - joined.length,
    };
  }
  const cut = keep === "start" ? joined.slice(0, maxCharacters) : joined.slice(-maxCharacters);
  const wholeLines = cut.split("\n").length - 1;
  return {
    text: cut.toWellFormed(),
    missingLines: lines.length - wholeLines,
    missingCharacters: text.length - cut.length,
  };
}
