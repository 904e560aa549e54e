import {
  Channel,
  Delivery,
  type Grant,
  isTerminal,
  PlanStatus,
  QuestionResolution,
  SessionAccess,
  SessionStatus,
  TaskStatus,
  ToolDecision,
  ToolEffect,
  ToolExecutor,
  ToolFailure,
  TurnStatus,
} from "@aiwhisperer/protocol";
import { describe, expect, it } from "vitest";
import type { SessionEvent, SessionEventName } from "../event/session-event.ts";
import { applyEvent, initialState, openCalls, type SessionState } from "./session-state.ts";

const turnId = "turn-1";
const call = { toolCallId: "call-1", turnId };
const ids = { turnId, messageId: "answer-1" };

type Body<Name extends SessionEventName> = SessionEvent<Name>["params"];

function event<Name extends SessionEventName>(method: Name, params: Body<Name>): SessionEvent {
  return { method, params } as SessionEvent;
}

const asked = (id = turnId, delivery: Delivery = Delivery.Queue): SessionEvent =>
  event("UserMessageNotification", { turnId: id, messageId: `message-${id}`, message: "go", delivery });
const turned = (status: TurnStatus, more: Partial<Body<"TurnStatusNotification">> = {}): SessionEvent =>
  event("TurnStatusNotification", { turnId, status, ...more });
const said = (chunk: string, more: Partial<Body<"AIMessageChunkNotification">> = {}): SessionEvent =>
  event("AIMessageChunkNotification", { ...ids, chunk, isFinal: false, ...more });
const called = (more: Partial<Body<"ToolCallNotification">> = {}): SessionEvent =>
  event("ToolCallNotification", {
    ...call,
    step: 1,
    toolName: "paint",
    arguments: { wall: 1 },
    executor: ToolExecutor.Server,
    effect: ToolEffect.Write,
    ...more,
  });
const approvalAsked = event("ToolApprovalRequestNotification", {
  ...call,
  toolName: "paint",
  arguments: { wall: 1 },
  effect: ToolEffect.Write,
  expiresAt: 5,
});
const decided = (
  decision: ToolDecision,
  more: Partial<Body<"ToolApprovalResolvedNotification">> = {},
): SessionEvent =>
  event("ToolApprovalResolvedNotification", { ...call, decision, decidedBy: "ann", ...more });
const question = event("QuestionNotification", {
  questionId: "question-1",
  turnId,
  text: "Which?",
  schema: { type: "object" },
});
const answered = (resolution: QuestionResolution, more: object = {}): SessionEvent =>
  event("QuestionResolvedNotification", { questionId: "question-1", turnId, resolution, ...more });
const plan = { name: "a plan", tasks: [{ id: "a", kind: "no_op" }] };
const grant: Grant = {
  grantId: "grant-1",
  toolName: "paint",
  scope: { type: "tool" },
  label: "every call",
  text: "Allows every call of paint.",
  since: 1,
  grantedBy: "ann",
  definitionHash: "0".repeat(64),
};

const running = [asked(), turned(TurnStatus.Running)];
const calling = [...running, called()];

function fold(events: readonly SessionEvent[]): SessionState {
  const state = initialState();
  for (const each of events) applyEvent(state, each);
  return state;
}

const firstTurn = (state: SessionState) => state.turns.get(turnId);
const firstCall = (state: SessionState) => state.toolCalls.get(call.toolCallId);

/** What stands for a resolution without a person in logs without `resolution`. */
const oldDeciders = [
  ["expiry", QuestionResolution.Expired],
  ["cancellation", QuestionResolution.Cancelled],
  ["restart", QuestionResolution.Restarted],
  ["policy", QuestionResolution.Policy],
] as const;

