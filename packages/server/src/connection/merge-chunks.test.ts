import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mergeChunks } from "./merge-chunks.ts";

const event = (sequence: number, method: string, params: object) => ({
  sequence,
  text: JSON.stringify({ method, params: { sessionId: "s", sequence, ...params } }),
});

const chunk = (sequence: number, messageId: string, text: string, more: object = {}) =>
  event(sequence, "AIMessageChunkNotification", {
    messageId,
    turnId: "t",
    chunk: text,
    isFinal: false,
    ...more,
  });

const read = ({ text }: { text: string }) => JSON.parse(text);

describe("mergeChunks", () => {
  it("joins neighbouring chunks of one message and names the first one's sequence", () => {
    const events = [chunk(4, "m", "Hel"), chunk(5, "m", "lo "), chunk(6, "m", "you")];
    expect(mergeChunks(events).map(read)).toEqual([
      {
        method: "AIMessageChunkNotification",
        params: {
          sessionId: "s",
          sequence: 6,
          firstSequence: 4,
          messageId: "m",
          turnId: "t",
          chunk: "Hello you",
          isFinal: false,
        },
      },
    ]);
  });

  it("leaves a single chunk, a final one and every other event as they are", () => {
    const events = [
      chunk(1, "m", "a"),
      chunk(2, "m", "", { isFinal: true, length: 1 }),
      event(3, "TurnStatusNotification", { turnId: "t", status: 4 }),
    ];
    expect(mergeChunks(events)).toEqual(events);
  });

  it("does not join across messages or channels", () => {
    const events = [chunk(1, "m", "a", { channel: 1 }), chunk(2, "m", "b"), chunk(3, "n", "c")];
    expect(mergeChunks(events)).toEqual(events);
  });

  it("keeps every message's text, the order, and covers every sequence once", () => {
    const part = fc.record({
      messageId: fc.constantFrom("m", "n"),
      text: fc.string({ maxLength: 3, unit: "binary" }),
      isFinal: fc.boolean(),
      isChunk: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(part, { maxLength: 30 }), (parts) => {
        const events = parts.map(({ messageId, text, isFinal, isChunk }, index) =>
          isChunk
            ? chunk(index + 1, messageId, isFinal ? "" : text, { isFinal })
            : event(index + 1, "TurnStatusNotification", { turnId: "t", status: 1 }),
        );
        const merged = mergeChunks(events);
        const textOf = (list: readonly { text: string }[]) =>
          list.map(read).reduce<Record<string, string>>((texts, { params }) => {
            if ("chunk" in params) texts[params.messageId] = (texts[params.messageId] ?? "") + params.chunk;
            return texts;
          }, {});
        expect(textOf(merged)).toEqual(textOf(events));
        const covered = merged
          .map(read)
          .flatMap(({ params: { sequence, firstSequence = sequence } }) =>
            Array.from({ length: sequence - firstSequence + 1 }, (_, index) => firstSequence + index),
          );
        expect(covered).toEqual(events.map(({ sequence }) => sequence));
      }),
    );
  });
});
