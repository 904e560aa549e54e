import { setTimeout as sleep } from "node:timers/promises";
import { pieceText } from "./piece.ts";

/**
 * The pieces that a message asks for: `burst 500` yields 500 as fast as they are read, as a provider does
 * whose connection has many of them at once; `pace 50 20` yields 50, one every 20 ms, the first at once. It
 * ends when the reader stops.
 */
export async function* streamPieces(message: string): AsyncGenerator<string, void> {
  const [, count, intervalMs = "0"] = message.split(" ");
  const startedAt = performance.now();
  for (let index = 0; index < Number(count); index += 1) {
    const waitMs = startedAt + index * Number(intervalMs) - performance.now();
    if (waitMs > 0) await sleep(waitMs);
    yield pieceText(index);
  }
}
