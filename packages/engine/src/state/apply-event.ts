import {
  approvalResolution,
  Channel,
  Delivery,
  isTerminal,
  QuestionResolution,
  SessionStatus,
  TurnStatus,
} from "@aiwhisperer/protocol";
import { NO_CHANGES, type TurnChoice } from "../event/session-changes.ts";
import type { SessionEvent, SessionEventName } from "../event/session-event.ts";
import { addGrant } from "../grant/grants.ts";
import type { ProviderState } from "../model/model.ts";
import { foldPlanEvent } from "./plan-state.ts";
import { addQuestion, resolveQuestion } from "./question.ts";
import type { Answer, SessionState, Step, Turn } from "./session-state.ts";
import type { ToolCall } from "./tool-call.ts";

/** Folds the next event, which has that sequence, into the state. */
export function applyEvent(state: SessionState, event: SessionEvent, sequence: number): void {
  switch (event.method) {
    case "SessionStatusNotification":
      state.status = event.params.status;
      return;
    case "UserMessageNotification":
      addTurn(state, event.params);
      return;
    case "TurnStatusNotification":
      setTurnStatus(state, event.params, sequence);
      return;
    case "AIMessageChunkNotification":
      addChunk(state, event.params);
      return;
    case "MessageDiscardedNotification":
      discardAnswer(state, event.params);
      return;
    case "MessageExcludedNotification":
      excludeTurn(state, event.params);
      return;
    case "ToolCallChunkNotification":
      addDraft(state.turns.get(event.params.turnId), event.params.toolCallId);
      return;
    case "ToolCallDiscardedNotification":
      removeDraft(state.turns.get(event.params.turnId), event.params.toolCallId);
      return;
    case "ToolCallNotification":
    case "ToolApprovalRequestNotification":
    case "ToolApprovalResolvedNotification":
    case "GrantRevokedNotification":
    case "ToolCallLeaseNotification":
    case "ToolStartedNotification":
    case "ToolProgressNotification":
    case "ToolResultNotification":
      applyToolEvent(state, event);
      return;
    case "QuestionNotification":
    case "QuestionResolvedNotification":
      applyQuestionEvent(state, event);
      return;
    case "SessionSharedNotification": {
      const { userId, access } = event.params;
      if (access === undefined) state.shares.delete(userId);
      else state.shares.set(userId, access);
      return;
    }
    case "SessionForkedNotification":
      becomeFork(state);
      return;
    case "SessionChangedNotification":
    case "StepEndedNotification":
    case "ContextCompactedNotification":
      applyContextEvent(state, event);
      return;
    case "PlanStatusNotification":
    case "TaskStatusNotification":
      state.plan = foldPlanEvent(state.plan, event);
      return;
  }
}

/**
 * Folds the provider state that was stored with an event into the step that the event completes: the newest
 * one of its turn.
 */
export function applyStepState(state: SessionState, event: SessionEvent, stepState: ProviderState): void {
  const turnId = "turnId" in event.params ? event.params.turnId : undefined;
  const step = turnId === undefined ? undefined : state.turns.get(turnId)?.steps.at(-1);
  if (step !== undefined) step.state = stepState;
}

type Params<Name extends SessionEvent["method"]> = Extract<SessionEvent, { method: Name }>["params"];

/** What the copied events say of turns that had not ended, of users and of grants is not the fork's. */
function becomeFork(state: SessionState): void {
  state.status = SessionStatus.Active;
  state.changes = NO_CHANGES;
  state.activeTurnId = undefined;
  state.queue = [];
  state.shares.clear();
  state.grants.clear();
  state.started.splice(0, state.started.length, ...state.started.filter(({ status }) => isTerminal(status)));
  for (const { turnId, status } of [...state.turns.values()])
    if (!isTerminal(status)) state.turns.delete(turnId);
}

/** What later requests to models are made with. */
function applyContextEvent(
  state: SessionState,
  event: SessionEvent<
    "SessionChangedNotification" | "StepEndedNotification" | "ContextCompactedNotification"
  >,
): void {
  switch (event.method) {
    case "SessionChangedNotification": {
      const { changedBy: _, ...changes } = event.params;
      state.changes = { ...state.changes, ...changes };
      return;
    }
    case "StepEndedNotification":
      state.contextTokens = event.params.contextTokens;
      return;
    case "ContextCompactedNotification": {
      const { summary, throughTurnId, throughStep, tokensAfter } = event.params;
      const part = throughStep === undefined ? {} : { throughStep };
      state.compaction = { summary, throughTurnId, ...part };
      state.contextTokens = tokensAfter;
      return;
    }
  }
}

