import type { ReadLimits, StoredEvent } from "./event-log.ts";

/** Several neighbouring events of a session in one row: their texts joined by line breaks. */
export interface EventRow {
  readonly firstSequence: number;
  readonly count: number;
  readonly text: string;
}

/** A row ends after this many UTF-16 units or events, so that reading a slice never decodes much more than the slice. */
const maxRowLength = 64 * 1024;
const maxRowEvents = 256;

/** Splits events into rows, in order, each at least one event. */
export function* rowsOf(write: {
  readonly firstSequence: number;
  readonly events: readonly string[];
}): Generator<EventRow> {
  const { firstSequence, events } = write;
  let start = 0;
  let length = 0;
  for (const [index, text] of events.entries()) {
    const isFull = length + text.length > maxRowLength || index - start === maxRowEvents;
    if (isFull && index > start) {
      yield toRow(firstSequence + start, events.slice(start, index));
      start = index;
      length = 0;
    }
    length += text.length;
  }
  if (start < events.length) {
    yield toRow(firstSequence + start, start === 0 ? events : events.slice(start));
  }
}

/** Takes events up to the limits, at least one where there is one; asks for no more than it needs. */
export function takeEvents(events: Iterable<StoredEvent>, limits: ReadLimits): readonly StoredEvent[] {
  const taken: StoredEvent[] = [];
  let length = 0;
  for (const event of events) {
    length += event.text.length;
    if (taken.length > 0 && length > limits.maxLength) {
      return taken;
    }
    taken.push(event);
    if (taken.length >= limits.maxEvents || length >= limits.maxLength) {
      return taken;
    }
  }
  return taken;
}

/** The events after `afterSequence` that are in rows which follow each other. */
export function* eventsIn(
  rows: Iterable<Pick<EventRow, "firstSequence" | "text">>,
  afterSequence: number,
): Generator<StoredEvent> {
  for (const { firstSequence, text } of rows) {
    const texts = text.split("\n");
    for (let index = Math.max(0, afterSequence + 1 - firstSequence); index < texts.length; index += 1) {
      yield { sequence: firstSequence + index, text: texts[index] ?? "" };
    }
  }
}

function toRow(firstSequence: number, texts: readonly string[]): EventRow {
  return { firstSequence, count: texts.length, text: texts.join("\n") };
}
