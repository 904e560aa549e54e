import type { Caller, interactive } from "@aiwhisperer/protocol";
import { type ForeignEvent, parseSessionEvent, type SessionEvent } from "../conversation/session-event.ts";

/** Range of a session's log. */
export interface HistoryRange {
  readonly sessionId: string;
  /** Default 0: from the first event. */
  readonly afterSequence?: number | undefined;
  /** Events per request. Default: the server's. */
  readonly pageSize?: number | undefined;
}

/**
 * Yields the events of a session's log in order, up to the last one at the time of the last page. An event
 * that breaks its declaration has `faults`. Rejects as `getHistory` does, and with a TypeError for an entry
 * without a sequence.
 */
export async function* readHistory(
  rpc: Caller<typeof interactive>,
  { sessionId, afterSequence = 0, pageSize }: HistoryRange,
): AsyncGenerator<SessionEvent | ForeignEvent, void, undefined> {
  const limit = pageSize === undefined ? {} : { limit: pageSize };
  for (let after = afterSequence; ; ) {
    const page = await rpc.getHistory({ sessionId, afterSequence: after, ...limit });
    for (const { method, params } of page.events) {
      const event = parseSessionEvent(method, params);
      if (event === undefined) throw new TypeError(`an event of the history is not a valid ${method}`);
      after = event.params.sequence;
      yield event;
    }
    if (page.events.length === 0 || after >= page.sequence) return;
  }
}