function addTurn(state: SessionState, params: Params<"UserMessageNotification">): void {
  const { turnId } = params;
  state.turns.set(turnId, newTurn(params, turnId));
  state.queue = params.delivery === Delivery.Interrupt ? [turnId, ...state.queue] : [...state.queue, turnId];
}

/** Shared, since most turns write no call in chunks. */
const NO_DRAFTS: readonly string[] = [];

/** A turn for a message, which waits. */
function newTurn(
  said: Pick<Params<"UserMessageNotification">, "messageId" | "message"> & TurnChoice,
  turnId: string,
): Turn {
  const { messageId, message, model, settings, responseFormat } = said;
  return {
    turnId,
    messageId,
    message,
    ...(model === undefined ? {} : { model }),
    ...(settings === undefined ? {} : { settings }),
    ...(responseFormat === undefined ? {} : { responseFormat }),
    status: TurnStatus.Queued,
    steps: [],
    drafts: NO_DRAFTS,
    attempt: 1,
    isExcluded: false,
  };
}

/** The new turn has the message of the one that it repeats, which models do not get any more. */
function addRetry(state: SessionState, turnId: string, retryOf: string): void {
  const repeated = state.turns.get(retryOf);
  if (repeated === undefined) return;
  if (!repeated.isExcluded) state.excludedTurns += 1;
  repeated.isExcluded = true;
  state.turns.set(turnId, newTurn(repeated, turnId));
  state.queue = [...state.queue, turnId];
}

function setTurnStatus(
  state: SessionState,
  { turnId, status, attempt, retryOf }: Params<"TurnStatusNotification">,
  sequence: number,
): void {
  if (retryOf !== undefined) addRetry(state, turnId, retryOf);
  const turn = state.turns.get(turnId);
  if (turn === undefined) return;
  turn.status = status;
  turn.lastSequence = sequence;
  turn.attempt = attempt ?? turn.attempt;
  if (status === TurnStatus.Queued) return;
  state.queue = state.queue.filter((waiting) => waiting !== turnId);
  if (isTerminal(status)) {
    if (state.activeTurnId === turnId) state.activeTurnId = undefined;
    return;
  }
  if (state.activeTurnId !== turnId) {
    state.started.push(turn);
    if (state.changes !== NO_CHANGES) turn.changes = state.changes;
  }
  state.activeTurnId = turnId;
}

function addChunk(state: SessionState, chunk: Params<"AIMessageChunkNotification">): void {
  const turn = state.turns.get(chunk.turnId);
  if (turn === undefined) return;
  let answer = turn.steps.at(-1)?.answer;
  if (answer === undefined || answer.messageId !== chunk.messageId) {
    answer = { messageId: chunk.messageId, text: "", joinedLength: 0, isFinal: false };
    turn.steps.push({ answer, calls: [] });
  }
  if ((chunk.channel ?? Channel.Final) === Channel.Final) answer.text += chunk.chunk;
  answer.isFinal = chunk.isFinal;
  const unjoined = answer.text.length - answer.joinedLength;
  if (answer.isFinal || unjoined > Math.max(MIN_UNJOINED, answer.joinedLength / 8)) joinPieces(answer);
}

/**
 * Length of pieces that is worth joining, in UTF-16 units; of a long text it is an eighth, so that joining
 * costs a fixed share of what the text cost.
 */
const MIN_UNJOINED = 1_024;
const ANYTHING = /^/;

/**
 * V8 keeps a text that was put together as its pieces, several times as large, until something looks through
 * it, as an expression does.
 */
function joinPieces(answer: Answer): void {
  ANYTHING.test(answer.text);
  answer.joinedLength = answer.text.length;
}

/** Only an answer without tool calls is ever discarded, so that its step goes with it. */
function discardAnswer(
  state: SessionState,
  { turnId, messageId }: Params<"MessageDiscardedNotification">,
): void {
  const steps = state.turns.get(turnId)?.steps;
  const index = steps?.findIndex(({ answer }) => answer?.messageId === messageId) ?? -1;
  if (index >= 0) steps?.splice(index, 1);
}

function excludeTurn(state: SessionState, { messageId }: Params<"MessageExcludedNotification">): void {
  const turn = state.started.findLast((started) => started.messageId === messageId);
  if (turn === undefined || turn.isExcluded) return;
  turn.isExcluded = true;
  state.excludedTurns += 1;
}

