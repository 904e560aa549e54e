import { crc32 } from "node:zlib";
import { Channel } from "@aiwhisperer/protocol";
import {
  type AnswerDelta,
  type Delta,
  decodeEvent,
  isCallChunk,
  isChunk,
  isProgress,
  readPackedDeltas,
} from "../../event/event-codec.ts";
import type { SessionEvent } from "../../event/session-event.ts";
import type { PackedEvents, SnapshotPart, StoredEvent } from "../../log/event-log.ts";
import { unpackTexts } from "../../log/event-text.ts";

/**
 * Version of what parts hold. Raise it when the state of a session begins to depend on something that parts
 * leave out.
 */
export const SNAPSHOT_VERSION = 1;

/** Length of a part's text past which it is complete, in UTF-16 units: a part is parsed at once. */
const MAX_PART_LENGTH = 128 * 1024;

/** Length up to which deltas are joined, in UTF-16 units. */
const MAX_DELTA_LENGTH = 64 * 1024;

type CallDelta = Exclude<Delta, AnswerDelta>;

/** Deltas of one message that follow each other. */
interface DeltaRun {
  readonly params: Pick<AnswerDelta["params"], "turnId" | "messageId">;
  sequence: number;
  isFinal: boolean;
  /** The chunks that the user reads, as they are in JSON text: escaped, without quotes. */
  escaped: string;
}

/** An event of a part, with the sequence of the last event that it represents. */
export interface CondensedEvent {
  readonly sequence: number;
  readonly event: SessionEvent;
}

/**
 * Condenses events that follow each other into a part of a snapshot: fewer events that add up to the same
 * state. The deltas of a message become one, without thoughts; the progress of tools is left out, and so is
 * the text of calls that are being written.
 */
export class EventCondenser {
  readonly #firstSequence: number;
  readonly #maxEvents: number;
  readonly #lines: string[] = [];
  #length = 0;
  #rawLength = 0;
  #run: DeltaRun | undefined;
  #draftId: string | undefined;

  /**
   * `afterSequence` is that of the event before; a part is complete with `maxEvents` events, or with a
   * bounded length before.
   */
  constructor(afterSequence: number, maxEvents: number) {
    this.#firstSequence = afterSequence + 1;
    this.#maxEvents = maxEvents;
  }

  /** Takes the next event; returns the part once it is complete. */
  add(stored: StoredEvent): SnapshotPart | undefined {
    this.#addEvent(stored);
    return this.#partBehind(stored);
  }

  /**
   * Takes the next events, which may go beyond the size of a part; returns the part once it is complete.
   * Deltas of one answer are not parsed one by one: they are nearly all of a long session.
   */
  addPacked(packed: PackedEvents): SnapshotPart | undefined {
    const { firstSequence, count, text } = packed;
    const sequence = firstSequence + count - 1;
    const deltas = readPackedDeltas(packed);
    if (deltas !== undefined) {
      this.#rawLength += deltas.length;
      this.#addChunk(sequence, deltas.params, deltas.escaped);
      return this.#partBehind({ sequence, text: deltas.lastText });
    }
    const texts = unpackTexts(text);
    if (texts.length !== count) throw new Error(`${texts.length} events are packed as ${count}.`);
    for (const [index, each] of texts.entries())
      this.#addEvent({ sequence: firstSequence + index, text: each });
    return this.#partBehind({ sequence, text: texts.at(-1) ?? "" });
  }

  #addEvent({ sequence, text }: StoredEvent): void {
    this.#rawLength += text.length;
    if (isChunk(text)) {
      const { params } = decodeEvent(text) as AnswerDelta;
      this.#addChunk(sequence, params, JSON.stringify(params.chunk).slice(1, -1));
    } else if (isCallChunk(text)) {
      this.#addCallChunk(sequence, decodeEvent(text) as CallDelta);
    } else if (!isProgress(text)) {
      this.#endRun();
      this.#addLine(sequence, text);
    }
  }

  /** Of a call that is being written, only the first chunk of a part counts, without its text. */
  #addCallChunk(sequence: number, { method, params }: CallDelta): void {
    if (params.toolCallId === this.#draftId) return;
    this.#endRun();
    this.#addLine(sequence, JSON.stringify({ method, params: { ...params, chunk: "" } }));
    this.#draftId = params.toolCallId;
  }

  #addChunk(sequence: number, params: Omit<AnswerDelta["params"], "chunk">, escaped: string): void {
    const { turnId, messageId, isFinal } = params;
    const known = this.#run?.params;
    if (known?.messageId !== messageId || known.turnId !== turnId) this.#endRun();
    const run = this.#run ?? { params: { turnId, messageId }, sequence, isFinal, escaped: "" };
    this.#run = run;
    run.sequence = sequence;
    run.isFinal = isFinal;
    if ((params.channel ?? Channel.Final) === Channel.Final) run.escaped += escaped;
    if (run.escaped.length > MAX_DELTA_LENGTH) this.#endRun();
  }

  #endRun(): void {
    if (this.#run === undefined) return;
    const { sequence, params, isFinal, escaped } = this.#run;
    const whole = JSON.stringify({
      method: "AIMessageChunkNotification",
      params: { ...params, chunk: "", isFinal },
    });
    this.#addLine(
      sequence,
      whole.replace('"chunk":"', () => `"chunk":"${escaped}`),
    );
    this.#run = undefined;
  }

  #addLine(sequence: number, text: string): void {
    this.#draftId = undefined;
    const line = `${sequence} ${text}`;
    this.#lines.push(line);
    this.#length += line.length;
  }

  #partBehind(last: StoredEvent): SnapshotPart | undefined {
    const count = last.sequence - this.#firstSequence + 1;
    return count >= this.#maxEvents || this.#length >= MAX_PART_LENGTH ? this.#toPart(last) : undefined;
  }

  /** Events that take nearly as much room condensed are not stored twice: such a part has no text. */
  #toPart({ sequence: lastSequence, text }: StoredEvent): SnapshotPart {
    this.#endRun();
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
