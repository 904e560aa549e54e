import type { StoredEvent } from "../event-log.ts";
import { type EventText, lengthOfTexts, wholeText } from "../event-text.ts";

/** The last events of a session, which are in the journal and not in rows of their own yet. */
export interface TailSession {
  readonly sessionId: string;
  readonly key: number;
  readonly firstSequence: number;
  readonly events: readonly EventText[];
  /** Length of the texts, in UTF-16 units. */
  readonly length: number;
  /** Where its oldest event is in the journal. */
  readonly since: JournalPosition;
}

interface GrowingTail extends TailSession {
  readonly events: EventText[];
  length: number;
}

/** A place in the journal. */
export interface JournalPosition {
  /** Id of the row. */
  readonly row: number;
  /** Size of all that has been written to the journal before. */
  readonly size: number;
}

/** Events that a session adds to its tail. */
export interface TailAddition {
  readonly sessionId: string;
  readonly key: number;
  readonly firstSequence: number;
  readonly events: readonly EventText[];
}

/**
 * Every session's tail in memory, as the journal on disk has it: what reads need beside the sessions' own
 * rows, and what those rows are made of.
 */
export class JournalTail {
  /** The one whose oldest event waits longest first. */
  readonly #sessions = new Map<string, GrowingTail>();

  of(sessionId: string): TailSession | undefined {
    return this.#sessions.get(sessionId);
  }

  /** Every tail, the one that waits longest first. */
  all(): Iterable<TailSession> {
    return this.#sessions.values();
  }

  /** Sequence of a session's last event; `undefined` where it has no tail. */
  lastSequenceOf(sessionId: string): number | undefined {
    const tail = this.#sessions.get(sessionId);
    return tail && tail.firstSequence + tail.events.length - 1;
  }

  /** Id of the oldest row that is needed; `undefined` when none is. */
  get oldestRow(): number | undefined {
    const [oldest] = this.#sessions.values();
    return oldest?.since.row;
  }

  add({ sessionId, key, firstSequence, events }: TailAddition, since: JournalPosition): void {
    const tail = this.#sessions.get(sessionId) ?? {
      sessionId,
      key,
      firstSequence,
      events: [],
      length: 0,
      since,
    };
    tail.events.push(...events);
    tail.length += lengthOfTexts(events);
    this.#sessions.set(sessionId, tail);
  }

  remove(sessionId: string): void {
    this.#sessions.delete(sessionId);
  }

  /** A session's events after a sequence. */
  *eventsAfter(sessionId: string, afterSequence: number): Generator<StoredEvent> {
    const tail = this.#sessions.get(sessionId);
    if (tail === undefined) return;
    const { firstSequence, events } = tail;
    for (let index = Math.max(0, afterSequence + 1 - firstSequence); index < events.length; index += 1) {
      yield { sequence: firstSequence + index, text: wholeText(events[index] as EventText) };
    }
  }
}