function applyToolEvent(
  state: SessionState,
  event: SessionEvent<
    | Exclude<
        Extract<SessionEventName, `Tool${string}`>,
        "ToolCallChunkNotification" | "ToolCallDiscardedNotification"
      >
    | "GrantRevokedNotification"
  >,
): void {
  switch (event.method) {
    case "ToolCallNotification":
      addToolCall(state, event.params);
      return;
    case "ToolApprovalRequestNotification":
      requestApproval(state, event.params);
      return;
    case "ToolApprovalResolvedNotification":
      resolveApproval(state, event.params);
      return;
    case "GrantRevokedNotification":
      state.grants.delete(event.params.grantId);
      return;
    case "ToolCallLeaseNotification": {
      const { clientId, deadline } = event.params;
      changeCall(state, event.params, (call) => {
        call.lease = { deadline, ...(clientId === undefined ? {} : { clientId }) };
      });
      return;
    }
    case "ToolStartedNotification":
      changeCall(state, event.params, (call) => {
        call.isStarted = true;
      });
      return;
    case "ToolProgressNotification":
      return;
    case "ToolResultNotification": {
      const { result, isError, failure } = event.params;
      changeCall(state, event.params, (call) => {
        call.result = { result, isError, ...(failure === undefined ? {} : { failure }) };
      });
      return;
    }
  }
}

function addDraft(turn: Turn | undefined, toolCallId: string): void {
  if (turn !== undefined && !turn.drafts.includes(toolCallId)) turn.drafts = [...turn.drafts, toolCallId];
}

function removeDraft(turn: Turn | undefined, toolCallId: string): void {
  if (turn?.drafts.includes(toolCallId)) turn.drafts = turn.drafts.filter((draft) => draft !== toolCallId);
}

function addToolCall(state: SessionState, params: Params<"ToolCallNotification">): void {
  const turn = state.turns.get(params.turnId);
  if (turn === undefined) return;
  const { toolCallId, turnId, step, toolName, executor, effect, deadline } = params;
  const call: ToolCall = {
    toolCallId,
    turnId,
    step,
    toolName,
    arguments: params.arguments,
    executor,
    effect,
    isStarted: false,
    ...(deadline === undefined ? {} : { deadline }),
  };
  removeDraft(turn, toolCallId);
  stepOfCalls(turn, step).calls.push(call);
  state.toolCalls.set(toolCallId, call);
  turn.attempt = 1;
}

/**
 * The step with that number: the newest one if it has calls of it, or has said something and called nothing
 * yet.
 */
function stepOfCalls(turn: Turn, number: number): Step {
  const last = turn.steps.at(-1);
  if (last !== undefined && (last.calls.length === 0 || last.calls[0]?.step === number)) return last;
  const step: Step = { calls: [] };
  turn.steps.push(step);
  return step;
}

function requestApproval(state: SessionState, params: Params<"ToolApprovalRequestNotification">): void {
  const { expiresAt, display, scopes, definitionHash } = params;
  changeCall(state, params, (call) => {
    call.approval = {
      expiresAt,
      ...(display === undefined ? {} : { display }),
      ...(scopes === undefined ? {} : { scopes }),
      ...(definitionHash === undefined ? {} : { definitionHash }),
    };
  });
}

function resolveApproval(state: SessionState, params: Params<"ToolApprovalResolvedNotification">): void {
  const { decision, reason, grant, definition = [] } = params;
  // An AllowAlways of an old log has no grant: its scope is not known, so that later calls are asked about.
  if (grant !== undefined) addGrant(state.grants, { grant, definition });
  changeCall(state, params, (call) => {
    if (call.approval === undefined) return;
    call.approval.decision = decision;
    call.approval.resolution = approvalResolution(params);
    if (reason !== undefined) call.approval.reason = reason;
    if (grant !== undefined) call.approval.grantId = grant.grantId;
    countAnew(state, call.turnId);
  });
}

function applyQuestionEvent(
  state: SessionState,
  event: SessionEvent<"QuestionNotification" | "QuestionResolvedNotification">,
): void {
  if (event.method === "QuestionNotification") {
    addQuestion(state, event.params);
    return;
  }
  const { turnId, resolution } = event.params;
  resolveQuestion(state, event.params);
  if (resolution === QuestionResolution.Decided) countAnew(state, turnId);
}

/** The restarts while a person was waited for are none that the turn had a part in. */
function countAnew(state: SessionState, turnId: string): void {
  const turn = state.turns.get(turnId);
  if (turn !== undefined) turn.attempt = 1;
}

function changeCall(
  state: SessionState,
  { toolCallId }: { readonly toolCallId: string },
  change: (call: ToolCall) => void,
): void {
  const call = state.toolCalls.get(toolCallId);
  if (call !== undefined) change(call);
}
