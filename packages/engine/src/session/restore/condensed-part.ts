import { crc32 } from "node:zlib";
import { Channel } from "@aiwhisperer/protocol";
import type { SessionEvent } from "../../event/session-event.ts";
import type { SnapshotPart, StoredEvent } from "../../log/event-log.ts";

/** Version of what parts hold. Raise it when the state of a session begins to depend on something that parts leave out. */
export const SNAPSHOT_VERSION = 1;

/** Length of a part's text past which it is complete, in UTF-16 units: a part is parsed at once. */
const MAX_PART_LENGTH = 128 * 1024;

/** Length up to which deltas are joined, in UTF-16 units. */
const MAX_DELTA_LENGTH = 64 * 1024;

type Delta = SessionEvent<"AIMessageChunkNotification">;

/** An event of a part, with the sequence of the last event that it stands for. */
export interface CondensedEvent {
  readonly sequence: number;
  readonly event: SessionEvent;
}

/**
 * Condenses events that follow each other into a part of a snapshot: fewer events that add up to the same state. The deltas of a message become
 * one, without thoughts; the progress of tools is left out.
 */
export class EventCondenser {
  readonly #firstSequence: number;
  readonly #maxEvents: number;
  readonly #lines: string[] = [];
  #length = 0;
  #rawLength = 0;
  #delta: { readonly sequence: number; readonly event: Delta } | undefined;

  /** `afterSequence` is that of the event before; a part is complete with `maxEvents` events, or with a bounded length before. */
  constructor(afterSequence: number, maxEvents: number) {
    this.#firstSequence = afterSequence + 1;
    this.#maxEvents = maxEvents;
  }

  /** Takes the next event; returns the part once it is complete. */
  add(stored: StoredEvent, event: SessionEvent): SnapshotPart | undefined {
    this.#rawLength += stored.text.length;
    if (event.method === "AIMessageChunkNotification") this.#addDelta(stored.sequence, event);
    else if (event.method !== "ToolProgressNotification") {
      this.#endDelta();
      this.#addLine(stored.sequence, stored.text);
    }
    const count = stored.sequence - this.#firstSequence + 1;
    return count >= this.#maxEvents || this.#length >= MAX_PART_LENGTH ? this.#toPart(stored) : undefined;
  }

  #addDelta(sequence: number, { method, params }: Delta): void {
    const chunk = (params.channel ?? Channel.Final) === Channel.Final ? params.chunk : "";
    const before = this.#delta?.event.params;
    const isContinued = before?.messageId === params.messageId && before.turnId === params.turnId;
    const joined = isContinued && before !== undefined ? before.chunk + chunk : chunk;
    if (!isContinued) this.#endDelta();
    const { turnId, messageId, isFinal } = params;
    this.#delta = { sequence, event: { method, params: { turnId, messageId, chunk: joined, isFinal } } };
    if (joined.length > MAX_DELTA_LENGTH) this.#endDelta();
  }

  #endDelta(): void {
    if (this.#delta === undefined) return;
    this.#addLine(this.#delta.sequence, JSON.stringify(this.#delta.event));
    this.#delta = undefined;
  }

  #addLine(sequence: number, text: string): void {
    const line = `${sequence} ${text}`;
    this.#lines.push(line);
    this.#length += line.length;
  }

  /** Events that take nearly as much room condensed are not stored twice: such a part has no text. */
  #toPart({ sequence: lastSequence, text }: StoredEvent): SnapshotPart {
    this.#endDelta();
    return {
      version: SNAPSHOT_VERSION,
      firstSequence: this.#firstSequence,
      lastSequence,
      lastChecksum: crc32(text),
      text: this.#length * 2 > this.#rawLength ? "" : this.#lines.join("\n"),
    };
  }
}

/** The events of a part, in order. Throws where the text is none that a condenser made. */
export function* condensedEvents({ text }: SnapshotPart): Generator<CondensedEvent> {
  for (const line of text.split("\n")) {
    const end = line.indexOf(" ");
    yield { sequence: Number(line.slice(0, end)), event: JSON.parse(line.slice(end + 1)) as SessionEvent };
  }
}
