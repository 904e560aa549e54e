import { encodeJson, requireDeclared } from "../event/event-check.ts";
import type { SessionEvent } from "../event/session-event.ts";
import type { EventText } from "../log/event-text.ts";

/** A piece of an answer. */
export type Delta = SessionEvent<"AIMessageChunkNotification">;

/** The beginning of a delta's text, and the params that it was made of. */
interface DeltaHead {
  readonly params: Delta["params"];
  readonly text: string;
}

/**
 * Encodes the events of one session as they are stored and delivered, `{"method":…,"params":…}`, each checked against its declaration. The
 * deltas of an answer differ in their sequence and their chunk only: the part before those is encoded once for all of them, and stored once for
 * neighbours.
 */
export class EventEncoder {
  readonly #sessionId: string;
  #deltaHead: DeltaHead | undefined;

  constructor(sessionId: string) {
    this.#sessionId = sessionId;
  }

  /** Throws an `InvalidEventError` for an event that breaks its declaration. */
  encode(sequence: number, event: SessionEvent): EventText {
    requireDeclared(event);
    const { method, params } = event;
    return encodeJson(method, { method, params: { sessionId: this.#sessionId, sequence, ...params } });
  }

  /** Encodes a delta, checked by `requireDelta` when it was appended. */
  encodeDelta(sequence: number, delta: Delta): EventText {
    return { head: this.#headOf(delta), tail: `${sequence},"chunk":${JSON.stringify(delta.params.chunk)}}}` };
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
