/** Characters of a piece of an answer; none of them is escaped in JSON or takes more than a byte. */
export const PIECE_LENGTH = 20;

/**
 * Byte that every piece begins with, and that nothing else has which a server sends while pieces stream: `#`.
 */
export const PIECE_START = 0x23;

const DIGITS = 6;

/**
 * The piece of that number, from 0 to 999,999: it contains its own number, so that a lost, doubled or
 * misplaced one is seen.
 */
export function pieceText(index: number): string {
  return `#${String(index).padStart(DIGITS, "0")} some words. `;
}

/** The number of the piece that begins there; NaN where none does. */
export function readPiece(bytes: Uint8Array, at: number): number {
  if (bytes[at] !== PIECE_START) return Number.NaN;
  let index = 0;
  for (let digit = at + 1; digit <= at + DIGITS; digit += 1) {
    index = index * 10 + ((bytes[digit] ?? 0) - 0x30);
  }
  return index;
}