/** An event after others, the part of the state that it is about, and the value of that part. */
type Row = readonly [
  what: string,
  before: readonly SessionEvent[],
  next: SessionEvent,
  part: (state: SessionState) => unknown,
  value: unknown,
];

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
    "a call in the step of the answer that made it",
    [...running, said("I paint.", { isFinal: true }), turned(TurnStatus.Running, { attempt: 3 })],
    called({ deadline: 9 }),
    (state) => [firstTurn(state)?.steps, firstTurn(state)?.attempt],
    [
      [
        {
          answer: { messageId: "answer-1", text: "I paint.", joinedLength: 8, isFinal: true },
          calls: [
            {
              ...call,
              step: 1,
              toolName: "paint",
              arguments: { wall: 1 },
              executor: ToolExecutor.Server,
              effect: ToolEffect.Write,
              isStarted: false,
              deadline: 9,
            },
          ],
        },
      ],
      1,
    ],
  ],
  [
    "a second call of the same step",
    calling,
    called({ toolCallId: "call-2" }),
    (state) => firstTurn(state)?.steps.map(({ calls }) => calls.map(({ toolCallId }) => toolCallId)),
    [["call-1", "call-2"]],
  ],
  [
    "a call of the next step",
    calling,
    called({ toolCallId: "call-2", step: 2 }),
    (state) => firstTurn(state)?.steps.map(({ calls }) => calls.map(({ toolCallId }) => toolCallId)),
    [["call-1"], ["call-2"]],
  ],
  [
    "a question about a call",
    calling,
    approvalAsked,
    (state) => firstCall(state)?.approval,
    { expiresAt: 5 },
  ],
  [
    "a decision: the attempts before it do not count",
    [...calling, approvalAsked, turned(TurnStatus.AwaitingApproval, { attempt: 4 })],
    decided(ToolDecision.Deny, { reason: "no" }),
    (state) => [firstCall(state)?.approval, firstTurn(state)?.attempt],
    [{ expiresAt: 5, decision: ToolDecision.Deny, resolution: QuestionResolution.Decided, reason: "no" }, 1],
  ],
  ...oldDeciders.map(
    ([decidedBy, resolution]): Row => [
      `a decision of an old log by ${decidedBy}`,
      [...calling, approvalAsked],
      decided(ToolDecision.Deny, { decidedBy }),
      (state) => firstCall(state)?.approval?.resolution,
      resolution,
    ],
  ),
  ...oldDeciders.map(
    ([decidedBy]): Row => [
      `a decision of a user with the name ${decidedBy}`,
      [...calling, approvalAsked],
      decided(ToolDecision.Deny, { decidedBy, resolution: QuestionResolution.Decided }),
      (state) => firstCall(state)?.approval?.resolution,
      QuestionResolution.Decided,
    ],
  ),
  [
    "a decision that grants",
    [...calling, approvalAsked],
    decided(ToolDecision.AllowAlways, { grant, definition: [] }),
    (state) => [[...state.grants], firstCall(state)?.approval?.grantId],
    [[["grant-1", { grant, definition: [] }]], "grant-1"],
  ],
  [
    "an old decision for always, without a grant",
    [...calling, approvalAsked],
    decided(ToolDecision.AllowAlways),
    (state) => state.grants.size,
    0,
  ],
  [
    "a grant that is revoked",
    [...calling, approvalAsked, decided(ToolDecision.AllowAlways, { grant })],
    event("GrantRevokedNotification", { grantId: "grant-1", toolName: "paint", revokedBy: "ann" }),
    (state) => state.grants.size,
    0,
  ],
  [
    "a lease",
    calling,
    event("ToolCallLeaseNotification", { ...call, clientId: "client-1", deadline: 7 }),
    (state) => firstCall(state)?.lease,
    { clientId: "client-1", deadline: 7 },
  ],
  [
    "a lease that no client has",
    [...calling, event("ToolCallLeaseNotification", { ...call, clientId: "client-1", deadline: 7 })],
    event("ToolCallLeaseNotification", { ...call, deadline: 8 }),
    (state) => firstCall(state)?.lease,
    { deadline: 8 },
  ],
  [
    "the start of a tool",
    calling,
    event("ToolStartedNotification", call),
    (state) => firstCall(state)?.isStarted,
    true,
  ],
  [
    "progress, which is not kept",
    calling,
    event("ToolProgressNotification", { ...call, text: "half" }),
    (state) => firstCall(state),
    firstCall(fold(calling)),
  ],
  [
    "a result",
    calling,
    event("ToolResultNotification", { ...call, result: "red", isError: true, failure: ToolFailure.Denied }),
    (state) => [firstCall(state)?.result, openCalls(state, turnId)],
    [{ result: "red", isError: true, failure: ToolFailure.Denied }, []],
  ],
  [
    "a question to a person",
    running,
    question,
    ({ questions, openQuestions }) => [[...questions.keys()], [...openQuestions.keys()]],
    [["question-1"], ["question-1"]],
  ],
  [
    "an answered question: the attempts before it do not count",
    [...running, question, turned(TurnStatus.AwaitingTool, { attempt: 4 })],
    answered(QuestionResolution.Decided, { answer: { name: "x" } }),
    (state) => [
      state.openQuestions.size,
      state.questions.get("question-1")?.resolved,
      firstTurn(state)?.attempt,
    ],
    [0, { resolution: QuestionResolution.Decided, answer: { name: "x" } }, 1],
  ],
  [
    "a question that expired: the attempts count",
    [...running, question, turned(TurnStatus.AwaitingTool, { attempt: 4 })],
    answered(QuestionResolution.Expired),
    (state) => [state.openQuestions.size, firstTurn(state)?.attempt],
    [0, 4],
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

  it("has a row for every event of a session", () => {
    // A name that is missing here, or too much, does not compile.
    const names: Readonly<Record<SessionEventName, true>> = {
      SessionStatusNotification: true,
      UserMessageNotification: true,
      TurnStatusNotification: true,
      AIMessageChunkNotification: true,
      MessageDiscardedNotification: true,
      MessageExcludedNotification: true,
      ToolCallNotification: true,
      ToolApprovalRequestNotification: true,
      ToolApprovalResolvedNotification: true,
      GrantRevokedNotification: true,
      ToolCallLeaseNotification: true,
      ToolStartedNotification: true,
      ToolProgressNotification: true,
      ToolResultNotification: true,
      QuestionNotification: true,
      QuestionResolvedNotification: true,
      SessionSharedNotification: true,
      PlanStatusNotification: true,
      TaskStatusNotification: true,
    };
    expect(new Set(rows.map(([, , next]) => next.method))).toEqual(new Set(Object.keys(names)));
  });

  it("ignores events of turns and calls that it does not know", () => {
    const strangers = [
      said("x"),
      turned(TurnStatus.Running),
      called(),
      approvalAsked,
      decided(ToolDecision.Deny),
    ];
    expect(fold(strangers)).toEqual(initialState());
  });

  it.each([
    [TurnStatus.Queued, false],
    [TurnStatus.Running, false],
    [TurnStatus.AwaitingTool, false],
    [TurnStatus.AwaitingApproval, false],
    [TurnStatus.Completed, true],
    [TurnStatus.Cancelled, true],
    [TurnStatus.Failed, true],
    [TurnStatus.Interrupted, true],
  ])("takes turn status %i for an end: %s", (status, expected) => {
    expect(isTerminal(status)).toBe(expected);
  });
});
