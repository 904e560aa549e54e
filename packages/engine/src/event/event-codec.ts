import type { PackedEvents, StoredEvent } from "../log/event-log.ts";
import { type EventText, splitPacked } from "../log/event-text.ts";
import { encodeJson, requireDeclared } from "./event-check.ts";
import type { SessionEvent } from "./session-event.ts";

/** A piece of an answer, or of the arguments of a tool call. */
export type Delta = SessionEvent<"AIMessageChunkNotification" | "ToolCallChunkNotification">;

/** A piece of an answer. */
export type AnswerDelta = SessionEvent<"AIMessageChunkNotification">;

/** How texts begin: the encoder writes the method first. */
const CHUNK_PREFIX = '{"method":"AIMessageChunkNotification",';
const CALL_CHUNK_PREFIX = '{"method":"ToolCallChunkNotification",';
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

/** The beginning of a delta's text, and the delta that it was made of. */
interface DeltaHead {
  readonly delta: Delta;
  readonly text: string;
}

/**
 * Encodes the events of one session as they are stored and delivered, `{"method":…,"params":…}`, each checked
 * against its declaration. The deltas of an answer or a tool call differ in their sequence and their chunk
 * only: the part before those is encoded once for all of them, and stored once for neighbours.
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

  #headOf(delta: Delta): string {
    const known = this.#deltaHead;
    if (known !== undefined && isContinued(known.delta, delta)) return known.text;
    const { method, params } = delta;
    const { chunk: _chunk, ...shared } = params;
    const whole = JSON.stringify({ method, params: { sessionId: this.#sessionId, ...shared } });
    const text = `${whole.slice(0, -"}}".length)}${BEFORE_SEQUENCE}`;
    this.#deltaHead = { delta, text };
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

/** Whether a text is that of a chunk of a tool call. */
export function isCallChunk(text: string): boolean {
  return text.startsWith(CALL_CHUNK_PREFIX);
}

/** Whether a text is that of a tool's progress. */
export function isProgress(text: string): boolean {
  return text.startsWith(PROGRESS_PREFIX);
}

interface ChunkRun {
  readonly first: StoredEvent;
  readonly delta: Delta;
  lastSequence: number;
  chunk: string;
}

/**
 * Merges neighbouring chunks of one message and channel, or of one tool call, into one, with the last one's
 * `sequence` and the first one's as `firstSequence`. Final chunks and all other events stay as they are.
 */
export function mergeChunks(events: readonly StoredEvent[]): readonly StoredEvent[] {
  const merged: StoredEvent[] = [];
  let run: ChunkRun | undefined;
  const endRun = (): void => {
    if (run !== undefined) merged.push(toMergedEvent(run));
    run = undefined;
  };
  for (const event of events) {
    const delta = mergeableDelta(event);
    if (run !== undefined && delta !== undefined && isContinued(run.delta, delta)) {
      run.chunk += delta.params.chunk;
      run.lastSequence = event.sequence;
      continue;
    }
    endRun();
    if (delta === undefined) merged.push(event);
    else run = { first: event, delta, lastSequence: event.sequence, chunk: delta.params.chunk };
  }
  endRun();
  return merged;
}

/** Whether a delta continues the text of another one: same message and channel, or same tool call. */
export function isContinued(before: Delta, after: Delta): boolean {
  if (before.method === "ToolCallChunkNotification") {
    return after.method === before.method && after.params.toolCallId === before.params.toolCallId;
  }
  if (after.method !== "AIMessageChunkNotification" || after.params.isFinal) return false;
  const { messageId, channel } = before.params;
  return after.params.messageId === messageId && after.params.channel === channel;
}

/** Deltas of one answer that were read without decoding each of them. */
export interface PackedDeltas {
  /** What they have in common. */
  readonly params: Omit<AnswerDelta["params"], "chunk">;
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
  const { params } = decodeEvent(`${head.slice(0, -BEFORE_SEQUENCE.length)}}}`) as AnswerDelta;
  return {
    params,
    escaped: chunks.join(""),
    length: head.length * count + tail.length - (count - 1),
    lastText: head + tail.slice(tail.lastIndexOf("\n") + 1),
  };
}

/** A chunk that may be merged with others; `undefined` for anything else. */
function mergeableDelta({ text }: StoredEvent): Delta | undefined {
  if (isCallChunk(text)) return decodeEvent(text) as Delta;
  if (!isChunk(text)) return undefined;
  const delta = decodeEvent(text) as AnswerDelta;
  return delta.params.isFinal ? undefined : delta;
}

function toMergedEvent({ first, delta, lastSequence: sequence, chunk }: ChunkRun): StoredEvent {
  if (sequence === first.sequence) return first;
  const joined = { ...delta.params, sequence, firstSequence: first.sequence, chunk };
  return { sequence, text: JSON.stringify({ method: delta.method, params: joined }) };
}
