import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { EventReader } from "./event-reader.ts";
import type { WireEvent } from "./wire-event.ts";

const MAX_LENGTH = 200;

function read(pieces: readonly (string | Uint8Array)[]): readonly WireEvent[] {
  const reader = new EventReader(MAX_LENGTH);
  const encoder = new TextEncoder();
  const events = pieces.flatMap((piece) =>
    reader.push(typeof piece === "string" ? encoder.encode(piece) : piece),
  );
  return [...events, ...reader.end()];
}

describe("the reader of events", () => {
  it.each<readonly [string, readonly WireEvent[]]>([
    ["data: a\n\ndata: b\n\n", [{ data: "a" }, { data: "b" }]],
    ["data:a\r\n\r\ndata: b\r\rdata:  c", [{ data: "a" }, { data: "b" }, { data: " c" }]],
    ["\uFEFF\n\ndata: a\n\n", [{ data: "a" }]],
    ["event: e\ndata: a\ndata: b\n\n", [{ name: "e", data: "a\nb" }]],
    ["event: e\n\ndata: a\n\n", [{ data: "a" }]],
    [": c\nid: 1\nretry: 2\ndata\n\n", [{ data: "" }]],
    ['data: {"a":1}\ndata: {"b":2}\n\n', [{ data: '{"a":1}' }, { data: '{"b":2}' }]],
    ['data: {"a":\ndata: 1}\n\n', [{ data: '{"a":\n1}' }]],
    ['data: a\n\n{"b":2}\nwords\n', [{ data: "a" }, { data: '{"b":2}' }]],
    [
      '{"a":"}{"}\n{"b":[1]}{"c":"\\""}',
      [{ data: '{"a":"}{"}' }, { data: '{"b":[1]}' }, { data: '{"c":"\\""}' }],
    ],
    ['{\n "a": 1\n}', [{ data: '{\n "a": 1\n}' }]],
    ['[{"a":1}]', [{ data: '[{"a":1}]' }]],
    ['{"a":', [{ data: '{"a":' }]],
    ["", []],
    [" \n ", []],
  ])("reads %j, however it is split", (text, events) => {
    expect(read([text])).toEqual(events);
    const bytes = new TextEncoder().encode(text);
    expect(read([...bytes].map((byte) => Uint8Array.of(byte)))).toEqual(events);
    for (let at = 0; at < bytes.length; at += 1) {
      expect(read([bytes.subarray(0, at), bytes.subarray(at)])).toEqual(events);
    }
  });

  it("reads any text the same however it is split", () => {
    const piece = fc.constantFrom(
      "data: ",
      "data:",
      "event: e",
      "\n",
      "\r",
      "\r\n",
      "\n\n",
      ":",
      "{",
      '{"a":1}',
      "}",
      '"',
      "ä",
      "😀",
      "x",
    );
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 20 }),
        fc.array(fc.nat(), { maxLength: 6 }),
        (pieces, cuts) => {
          const bytes = new TextEncoder().encode(pieces.join(""));
          const places = cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b);
          const parts = [0, ...places].map((at, index) => bytes.subarray(at, places[index] ?? bytes.length));
          expect(read(parts)).toEqual(read([bytes]));
        },
      ),
    );
  });

  it.each([
    ["a line without an end", "data: a\n\n", "data: "],
    ["an event of many lines", "data: a\n\n", "data: y\ndata: "],
    ["a value that is never closed", "{}", '{"a":"'],
  ])("fails on %s, after the events before it", (_what, before, begin) => {
    const reader = new EventReader(MAX_LENGTH);
    const encoder = new TextEncoder();
    const events = [...reader.push(encoder.encode(`${before}${begin}`))];
    for (let count = 0; count < 30; count += 1) events.push(...reader.push(encoder.encode("x".repeat(10))));
    expect(reader.isTooLong).toBe(true);
    expect([...events, ...reader.end()]).toHaveLength(1);
    const atOnce = new EventReader(MAX_LENGTH);
    const piece = encoder.encode(`${before}${begin}${"x".repeat(300)}`);
    expect([...atOnce.push(piece), ...atOnce.end()]).toHaveLength(1);
    expect(atOnce.isTooLong).toBe(true);
  });
});
