/**
 * Maximum size of a chunk of a long text. A chunk is laid out on its own, so that a growing text costs what
 * its last chunk costs.
 */
export interface ChunkBound {
  readonly maxLines: number;
  readonly maxLength: number;
}

/**
 * Cuts a text into chunks at line ends, and within a line only where the line alone is too long for one.
 * Joined, they are the text; appended text changes only the last ones.
 */
export function toChunks(text: string, bound: ChunkBound): string[] {
  const chunks: string[] = [];
  for (let start = 0; start < text.length; ) {
    const chunk = firstChunk(text.slice(start, start + bound.maxLength + 1), bound);
    chunks.push(chunk);
    start += chunk.length;
  }
  return chunks;
}

/** The first chunk of a text that may be one character too long. */
function firstChunk(text: string, { maxLines, maxLength }: ChunkBound): string {
  let end = 0;
  for (let line = 0; line < maxLines; line++) {
    const lineEnd = text.indexOf("\n", end);
    const next = lineEnd === -1 ? text.length : lineEnd + 1;
    if (next > maxLength) return text.slice(0, end > 0 ? end : wholeCharacter(text, maxLength));
    end = next;
    if (end === text.length) break;
  }
  return text.slice(0, end);
}

/** The same place, or one before it where it would part a surrogate pair. */
function wholeCharacter(text: string, place: number): number {
  return /[\uD800-\uDBFF]/.test(text.charAt(place - 1)) ? place - 1 : place;
}
