import type { SessionState } from "./session-state.ts";
import { isAsking, type ToolCall } from "./tool-call.ts";

/** Returns the tool call of that id; searches from the end, where it nearly always is. */
export function findToolCall(state: SessionState, toolCallId: string): ToolCall | undefined {
  return state.toolCalls.findLast((call) => call.toolCallId === toolCallId);
}

/** Replaces or appends a tool call, and updates the pending approvals. */
export function withToolCall(state: SessionState, call: ToolCall): SessionState {
  const toolCalls = replaceCall(state.toolCalls, call) ?? [...state.toolCalls, call];
  return { ...state, toolCalls, pendingApprovals: nextPending(state.pendingApprovals, call) };
}

function nextPending(pending: readonly ToolCall[], call: ToolCall): readonly ToolCall[] {
  if (isAsking(call)) return replaceCall(pending, call) ?? [...pending, call];
  const isThere = pending.some(({ toolCallId }) => toolCallId === call.toolCallId);
  return isThere ? pending.filter(({ toolCallId }) => toolCallId !== call.toolCallId) : pending;
}

function replaceCall(calls: readonly ToolCall[], call: ToolCall): readonly ToolCall[] | undefined {
  const index = calls.findLastIndex(({ toolCallId }) => toolCallId === call.toolCallId);
  return index === -1 ? undefined : calls.with(index, call);
}
