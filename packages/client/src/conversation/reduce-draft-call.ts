import type { ToolCallChunkNotification } from "@aiwhisperer/protocol";
import type { SessionState } from "./session-state.ts";
import type { ToolCallDraft } from "./tool-call.ts";

/** Length, in UTF-16 units, above which the text of a draft is cut to the last half of that. */
const maxDraftText = 65_536;

/** Folds new text of the arguments of a call that a model writes. */
export function applyToolCallChunk(
  state: SessionState,
  { toolCallId, turnId, toolName, chunk, sequence }: ToolCallChunkNotification,
): SessionState {
  const { draftCalls } = state;
  const index = draftCalls.findLastIndex((draft) => draft.toolCallId === toolCallId);
  const known = draftCalls[index] ?? { toolCallId, turnId, toolName, text: "", length: 0, sequence };
  const whole = known.text + chunk;
  const text = whole.length > maxDraftText ? whole.slice(-maxDraftText / 2).toWellFormed() : whole;
  const draft: ToolCallDraft = { ...known, text, length: known.length + chunk.length };
  return { ...state, draftCalls: index === -1 ? [...draftCalls, draft] : draftCalls.with(index, draft) };
}

/** Removes the draft of a call that is whole now, or that is not made. */
export function withoutDraft(state: SessionState, toolCallId: string): SessionState {
  const draftCalls = state.draftCalls.filter((draft) => draft.toolCallId !== toolCallId);
  return draftCalls.length === state.draftCalls.length ? state : { ...state, draftCalls };
}
