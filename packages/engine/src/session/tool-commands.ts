import { QuestionResolution, ToolDecision, ToolExecutor, ToolFailure } from "@aiwhisperer/protocol";
import type { SessionEvent } from "../event/session-event.ts";
import { EngineFault } from "../kit/engine-fault.ts";
import type { EngineLimits } from "../kit/limits.ts";
import { resolutionName } from "../state/question.ts";
import type { SessionState } from "../state/session-state.ts";
import { isPending, type ToolCall } from "../state/tool-call.ts";
import { toBoundedResult } from "../tool/tool-result.ts";

/** A user's decision about a tool call. */
export interface CallDecision {
  readonly toolCallId: string;
  readonly decision: ToolDecision;
  /** The user. */
  readonly decidedBy: string;
  readonly reason?: string;
}

/** What a client gave for a tool call. */
export interface GivenResult {
  readonly toolCallId: string;
  readonly result: unknown;
  readonly isError: boolean;
}

/**
 * The call that a decision is about. Throws `tool_call_not_found`, or `tool_call_resolved` when the decision
 * comes late or twice.
 */
export function requirePending(state: SessionState, toolCallId: string): ToolCall {
  const call = state.toolCalls.get(toolCallId);
  if (call?.approval === undefined) throw new EngineFault("tool_call_not_found", { toolCallId });
  if (!isPending(call)) throw resolved(call, resolutionOfApproval(call));
  return call;
}

/**
 * What a client's result adds to the log. Throws `tool_call_not_found`, or `tool_call_resolved` when it comes
 * late or twice.
 */
export function resultEvent(
  state: SessionState,
  { toolCallId, result, isError }: GivenResult,
  limits: EngineLimits,
): SessionEvent<"ToolResultNotification"> {
  const call = state.toolCalls.get(toolCallId);
  if (call?.executor !== ToolExecutor.Client) throw new EngineFault("tool_call_not_found", { toolCallId });
  if (call.result !== undefined) throw resolved(call, resolutionOfResult(call));
  // What has to be decided about, or was denied, is not for a client to run.
  const { approval, turnId } = call;
  if (approval !== undefined && (approval.decision ?? ToolDecision.Deny) === ToolDecision.Deny) {
    throw new EngineFault("tool_call_not_found", { toolCallId });
  }
  const bounded = toBoundedResult(result, limits);
  return {
    method: "ToolResultNotification",
    params: { toolCallId, turnId, result: bounded, isError },
  };
}

function resolved({ toolCallId }: ToolCall, resolution: string): EngineFault {
  return new EngineFault("tool_call_resolved", { toolCallId, resolution });
}

function resolutionOfApproval({ approval }: ToolCall): string {
  return resolutionName(approval?.resolution ?? QuestionResolution.Decided);
}

function resolutionOfResult(call: ToolCall): string {
  switch (call.result?.failure) {
    case ToolFailure.TimedOut:
      return "expired";
    case ToolFailure.Cancelled:
      return "cancelled";
    case ToolFailure.Denied:
      return resolutionOfApproval(call);
    default:
      return "result";
  }
}
