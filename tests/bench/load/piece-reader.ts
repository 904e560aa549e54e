import type { Dialect } from "./dialect.ts";
import { PIECE_LENGTH, PIECE_START, readPiece } from "./piece.ts";

/** Receives the contents of a stream of texts. */
export interface PieceListener {
  /** So many pieces have come with one text, the first of which has that number. */
  onPieces(count: number, first: number): void;
  /** The answer is complete. */
  onTurnEnd(): void;
}

const ANY = -1;

/**
 * Follows one answer after the other on a connection, and checks that no piece is lost, doubled or misplaced:
 * every piece has its number. Several may come in one text where the server has joined them.
 */
export class PieceReader {
  readonly #dialect: Dialect;
  readonly #listener: PieceListener;
  /** Where in a text the first piece was last found; it moves when a number before it gets longer. */
  #pieceAt = 0;
  /** Number of the piece that comes next; it is also how many have come. */
  next = 0;

  constructor(dialect: Dialect, listener: PieceListener) {
    this.#dialect = dialect;
    this.#listener = listener;
  }

  /** Lets the next answer begin with any piece: a reattached reader has the earlier ones. */
  beginAnywhere(): void {
    this.next = ANY;
  }

  /**
   * Takes a text of the server. Throws when a piece is not the next one, or when the server says that there
   * will be none.
   */
  read(bytes: Buffer, start: number, end: number): void {
    let at = start + this.#pieceAt;
    if (at >= end || bytes[at] !== PIECE_START) {
      at = bytes.indexOf(PIECE_START, start);
      if (at < 0 || at >= end) {
        this.#readOther(bytes.toString("utf8", start, end));
        return;
      }
      this.#pieceAt = at - start;
    }
    if (this.next === ANY) this.next = readPiece(bytes, at);
    const first = this.next;
    for (; at < end && bytes[at] === PIECE_START; at += PIECE_LENGTH) {
      const piece = readPiece(bytes, at);
      if (piece !== this.next) throw new Error(`piece ${piece} came where ${this.next} was next`);
      this.next += 1;
    }
    this.#listener.onPieces(this.next - first, first);
  }

  #readOther(text: string): void {
    const { turnEnd, turnFailure } = this.#dialect;
    if (turnFailure.test(text)) throw new Error(`an answer failed: ${text.slice(0, 500)}`);
    const answer = this.#dialect.decodeAnswer(text);
    if (answer?.error !== undefined) throw new Error(`a message was refused: ${text.slice(0, 500)}`);
    if (turnEnd.test(text)) this.#listener.onTurnEnd();
  }
}
