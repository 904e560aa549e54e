import type { HistoryEvent } from "@aiwhisperer/protocol";
import type { PackedEvents, StoredEvent } from "../log/event-log.ts";
import { type EventText, splitPacked } from "../log/event-text.ts";
import { encodeJson, requireDeclared } from "./event-check.ts";
import type { SessionEvent } from "./session-event.ts";

/** A piece of an answer. */
export type Delta = SessionEvent<"AIMessageChunkNotification">;

/** How texts begin: the encoder writes the method first. */
const CHUNK_PREFIX = '{"method":"AIMessageChunkNotification",';
const PROGRESS_PREFIX = '{"method":"ToolProgressNotification",';

/**
 * The parts of a delta's text that differ from delta to delta: the sequence, then the chunk as the last
 * member.
 */
const BEFORE_SEQUENCE = ',"sequence":';
const FIRST_CHUNK = /^\d+,"chunk":"/;
const NEXT_CHUNK = /"\}\}\n\d+,"chunk":"/;
const CHUNK_END = '"}}';
/** Absent from a line whose last member is the chunk: quotes are escaped inside a chunk. */
const NEXT_MEMBER = '","';

/** The beginning of a delta's text, and the params that it was made of. */
interface DeltaHead {
  readonly params: Delta["params"];
  readonly text: string;
}

/**
 * Encodes the events of one session as they are stored and delivered, `{"method":…,"params":…}`, each checked
 * against its declaration. The deltas of an answer differ in their sequence and their chunk only: the part
 * before those is encoded once for all of them, and stored once for neighbours.
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

  /** Encodes a delta that `requireDelta` has checked. */
  encodeDelta(sequence: number, delta: Delta): EventText {
    return { head: this.#headOf(delta), tail: `${sequence},"chunk":${JSON.stringify(delta.params.chunk)}}}` };
  }

  #headOf({ method, params }: Delta): string {
    const known = this.#deltaHead;
    if (known !== undefined && isOfSameAnswer(known.params, params)) return known.text;
    const { chunk: _chunk, ...shared } = params;
    const whole = JSON.stringify({ method, params: { sessionId: this.#sessionId, ...shared } });
    const text = `${whole.slice(0, -"}}".length)}${BEFORE_SEQUENCE}`;
    this.#deltaHead = { params, text };
    return text;
  }
}

/** Decodes the text of an event. Only for text that an `EventEncoder` made: it is not checked again. */
export function decodeEvent(text: string): SessionEvent {
  return JSON.parse(text) as SessionEvent;
}

/** Whether a text is that of a chunk of an answer. */
export function isChunk(text: string): boolean {
  return text.startsWith(CHUNK_PREFIX);
}

/** Whether a text is that of a tool's progress. */
export function isProgress(text: string): boolean {
  return text.startsWith(PROGRESS_PREFIX);
}

interface ChunkRun {
  readonly first: StoredEvent;
  readonly params: Delta["params"];
  lastSequence: number;
  chunk: string;
}

/**
 * Merges neighbouring chunks of one message and channel into one, with the last one's `sequence` and the
 * first one's as `firstSequence`. Final chunks and all other events stay as they are.
 */
export function mergeChunks(events: readonly StoredEvent[]): readonly StoredEvent[] {
  const merged: StoredEvent[] = [];
  let run: ChunkRun | undefined;
  const endRun = (): void => {
    if (run !== undefined) merged.push(toMergedEvent(run));
    run = undefined;
  };
  for (const event of events) {
    const params = mergeableParams(event);
    if (run !== undefined && params !== undefined && isContinued(run, params)) {
      run.chunk += params.chunk;
      run.lastSequence = event.sequence;
      continue;
    }
    endRun();
    if (params === undefined) merged.push(event);
    else run = { first: event, params, lastSequence: event.sequence, chunk: params.chunk };
  }
  endRun();
  return merged;
}

/** Deltas of one answer that were read without decoding each of them. */
export interface PackedDeltas {
  /** What they have in common. */
  readonly params: Omit<Delta["params"], "chunk">;
  /** Their chunks, joined, as inside a JSON string: escaped, without quotes. */
  readonly escaped: string;
  /** Length of all their texts, in UTF-16 units. */
  readonly length: number;
  /** Text of the last one. */
  readonly lastText: string;
}

/** Reads packed events as the deltas of one answer; `undefined` if they are not only that. */
export function readPackedDeltas({ text, count }: PackedEvents): PackedDeltas | undefined {
  const shared = splitPacked(text);
  if (shared === undefined) return undefined;
  const { head, tail } = shared;
  const start = isChunk(head) && head.endsWith(BEFORE_SEQUENCE) ? FIRST_CHUNK.exec(tail)?.[0] : undefined;
  if (start === undefined || !tail.endsWith(CHUNK_END) || tail.includes(NEXT_MEMBER)) return undefined;
  const chunks = tail.slice(start.length, -CHUNK_END.length).split(NEXT_CHUNK);
  if (chunks.length !== count) return undefined;
  const { params } = decodeEvent(`${head.slice(0, -BEFORE_SEQUENCE.length)}}}`) as Delta;
  return {
    params,
    escaped: chunks.join(""),
    length: head.length * count + tail.length - (count - 1),
    lastText: head + tail.slice(tail.lastIndexOf("\n") + 1),
  };
}

/** Whether two deltas, neither of them the final chunk, differ in nothing but their text. */
function isOfSameAnswer(a: Delta["params"], b: Delta["params"]): boolean {
  return a.messageId === b.messageId && a.turnId === b.turnId && a.channel === b.channel;
}

/** The params of a chunk that may be merged with others; `undefined` for anything else. */
function mergeableParams({ text }: StoredEvent): Delta["params"] | undefined {
  if (!isChunk(text)) return undefined;
  const params = (JSON.parse(text) as HistoryEvent).params as Delta["params"];
  return params.isFinal ? undefined : params;
}

function isContinued({ params: before }: ChunkRun, after: Delta["params"]): boolean {
  return before.messageId === after.messageId && before.channel === after.channel;
}

function toMergedEvent({ first, params, lastSequence: sequence, chunk }: ChunkRun): StoredEvent {
  if (sequence === first.sequence) return first;
  const joined = { ...params, sequence, firstSequence: first.sequence, chunk };
  return { sequence, text: JSON.stringify({ method: "AIMessageChunkNotification", params: joined }) };
}
