import { clientFrame } from "./client-frame.ts";
import type { LoadConnection } from "./load-connection.ts";
import type { LoadRun } from "./load-run.ts";
import { PieceReader } from "./piece-reader.ts";

/** Receives the answers on a connection. */
export interface AnswerListener {
  /** So many pieces have come with one text, the first of which has that number. */
  onPieces?(count: number, first: number): void;
  /** All pieces have come, and the turn has ended. */
  onEnd(): void;
}

/** Id of the requests that are sent one after the other. */
const MESSAGE_ID = 100_000;

/**
 * The answers to one message of a session, which is sent again and again: each has so many pieces, of which
 * none may be missing.
 */
export class AnswerStream {
  readonly #connection: LoadConnection;
  readonly #message: Buffer;

  constructor(
    run: LoadRun,
    order: {
      readonly connection: LoadConnection;
      readonly sessionId: string;
      readonly message: string;
      readonly pieces: number;
    },
    listener: AnswerListener,
  ) {
    const { connection, sessionId, message, pieces } = order;
    const { dialect } = connection;
    this.#connection = connection;
    this.#message = clientFrame(dialect.encodeRequest(MESSAGE_ID, "sendUserMessage", { sessionId, message }));
    const reader = new PieceReader(dialect, {
      onPieces: (count, first) => listener.onPieces?.(count, first),
      onTurnEnd() {
        if (reader.next !== pieces) throw new Error(`${reader.next} pieces of ${pieces} came`);
        reader.next = 0;
        listener.onEnd();
      },
    });
    run.listen(connection, (bytes, start, end) => reader.read(bytes, start, end));
  }

  /** Sends the message. */
  send(): void {
    this.#connection.write(this.#message);
  }
}
