import {
  type Grant,
  QuestionResolution,
  ToolDecision,
  ToolEffect,
  ToolExecutor,
  ToolFailure,
  TurnStatus,
} from "@aiwhisperer/protocol";
import { describe, expect, it } from "vitest";
import {
  type Body,
  call,
  called,
  event,
  firstTurn,
  fold,
  type Row,
  running,
  said,
  type ToolEventName,
  turned,
  turnId,
} from "../../../../tests/support/session-events.ts";
import type { SessionEvent } from "../event/session-event.ts";
import { initialState, openCalls, type SessionState } from "./session-state.ts";

const calling = [...running, called()];
const firstCall = (state: SessionState) => state.toolCalls.get(call.toolCallId);

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

/** The words for resolutions without a person, in logs without `resolution`. */
const oldDeciders = [
  ["expiry", QuestionResolution.Expired],
  ["cancellation", QuestionResolution.Cancelled],
  ["restart", QuestionResolution.Restarted],
  ["policy", QuestionResolution.Policy],
] as const;

const rows: Row[] = [
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
];

const drafted = (toolCallId = "call-1"): SessionEvent =>
  event("ToolCallChunkNotification", { toolCallId, turnId, toolName: "paint", chunk: "{" });

rows.push(
  [
    "a call that is being written, once",
    [...running, drafted()],
    drafted(),
    (state) => firstTurn(state)?.drafts,
    ["call-1"],
  ],
  [
    "a call that is not made any more",
    [...running, drafted(), drafted("call-2")],
    event("ToolCallDiscardedNotification", { toolCallId: "call-1", turnId, reason: "cut off" }),
    (state) => firstTurn(state)?.drafts,
    ["call-2"],
  ],
  ["a call that is whole", [...running, drafted()], called(), (state) => firstTurn(state)?.drafts, []],
);

describe("the fold of events about tools", () => {
  it.each(rows)("has %s", (_what, before, next, part, value) => {
    expect(part(fold([...before, next]))).toEqual(value);
  });

  it("has a row for every such event", () => {
    // A name that is missing here, or too much, does not compile.
    const names: Readonly<Record<ToolEventName, true>> = {
      ToolCallChunkNotification: true,
      ToolCallDiscardedNotification: true,
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
});
