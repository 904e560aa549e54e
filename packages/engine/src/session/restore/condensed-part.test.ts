import { crc32 } from "node:zlib";
import {
  Channel,
  Delivery,
  QuestionResolution,
  SessionStatus,
  ToolDecision,
  TurnStatus,
} from "@aiwhisperer/protocol";
import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { EventEncoder } from "../../event/event-codec.ts";
import type { SessionEvent } from "../../event/session-event.ts";
import type { SnapshotPart } from "../../log/event-log.ts";
import { type EventText, packTexts, wholeText } from "../../log/event-text.ts";
import { condensedEvents, EventCondenser } from "./condensed-part.ts";
import { type FoldedStepState, StateFold } from "./state-fold.ts";

const turnId = fc.constantFrom("t1", "t2", "t3");
const messageId = fc.constantFrom("m1", "m2", "m3");
const questionId = fc.constantFrom("q1", "q2");
const toolCallId = fc.constantFrom("c1", "c2");
const event = (method: string, params: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<SessionEvent> =>
  fc.record(params).map((values) => ({ method, params: values }) as unknown as SessionEvent);

/** Any event, in any order: most histories make no sense, and add up to the same all the same. */
const anyEvent = fc.oneof(
  {
    weight: 10,
    arbitrary: event("AIMessageChunkNotification", {
      turnId,
      messageId,
      chunk: fc.oneof(
        fc.string({ maxLength: 8 }),
        fc.constantFrom('","chunk":"', "\\", '"}}', "\ud83d", "\udca9", "\n"),
      ),
      channel: fc.constantFrom(undefined, Channel.Final, Channel.Analysis),
      isFinal: fc.boolean(),
    }),
  },
  {
    weight: 3,
    arbitrary: event("UserMessageNotification", {
      turnId,
      messageId,
      message: fc.string(),
      delivery: fc.constantFrom(Delivery.Queue, Delivery.Interrupt),
    }),
  },
  {
    weight: 3,
    arbitrary: event("TurnStatusNotification", {
      turnId,
      status: fc.constantFrom(TurnStatus.Queued, TurnStatus.Running, TurnStatus.Completed, TurnStatus.Failed),
      attempt: fc.constantFrom(undefined, 2),
    }),
  },
  event("MessageDiscardedNotification", { turnId, messageId }),
  event("MessageExcludedNotification", { turnId, messageId, reason: fc.constant("r") }),
  event("ToolCallNotification", {
    toolCallId,
    turnId,
    step: fc.constantFrom(1, 2),
    toolName: fc.constant("look"),
    arguments: fc.jsonValue(),
  }),
  event("ToolCallChunkNotification", {
    toolCallId,
    turnId,
    toolName: fc.constant("look"),
    chunk: fc.string(),
  }),
  event("ToolCallDiscardedNotification", { toolCallId, turnId, reason: fc.constant("r") }),
  event("ToolApprovalRequestNotification", { toolCallId, turnId, expiresAt: fc.nat() }),
  event("ToolApprovalResolvedNotification", {
    toolCallId,
    turnId,
    decision: fc.constantFrom(ToolDecision.AllowAlways, ToolDecision.Deny),
    decidedBy: fc.constant("ann"),
    grant: fc.constantFrom(
      undefined,
      { grantId: "g1", toolName: "look" },
      { grantId: "g2", toolName: "look" },
    ),
  }),
  event("ToolProgressNotification", { toolCallId, turnId, text: fc.string() }),
  event("ToolResultNotification", { toolCallId, turnId, result: fc.jsonValue(), isError: fc.boolean() }),
  event("SessionStatusNotification", { status: fc.constantFrom(SessionStatus.Active, SessionStatus.Paused) }),
  event("ToolStartedNotification", { toolCallId, turnId }),
  event("ToolCallLeaseNotification", { toolCallId, turnId, clientId: fc.constant("a"), deadline: fc.nat() }),
  event("GrantRevokedNotification", { grantId: fc.constantFrom("g1", "g2"), revokedBy: fc.constant("ann") }),
  event("QuestionNotification", {
    questionId,
    turnId,
    toolCallId,
    text: fc.string(),
    expiresAt: fc.nat(),
  }),
  event("QuestionResolvedNotification", {
    questionId,
    turnId,
    resolution: fc.constantFrom(QuestionResolution.Decided, QuestionResolution.Expired),
  }),
  event("SessionSharedNotification", {
    userId: fc.constantFrom("a", "b"),
    access: fc.constantFrom(undefined, 1),
  }),
);

function foldAll(events: readonly SessionEvent[], stepStates: readonly FoldedStepState[]) {
  const fold = new StateFold(stepStates);
  for (const [index, each] of events.entries()) fold.take(index + 1, each);
  return fold;
}

const encoder = new EventEncoder("s");

/** The text of an event, of a delta as the log has it. */
function encode(sequence: number, each: SessionEvent): EventText {
  const isDelta =
    each.method === "ToolCallChunkNotification" ||
    (each.method === "AIMessageChunkNotification" && !each.params.isFinal);
  return isDelta ? encoder.encodeDelta(sequence, each) : JSON.stringify(each);
}

/**
 * Condenses events into parts of about `size` events; rows of `rowLength` events at once, or one by one if
 * that is 0.
 */
function condense(events: readonly SessionEvent[], size: number, rowLength: number): readonly SnapshotPart[] {
  const parts: SnapshotPart[] = [];
  let condenser = new EventCondenser(0, size);
  for (let index = 0; index < events.length; index += Math.max(1, rowLength)) {
    const texts = events
      .slice(index, index + Math.max(1, rowLength))
      .map((each, place) => encode(index + place + 1, each));
    const row = { firstSequence: index + 1, count: texts.length, text: packTexts(texts) };
    const part =
      rowLength === 0
        ? condenser.add({ sequence: index + 1, text: wholeText(texts[0]!) })
        : condenser.addPacked(row);
    if (part === undefined) continue;
    parts.push(part);
    condenser = new EventCondenser(part.lastSequence, size);
  }
  return parts;
}

/** Folds parts, and what is left over as it is. */
function foldCondensed(
  events: readonly SessionEvent[],
  stepStates: readonly FoldedStepState[],
  parts: readonly SnapshotPart[],
) {
  const fold = new StateFold(stepStates);
  for (const part of parts) {
    if (part.text === "") {
      for (let at = part.firstSequence; at <= part.lastSequence; at += 1) fold.take(at, events[at - 1]!);
    } else for (const { sequence, event: each } of condensedEvents(part)) fold.take(sequence, each);
    fold.skipTo(part.lastSequence);
  }
  for (const [index, each] of events.entries()) {
    if (index + 1 > fold.sequence) fold.take(index + 1, each);
  }
  return fold;
}

/** All of a state but how its texts lie in memory, which the joining of deltas changes. */
function contentOf({ state, sequence }: StateFold): unknown {
  const content = JSON.stringify({ ...state, sequence }, (name, value: unknown) => {
    if (name === "joinedLength") return undefined;
    if (value instanceof Map) return [...value];
    return value instanceof Set ? [...value] : value;
  });
  return JSON.parse(content);
}

/** A text that a state of a step may be stored with: what ends an append. */
const isStateEnd = ({ method }: SessionEvent): boolean =>
  method !== "ToolProgressNotification" && method !== "ToolCallChunkNotification";

describe("condensed events", () => {
  it("add up to the same state as the events themselves, wherever parts begin and end", () => {
    fc.assert(
      fc.property(
        fc.array(anyEvent, { maxLength: 60 }),
        fc.integer({ min: 1, max: 20 }),
        fc.nat(5),
        fc.nat(12),
        (events, size, every, rowLength) => {
          // As they come from the log: without members that are undefined.
          const stored = events.map((each) => JSON.parse(JSON.stringify(each)) as SessionEvent);
          const stepStates = stored.flatMap((each, index) =>
            every > 0 && index % every === 0 && isStateEnd(each)
              ? [{ sequence: index + 1, state: { number: index } as never }]
              : [],
          );
          expect(contentOf(foldCondensed(stored, stepStates, condense(stored, size, rowLength)))).toEqual(
            contentOf(foldAll(stored, stepStates)),
          );
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it("of an answer are one, without its thoughts", () => {
    const condenser = new EventCondenser(0, 300);
    let part: SnapshotPart | undefined;
    for (let sequence = 1; part === undefined; sequence += 1) {
      const channel = sequence % 2 === 0 ? Channel.Final : Channel.Analysis;
      const params = { turnId: "t", messageId: "m", chunk: `${sequence} `, channel, isFinal: false };
      const each: SessionEvent = { method: "AIMessageChunkNotification", params };
      part = condenser.add({ sequence, text: wholeText(encode(sequence, each)) });
    }
    const [only, ...more] = condensedEvents(part);
    expect(more).toEqual([]);
    expect(part).toMatchObject({ firstSequence: 1, lastSequence: 300 });
    expect(only).toMatchObject({
      sequence: 300,
      event: { params: { chunk: expect.stringMatching(/^2 4 6 .* 300 $/) } },
    });
  });

  it("of an answer are not parsed one by one where the log has them packed", () => {
    const chunks = ["a", '","chunk":"', "\\", '"}}', "\ud83d", "\udca9", "\n7", "z"];
    const texts = chunks.map((chunk, index) => {
      const params = { turnId: "t", messageId: "m", chunk: chunk.repeat(9), isFinal: false };
      return encoder.encodeDelta(index + 1, { method: "AIMessageChunkNotification", params });
    });
    const parse = vi.spyOn(JSON, "parse");
    const part = new EventCondenser(0, 8).addPacked({ firstSequence: 1, count: 8, text: packTexts(texts) })!;
    expect(parse).toHaveBeenCalledTimes(1);
    parse.mockRestore();
    const whole = chunks.map((chunk) => chunk.repeat(9)).join("");
    expect([...condensedEvents(part)]).toMatchObject([{ sequence: 8, event: { params: { chunk: whole } } }]);
    expect(part.lastChecksum).toBe(crc32(wholeText(texts[7]!)));
  });

  it("that would take as much room as the events are left to the log", () => {
    const condenser = new EventCondenser(10, 2);
    const each: SessionEvent = {
      method: "ToolStartedNotification",
      params: { turnId: "t", toolCallId: "c" },
    };
    const text = JSON.stringify(each);
    expect(condenser.add({ sequence: 11, text })).toBeUndefined();
    expect(condenser.add({ sequence: 12, text })).toMatchObject({
      firstSequence: 11,
      lastSequence: 12,
      text: "",
    });
  });
});
