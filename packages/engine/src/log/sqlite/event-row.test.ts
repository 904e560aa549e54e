import { describe, expect, it } from "vitest";
import { takeEvents } from "../take-events.ts";
import { checksumOf, eventsIn, rowsOf, type StoredRow } from "./event-row.ts";

function rows(firstSequence: number, events: readonly string[]) {
  return [...rowsOf({ firstSequence, events })];
}

/** The same rows as the log keeps them. */
function storedRows(firstSequence: number, events: readonly string[]): readonly StoredRow[] {
  return rows(firstSequence, events).map((row) => ({ ...row, checksum: checksumOf(row) }));
}

/** 600 events in three rows. */
const numbers = Array.from({ length: 600 }, (_, index) => `${index + 1}`);

describe("rowsOf", () => {
  it("puts neighbouring events into one row", () => {
    expect(rows(5, ["a", "b", "c"])).toEqual([{ firstSequence: 5, count: 3, text: "a\nb\nc" }]);
  });

  it("returns no row for no events", () => {
    expect(rows(5, [])).toEqual([]);
  });

  it("begins a new row where the length would pass its limit", () => {
    const half = "x".repeat(40_000);
    expect(rows(1, ["a", half, half, "b"]).map(({ firstSequence, count }) => [firstSequence, count])).toEqual(
      [
        [1, 2],
        [3, 2],
      ],
    );
  });

  it("puts an event that is longer than a row into a row of its own", () => {
    const long = "x".repeat(100_000);
    expect(rows(1, [long, long, "a"]).map(({ firstSequence, count }) => [firstSequence, count])).toEqual([
      [1, 1],
      [2, 1],
      [3, 1],
    ]);
  });

  it("begins a new row after 256 events", () => {
    const counts = rows(
      1,
      Array.from({ length: 600 }, () => "a"),
    ).map((row) => row.count);
    expect(counts).toEqual([256, 256, 88]);
  });
});

describe("eventsIn", () => {
  it("returns the events of rows from a sequence in the middle of a row", () => {
    const events = [...eventsIn(storedRows(1, numbers), 300)];
    expect(events).toHaveLength(300);
    expect(events[0]).toEqual({ sequence: 301, text: "301" });
    expect(events.at(-1)).toEqual({ sequence: 600, text: "600" });
  });

  it("returns the events before a missing row, and throws at the gap", () => {
    const [first, , third] = storedRows(1, numbers);
    const events = eventsIn([first!, third!], 0);
    expect(Array.from({ length: 256 }, () => events.next().value?.sequence).at(-1)).toBe(256);
    expect(() => events.next()).toThrow("Events before sequence 513 are missing.");
  });

  it("throws where the first row begins behind the next event", () => {
    expect(() => [...eventsIn(storedRows(7, ["a"]), 5)]).toThrow("Events before sequence 7 are missing.");
  });

  it("throws at a row whose text or number of events is not as it was written", () => {
    const [row] = storedRows(1, ["1", "2"]);
    for (const harm of [{ text: "1\n3" }, { count: 3 }, { checksum: 0 }]) {
      expect(() => [...eventsIn([{ ...row!, ...harm }], 0)]).toThrow("is not as it was written");
    }
  });

  it("takes a row without a checksum for whole as long as its texts are JSON", () => {
    const [row] = storedRows(1, ['{"a":1}', '{"a":2}']);
    const old = { ...row!, checksum: undefined };
    expect([...eventsIn([old], 1)]).toEqual([{ sequence: 2, text: '{"a":2}' }]);
    expect(() => [...eventsIn([{ ...old, text: '{"a":1}\n{"a":' }], 0)]).toThrow("is not as it was written");
  });
});

describe("takeEvents", () => {
  it("asks for no event beyond the limits", () => {
    let asked = 0;
    function* events() {
      for (;;) {
        asked += 1;
        yield { sequence: asked, text: "abc" };
      }
    }
    expect(takeEvents(events(), { maxEvents: 2, maxLength: 100 })).toHaveLength(2);
    expect(asked).toBe(2);
  });

  it("returns what it has when its source throws, and rethrows an error in place of the first event", () => {
    function* events(count: number) {
      for (let sequence = 1; sequence <= count; sequence += 1) yield { sequence, text: "abc" };
      throw new Error("no further");
    }
    const limits = { maxEvents: 10, maxLength: 100 };
    expect(takeEvents(events(2), limits)).toHaveLength(2);
    expect(() => takeEvents(events(0), limits)).toThrow("no further");
  });
});
