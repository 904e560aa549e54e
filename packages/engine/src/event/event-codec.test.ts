import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { packTexts, wholeText } from "../log/event-text.ts";
import {
  type AnswerDelta,
  decodeEvent,
  EventEncoder,
  isChunk,
  isProgress,
  mergeChunks,
  readPackedDeltas,
} from "./event-codec.ts";

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

  it("joins the chunks of one tool call, and of no two", () => {
    const piece = (sequence: number, toolCallId: string, text: string) =>
      event(sequence, "ToolCallChunkNotification", { toolCallId, turnId: "t", toolName: "f", chunk: text });
    const events = [piece(1, "c", '{"a"'), piece(2, "c", ":1}"), piece(3, "d", "{"), chunk(4, "m", "x")];
    expect(mergeChunks(events).map(read)).toEqual([
      read(
        event(2, "ToolCallChunkNotification", {
          firstSequence: 1,
          toolCallId: "c",
          turnId: "t",
          toolName: "f",
          chunk: '{"a":1}',
        }),
      ),
      ...events.slice(2).map(read),
    ]);
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

const delta = (text: string, more: object = {}): AnswerDelta => ({
  method: "AIMessageChunkNotification",
  params: { messageId: "m", turnId: "t", chunk: text, isFinal: false, ...more },
});

describe("the text of an event", () => {
  const encoder = new EventEncoder("s");

  it("of a delta is that of any other event, and is recognised as a chunk", () => {
    const text = wholeText(encoder.encodeDelta(7, delta('a"b\n', { channel: 1 })));
    expect(JSON.parse(text)).toEqual({
      method: "AIMessageChunkNotification",
      params: {
        sessionId: "s",
        sequence: 7,
        messageId: "m",
        turnId: "t",
        chunk: 'a"b\n',
        isFinal: false,
        channel: 1,
      },
    });
    expect(isChunk(text)).toBe(true);
    expect(
      isChunk(
        wholeText(
          encoder.encode(8, { ...delta(""), params: { ...delta("").params, isFinal: true, length: 1 } }),
        ),
      ),
    ).toBe(true);
    const progress = encoder.encode(9, {
      method: "ToolProgressNotification",
      params: { toolCallId: "c", turnId: "t", text: "…" },
    });
    expect(isChunk(wholeText(progress))).toBe(false);
    expect(isProgress(wholeText(progress))).toBe(true);
  });

  it("is merged with its neighbours' however the encoder wrote them", () => {
    const texts = ["Hel", "lo ", "you"].map((text, index) => encoder.encodeDelta(index + 4, delta(text)));
    const events = texts.map((text, index) => ({ sequence: index + 4, text: wholeText(text) }));
    const [merged, ...more] = mergeChunks(events);
    expect(more).toEqual([]);
    expect(decodeEvent(merged!.text).params).toMatchObject({
      sequence: 6,
      firstSequence: 4,
      chunk: "Hello you",
    });
  });

  it("of packed deltas is read without decoding each, and equals what decoding them returns", () => {
    const chunk = fc.oneof(
      fc.string({ unit: "binary", maxLength: 6 }),
      fc.constantFrom('","', '"}}', '\n5,"chunk":"', "\ud83d"),
    );
    fc.assert(
      fc.property(fc.array(chunk, { minLength: 1, maxLength: 8 }), fc.nat(2), (chunks, channel) => {
        const more = channel === 0 ? {} : { channel };
        const texts = chunks.map((each, index) => encoder.encodeDelta(index + 1, delta(each, more)));
        const packed = readPackedDeltas({ firstSequence: 1, count: texts.length, text: packTexts(texts) })!;
        expect(JSON.parse(`"${packed.escaped}"`)).toBe(
          JSON.parse(`"${chunks.map((each) => JSON.stringify(each).slice(1, -1)).join("")}"`),
        );
        expect(packed.params).toMatchObject({ messageId: "m", turnId: "t", isFinal: false, ...more });
        expect(packed.lastText).toBe(wholeText(texts.at(-1)!));
        expect(packed.length).toBe(texts.reduce((sum, each) => sum + wholeText(each).length, 0));
      }),
    );
  });

  it("of anything else that is packed is not read as deltas", () => {
    const first = encoder.encodeDelta(1, delta("a"));
    const others = [
      encoder.encode(2, { ...delta("b"), params: { ...delta("b").params, isFinal: true, length: 2 } }),
      encoder.encodeDelta(2, { ...delta("b"), params: { ...delta("b").params, messageId: "n" } }),
    ];
    for (const other of others) {
      expect(
        readPackedDeltas({ firstSequence: 1, count: 2, text: packTexts([first, other]) }),
      ).toBeUndefined();
    }
    expect(readPackedDeltas({ firstSequence: 1, count: 2, text: packTexts([first]) })).toBeUndefined();
  });
});
