import {
  Channel,
  Delivery,
  PlanStatus,
  SessionAccess,
  SessionStatus,
  TaskStatus,
  TurnStatus,
} from "@aiwhisperer/protocol";
import { describe, expect, it } from "vitest";
import {
  asked,
  event,
  firstTurn,
  fold,
  ids,
  type Row,
  running,
  said,
  type ToolEventName,
  turned,
  turnId,
} from "../../../../tests/support/session-events.ts";
import type { SessionEventName } from "../event/session-event.ts";

const plan = { name: "a plan", tasks: [{ id: "a", kind: "no_op" }] };

const rows: readonly Row[] = [
  [
    "the status of the session",
    [],
    event("SessionStatusNotification", { status: SessionStatus.Paused }),
    (state) => state.status,
    SessionStatus.Paused,
  ],
  [
    "a message behind those that wait",
    [asked("turn-0")],
    asked(),
    ({ queue, turns }) => [queue, turns.get(turnId)],
    [
      ["turn-0", turnId],
      {
        turnId,
        messageId: "message-turn-1",
        message: "go",
        status: TurnStatus.Queued,
        steps: [],
        attempt: 1,
        isExcluded: false,
        drafts: [],
      },
    ],
  ],
  [
    "an interrupting message before those that wait",
    [asked("turn-0")],
    asked(turnId, Delivery.Interrupt),
    ({ queue }) => queue,
    [turnId, "turn-0"],
  ],
  [
    "a turn that begins",
    [asked(), asked("turn-2")],
    turned(TurnStatus.Running),
    ({ queue, activeTurnId, started }) => [queue, activeTurnId, started.map((each) => each.turnId)],
    [["turn-2"], turnId, [turnId]],
  ],
  [
    "a turn that begins again after a restart, once in the conversation",
    running,
    turned(TurnStatus.Running, { attempt: 2 }),
    (state) => [state.started.length, firstTurn(state)?.attempt],
    [1, 2],
  ],
  [
    "a turn that is queued again: it keeps its place",
    [asked(), asked("turn-2")],
    turned(TurnStatus.Queued),
    ({ queue, activeTurnId }) => [queue, activeTurnId],
    [[turnId, "turn-2"], undefined],
  ],
  [
    "the end of the turn at work",
    running,
    turned(TurnStatus.Completed),
    (state) => [state.activeTurnId, firstTurn(state)?.status],
    [undefined, TurnStatus.Completed],
  ],
  [
    "the end of a turn that waits: the turn at work stays",
    [
      asked("turn-0"),
      event("TurnStatusNotification", { turnId: "turn-0", status: TurnStatus.Running }),
      asked(),
    ],
    turned(TurnStatus.Cancelled),
    ({ queue, activeTurnId, started }) => [queue, activeTurnId, started.length],
    [[], "turn-0", 1],
  ],
  [
    "a chunk of an answer",
    [...running, said("half ")],
    said("done", { isFinal: false }),
    (state) => firstTurn(state)?.steps[0]?.answer,
    { messageId: "answer-1", text: "half done", joinedLength: 0, isFinal: false },
  ],
  [
    "the end of an answer",
    [...running, said("done")],
    said("", { isFinal: true }),
    (state) => firstTurn(state)?.steps[0]?.answer,
    { messageId: "answer-1", text: "done", joinedLength: 4, isFinal: true },
  ],
  [
    "a thought: it is no text of the answer",
    [...running, said("done")],
    said("hm", { channel: Channel.Analysis }),
    (state) => firstTurn(state)?.steps[0]?.answer?.text,
    "done",
  ],
  [
    "an answer under another id: a step of its own",
    [...running, said("one")],
    said("two", { messageId: "answer-2" }),
    (state) => firstTurn(state)?.steps.map(({ answer }) => answer?.text),
    ["one", "two"],
  ],
  [
    "a discarded answer",
    [...running, said("one")],
    event("MessageDiscardedNotification", { ...ids, reason: "restart" }),
    (state) => firstTurn(state)?.steps,
    [],
  ],
  [
    "a discarded answer that is not there",
    [...running, said("one")],
    event("MessageDiscardedNotification", { turnId, messageId: "answer-9", reason: "restart" }),
    (state) => firstTurn(state)?.steps.length,
    1,
  ],
  [
    "an excluded message",
    running,
    event("MessageExcludedNotification", { messageId: "message-turn-1", turnId, reason: "refused" }),
    (state) => [state.excludedTurns, firstTurn(state)?.isExcluded],
    [1, true],
  ],
  [
    "an excluded message, counted once",
    [
      ...running,
      event("MessageExcludedNotification", { messageId: "message-turn-1", turnId, reason: "refused" }),
    ],
    event("MessageExcludedNotification", { messageId: "message-turn-1", turnId, reason: "refused" }),
    (state) => state.excludedTurns,
    1,
  ],
  [
    "a share",
    [],
    event("SessionSharedNotification", { userId: "ben", access: SessionAccess.Drive }),
    ({ shares }) => [...shares],
    [["ben", SessionAccess.Drive]],
  ],
  [
    "a share that ends",
    [event("SessionSharedNotification", { userId: "ben", access: SessionAccess.Drive })],
    event("SessionSharedNotification", { userId: "ben" }),
    ({ shares }) => shares.size,
    0,
  ],
  [
    "changes, the newest of each",
    [event("SessionChangedNotification", { changedBy: "ann", title: "One", pinned: true })],
    event("SessionChangedNotification", { changedBy: "ben", title: null, model: "demo" }),
    ({ changes }) => changes,
    { title: null, pinned: true, model: "demo" },
  ],
  [
    "a turn that keeps what the session was when it began",
    [...running, event("SessionChangedNotification", { changedBy: "ann", model: "other" })],
    event("TurnStatusNotification", { turnId, status: TurnStatus.AwaitingTool }),
    (state) => [state.turns.get(turnId)?.changes, state.changes],
    [undefined, { model: "other" }],
  ],
  [
    "a turn that is run again with its message, in place of the one before",
    [...running, event("TurnStatusNotification", { turnId, status: TurnStatus.Failed })],
    event("TurnStatusNotification", { turnId: "turn-2", status: TurnStatus.Running, retryOf: turnId }),
    (state) => [
      state.turns.get("turn-2")?.message === state.turns.get(turnId)?.message,
      state.turns.get("turn-2")?.messageId,
      [...state.turns.values()].map(({ isExcluded }) => isExcluded),
      state.activeTurnId,
      state.queue,
    ],
    [true, "message-turn-1", [true, false], "turn-2", []],
  ],
  [
    "a fork, without the turns that had not ended",
    [
      ...running,
      event("TurnStatusNotification", { turnId, status: TurnStatus.Completed }),
      asked("turn-2"),
      event("SessionChangedNotification", { changedBy: "ann", title: "One" }),
      event("SessionSharedNotification", { userId: "ben", access: SessionAccess.Drive }),
    ],
    event("SessionForkedNotification", { fromSessionId: "other", fromSequence: 9 }),
    (state) => [[...state.turns.keys()], state.queue, state.changes, state.shares.size],
    [[turnId], [], {}, 0],
  ],
  [
    "a summary in place of the oldest part",
    [...running, event("StepEndedNotification", { turnId, step: 1, model: "demo", contextTokens: 90 })],
    event("ContextCompactedNotification", {
      fromSequence: 1,
      throughSequence: 4,
      throughTurnId: turnId,
      summary: "short",
      tokensAfter: 9,
      reason: "requested",
    }),
    ({ compaction, contextTokens }) => [compaction, contextTokens],
    [{ summary: "short", throughTurnId: turnId }, 9],
  ],
  [
    "nothing of what a step has used",
    running,
    event("StepEndedNotification", { turnId, step: 1, model: "demo", usage: { inputTokens: 3 } }),
    (state) => state.turns.get(turnId)?.steps,
    [],
  ],
  [
    "a plan",
    [],
    event("PlanStatusNotification", { planId: "plan-1", status: PlanStatus.Running, plan }),
    (state) => [state.plan?.planId, state.plan?.status, [...(state.plan?.tasks.keys() ?? [])]],
    ["plan-1", PlanStatus.Running, ["a"]],
  ],
  [
    "a task of a plan",
    [event("PlanStatusNotification", { planId: "plan-1", status: PlanStatus.Running, plan })],
    event("TaskStatusNotification", {
      planId: "plan-1",
      taskId: "a",
      status: TaskStatus.Completed,
      result: "done",
    }),
    (state) => state.plan?.tasks.get("a")?.progress,
    { taskId: "a", status: TaskStatus.Completed, attempt: 0, result: "done" },
  ],
];

describe("the fold of a session's events", () => {
  it.each(rows)("has %s", (_what, before, next, part, value) => {
    expect(part(fold([...before, next]))).toEqual(value);
  });

  it("has a row for every such event", () => {
    // A name that is missing here, or too much, does not compile.
    const names: Readonly<Record<Exclude<SessionEventName, ToolEventName>, true>> = {
      SessionStatusNotification: true,
      UserMessageNotification: true,
      TurnStatusNotification: true,
      AIMessageChunkNotification: true,
      MessageDiscardedNotification: true,
      MessageExcludedNotification: true,
      SessionSharedNotification: true,
      SessionChangedNotification: true,
      SessionForkedNotification: true,
      StepEndedNotification: true,
      ContextCompactedNotification: true,
      PlanStatusNotification: true,
      TaskStatusNotification: true,
    };
    expect(new Set(rows.map(([, , next]) => next.method))).toEqual(new Set(Object.keys(names)));
  });
});
