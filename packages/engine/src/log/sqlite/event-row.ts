import { crc32 } from "node:zlib";
import type { PackedEvents, StoredEvent } from "../event-log.ts";
import { type EventText, lengthOfText, packTexts, unpackTexts } from "../event-text.ts";
import { LogFault } from "../log-fault.ts";

/** Several neighbouring events of a session in one row: their texts packed. */
export interface EventRow {
  readonly firstSequence: number;
  readonly count: number;
  readonly text: string;
}

/** A row as it is read back. */
export interface StoredRow extends EventRow {
  /** `checksumOf` its text; `undefined` in a row from before there were checksums. */
  readonly checksum: number | undefined;
}

/**
 * A row ends after this many UTF-16 units or events, so that reading a slice never decodes much more than the
 * slice.
 */
const maxRowLength = 64 * 1024;
const maxRowEvents = 256;

/** Splits events into rows, in order, each at least one event. */
export function* rowsOf(write: {
  readonly firstSequence: number;
  readonly events: readonly EventText[];
}): Generator<EventRow> {
  const { firstSequence, events } = write;
  let start = 0;
  let length = 0;
  for (const [index, text] of events.entries()) {
    const textLength = lengthOfText(text);
    const isFull = length + textLength > maxRowLength || index - start === maxRowEvents;
    if (isFull && index > start) {
      yield toRow(firstSequence + start, events.slice(start, index));
      start = index;
      length = 0;
    }
    length += textLength;
  }
  if (start < events.length) {
    yield toRow(firstSequence + start, start === 0 ? events : events.slice(start));
  }
}

/** The CRC-32 of a row's text; detects that the text changed since it was written. */
export function checksumOf({ text }: Pick<EventRow, "text">): number {
  return crc32(text);
}

/**
 * The events after `afterSequence` in rows that follow each other, the first of which begins at the next
 * event or before it. Throws a `LogFault` `damaged` at a row that does not follow, or that is not as it was
 * written.
 */
export function* eventsIn(rows: Iterable<StoredRow>, afterSequence: number): Generator<StoredEvent> {
  for (const row of following(rows, afterSequence)) {
    const { firstSequence } = row;
    const texts = textsOf(row);
    for (let index = Math.max(0, afterSequence + 1 - firstSequence); index < texts.length; index += 1) {
      yield { sequence: firstSequence + index, text: texts[index] ?? "" };
    }
  }
}

/** The same events, those of a row together; of one with a checksum as they are stored. */
export function* packedIn(rows: Iterable<StoredRow>, afterSequence: number): Generator<PackedEvents> {
  for (const row of following(rows, afterSequence)) {
    const { firstSequence, count, text } = row;
    const isWhole = firstSequence > afterSequence && row.checksum === checksumOf(row);
    const texts = isWhole ? [] : textsOf(row).slice(Math.max(0, afterSequence + 1 - firstSequence));
    if (isWhole) yield { firstSequence, count, text };
    else if (texts.length > 0) yield toRow(firstSequence + count - texts.length, texts);
  }
}

/**
 * The rows; throws at one that does not begin behind the row before it, and at a first one that begins too
 * late.
 */
function* following(rows: Iterable<StoredRow>, afterSequence: number): Generator<StoredRow> {
  let next: number | undefined;
  for (const row of rows) {
    const { firstSequence, count } = row;
    const isNext = next === undefined ? firstSequence <= afterSequence + 1 : firstSequence === next;
    if (!isNext) throw new LogFault("damaged", `Events before sequence ${firstSequence} are missing.`);
    next = firstSequence + count;
    yield row;
  }
}

function textsOf(row: StoredRow): readonly string[] {
  const texts = unpackTexts(row.text);
  const isWhole = row.checksum === undefined ? texts.every(isJson) : row.checksum === checksumOf(row);
  if (!isWhole || texts.length !== row.count) {
    throw new LogFault(
      "damaged",
      `The row of events from sequence ${row.firstSequence} on is not as it was written.`,
    );
  }
  return texts;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function toRow(firstSequence: number, texts: readonly EventText[]): EventRow {
  return { firstSequence, count: texts.length, text: packTexts(texts) };
}
