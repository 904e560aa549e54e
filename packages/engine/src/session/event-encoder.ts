import type { EventText } from "../log/event-text.ts";
import type { SessionEvent } from "./session-event.ts";

type Delta = SessionEvent<"AIMessageChunkNotification">;

/** What the text of a delta begins with, and the params of which that is so. */
interface DeltaHead {
  readonly params: Delta["params"];
  readonly text: string;
}

/**
 * Encodes the events of one session as they are stored and told, `{"method":…,"params":…}`. The deltas of an answer differ in their sequence and their
 * chunk only: what stands before those is encoded once for all of them, and stored once for neighbours.
 */
export class EventEncoder {
  readonly #sessionId: string;
  #deltaHead: DeltaHead | undefined;

  constructor(sessionId: string) {
    this.#sessionId = sessionId;
  }

  encode(sequence: number, event: SessionEvent): EventText {
    if (event.method === "AIMessageChunkNotification" && !event.params.isFinal) {
      const tail = `${sequence},"chunk":${JSON.stringify(event.params.chunk)}}}`;
      return { head: this.#headOf(event), tail };
    }
    return JSON.stringify({
      method: event.method,
      params: { sessionId: this.#sessionId, sequence, ...event.params },
    });
  }

  #headOf({ method, params }: Delta): string {
    const known = this.#deltaHead;
    if (known !== undefined && isOfSameAnswer(known.params, params)) return known.text;
    const { chunk: _chunk, ...shared } = params;
    const whole = JSON.stringify({ method, params: { sessionId: this.#sessionId, ...shared } });
    const text = `${whole.slice(0, -"}}".length)},"sequence":`;
    this.#deltaHead = { params, text };
    return text;
  }
}

/** Whether two deltas, neither of them the final chunk, differ in nothing but their text. */
function isOfSameAnswer(a: Delta["params"], b: Delta["params"]): boolean {
  return a.messageId === b.messageId && a.turnId === b.turnId && a.channel === b.channel;
}
