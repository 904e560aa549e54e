import { QuestionResolution, ToolFailure, TurnStatus } from "@aiwhisperer/protocol";
import type { SessionEvent } from "../event/session-event.ts";
import { openQuestions, unansweredEvents } from "./question.ts";
import { openCalls, type SessionState } from "./session-state.ts";
import { isPending, personlessDenial, type ToolCall } from "./tool-call.ts";

const RESTARTED = "The server was restarted.";

/** The reason why a turn leaves questions and calls open. */
type Abandonment = typeof QuestionResolution.Cancelled | typeof QuestionResolution.Restarted;

/**
 * Returns the events before a cut-off turn resumes: they resolve the questions of tools that no longer run,
 * save those of tools that keep them, discard its partial answer and calls, and set its status to Running.
 */
export function discardedEvents(
  state: SessionState,
  turnId: string,
  keepsQuestion: (toolName: string) => boolean,
): readonly SessionEvent[] {
  const lost = openQuestions(state, turnId).filter(({ toolCallId = "" }) => {
    const call = state.toolCalls.get(toolCallId);
    return call === undefined || !keepsQuestion(call.toolName);
  });
  const unfinished = unfinishedAnswer(state, turnId);
  const discarded: readonly SessionEvent[] =
    unfinished === undefined
      ? []
      : [
          {
            method: "MessageDiscardedNotification",
            params: {
              messageId: unfinished.messageId,
              turnId,
              reason: `${RESTARTED} The answer is produced again.`,
            },
          },
        ];
  const notice = `${RESTARTED} The turn continues.`;
  const attempt = (state.turns.get(turnId)?.attempt ?? 1) + 1;
  return [
    ...unansweredEvents(lost, QuestionResolution.Restarted),
    ...discarded,
    ...discardedDrafts(state, turnId, RESTARTED),
    { method: "TurnStatusNotification", params: { turnId, status: TurnStatus.Running, notice, attempt } },
  ];
}

/**
 * Returns the events that end a cut-off turn: results of its open tool calls, the final chunk of its partial
 * answer, then its terminal status.
 */
export function interruptedEvents(
  state: SessionState,
  turnId: string,
  message = `${RESTARTED} Send the message again to continue.`,
): readonly SessionEvent[] {
  const error = { code: "interrupted", message };
  const params = { turnId, status: TurnStatus.Interrupted, stopReason: "error", error };
  return [
    ...abandonedCalls(state, turnId, QuestionResolution.Restarted),
    ...finalChunks(state, turnId),
    { method: "TurnStatusNotification", params },
  ];
}

/** Returns the events that cancel a turn that does not run: a queued turn, or one that was cut off. */
export function cancelledEvents(state: SessionState, turnId: string): readonly SessionEvent[] {
  const params = { turnId, status: TurnStatus.Cancelled, stopReason: "cancelled" };
  return [
    ...abandonedCalls(state, turnId, QuestionResolution.Cancelled),
    ...finalChunks(state, turnId),
    { method: "TurnStatusNotification", params },
  ];
}

/**
 * Returns the events that end the open tool calls of a turn: each question and approval gets its one
 * resolution, each call its one result, and each call that was being written its end.
 */
export function abandonedCalls(
  state: SessionState,
  turnId: string,
  resolution: Abandonment,
): readonly SessionEvent[] {
  const unanswered = unansweredEvents(openQuestions(state, turnId), resolution);
  const drafts = discardedDrafts(state, turnId, "The turn ended before the call was whole.");
  const results = openCalls(state, turnId).flatMap((call) => abandonedCall(call, resolution));
  return [...unanswered, ...drafts, ...results];
}

/** Returns the events that discard the tool calls of a turn that are being written, except for those kept. */
export function discardedDrafts(
  state: SessionState,
  turnId: string,
  reason: string,
  kept: ReadonlySet<string> = new Set(),
): readonly SessionEvent[] {
  const drafts = state.turns.get(turnId)?.drafts.filter((toolCallId) => !kept.has(toolCallId)) ?? [];
  return drafts.map((toolCallId) => ({
    method: "ToolCallDiscardedNotification",
    params: { toolCallId, turnId, reason },
  }));
}

function abandonedCall(call: ToolCall, resolution: Abandonment): readonly SessionEvent[] {
  const { toolCallId, turnId } = call;
  const result = call.isStarted
    ? "The turn was ended while the tool ran; what it had done stays done."
    : "The turn was ended before the tool ran.";
  const failure = ToolFailure.Cancelled;
  const given: SessionEvent = {
    method: "ToolResultNotification",
    params: { toolCallId, turnId, result, isError: true, failure },
  };
  return isPending(call) ? [personlessDenial(call, resolution), given] : [given];
}

function finalChunks(state: SessionState, turnId: string): readonly SessionEvent[] {
  const unfinished = unfinishedAnswer(state, turnId);
  if (unfinished === undefined) return [];
  const { messageId, text } = unfinished;
  const params = { messageId, turnId, chunk: "", isFinal: true, length: text.length };
  return [{ method: "AIMessageChunkNotification", params }];
}

function unfinishedAnswer(state: SessionState, turnId: string) {
  const answer = state.turns.get(turnId)?.steps.at(-1)?.answer;
  return answer?.isFinal === false ? answer : undefined;
}
