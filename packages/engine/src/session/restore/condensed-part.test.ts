import {
  Channel,
  Delivery,
  QuestionResolution,
  SessionStatus,
  ToolDecision,
  TurnStatus,
} from "@aiwhisperer/protocol";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { SessionEvent } from "../../event/session-event.ts";
import type { SnapshotPart } from "../../log/event-log.ts";
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
      chunk: fc.string({ maxLength: 8 }),
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

/** Folds parts of so many events each, and what is left over as it is. */
function foldCondensed(
  events: readonly SessionEvent[],
  stepStates: readonly FoldedStepState[],
  size: number,
) {
  const fold = new StateFold(stepStates);
  const parts: SnapshotPart[] = [];
  let condenser = new EventCondenser(0, size);
  for (const [index, each] of events.entries()) {
    const part = condenser.add({ sequence: index + 1, text: JSON.stringify(each) }, each);
    if (part === undefined) continue;
    parts.push(part);
    condenser = new EventCondenser(index + 1, size);
  }
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
const isStateEnd = ({ method }: SessionEvent): boolean => method !== "ToolProgressNotification";

describe("condensed events", () => {
  it("add up to the same state as the events themselves, wherever parts begin and end", () => {
    fc.assert(
      fc.property(
        fc.array(anyEvent, { maxLength: 60 }),
        fc.integer({ min: 1, max: 20 }),
        fc.nat(5),
        (events, size, every) => {
          // As they come from the log: without members that are undefined.
          const stored = events.map((each) => JSON.parse(JSON.stringify(each)) as SessionEvent);
          const stepStates = stored.flatMap((each, index) =>
            every > 0 && index % every === 0 && isStateEnd(each)
              ? [{ sequence: index + 1, state: { number: index } as never }]
              : [],
          );
          expect(contentOf(foldCondensed(stored, stepStates, size))).toEqual(
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
      part = condenser.add({ sequence, text: JSON.stringify(each) }, each);
    }
    const [only, ...more] = condensedEvents(part);
    expect(more).toEqual([]);
    expect(part).toMatchObject({ firstSequence: 1, lastSequence: 300 });
    expect(only).toMatchObject({
      sequence: 300,
      event: { params: { chunk: expect.stringMatching(/^2 4 6 .* 300 $/) } },
    });
  });

  it("that would take as much room as the events are left to the log", () => {
    const condenser = new EventCondenser(10, 2);
    const each: SessionEvent = {
      method: "ToolStartedNotification",
      params: { turnId: "t", toolCallId: "c" },
    };
    const text = JSON.stringify(each);
    expect(condenser.add({ sequence: 11, text }, each)).toBeUndefined();
    expect(condenser.add({ sequence: 12, text }, each)).toMatchObject({
      firstSequence: 11,
      lastSequence: 12,
      text: "",
    });
  });
});
