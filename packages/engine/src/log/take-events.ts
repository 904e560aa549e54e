import type { PackedEvents, ReadLimits, StoredEvent } from "./event-log.ts";

/**
 * Takes events up to the limits, at least one if there is one. Pulls no more than it needs. When the source
 * throws, returns the events before the error; the next read from there throws. Rethrows an error in place of
 * the first event.
 */
export function takeEvents<Item extends StoredEvent | PackedEvents>(
  events: Iterable<Item>,
  limits: ReadLimits,
): readonly Item[] {
  const taken: Item[] = [];
  try {
    takeInto(taken, events, limits);
  } catch (error) {
    if (taken.length === 0) {
      throw error;
    }
  }
  return taken;
}

function takeInto<Item extends StoredEvent | PackedEvents>(
  taken: Item[],
  events: Iterable<Item>,
  limits: ReadLimits,
): void {
  let length = 0;
  let count = 0;
  for (const event of events) {
    length += event.text.length;
    if (taken.length > 0 && length > limits.maxLength) {
      return;
    }
    taken.push(event);
    count += "count" in event ? event.count : 1;
    if (count >= limits.maxEvents || length >= limits.maxLength) {
      return;
    }
  }
}
