import { describe, expect, it } from "vitest";
import { eventsIn, rowsOf, takeEvents } from "./event-row.ts";

function rows(firstSequence: number, events: readonly string[]) {
  return [...rowsOf({ firstSequence, events })];
}

describe("rowsOf", () => {
  it("puts neighbouring events into one row", () => {
    expect(rows(5, ["a", "b", "c"])).toEqual([{ firstSequence: 5, count: 3, text: "a\nb\nc" }]);
  });

  it("gives no row for no events", () => {
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

  it("gives an event that is longer than a row one of its own", () => {
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
  it("gives back what was put into rows, from a sequence in the middle of one on", () => {
    const texts = Array.from({ length: 600 }, (_, index) => `${index + 1}`);
    const events = [...eventsIn(rows(1, texts), 300)];
    expect(events).toHaveLength(300);
    expect(events[0]).toEqual({ sequence: 301, text: "301" });
    expect(events.at(-1)).toEqual({ sequence: 600, text: "600" });
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
});
