import type { StepPart } from "../model/model.ts";
import { discardedDrafts } from "../state/cut-off-turn.ts";
import { MAX_TOOL_NAME, type StepMessage } from "./step-message.ts";
import type { TurnContext } from "./turn-context.ts";

/**
 * Appends new text of a call's arguments. Calls beyond `maxToolCallsPerStep` and text beyond
 * `maxToolArgumentsLength` are not shown while they arrive: such calls are refused.
 */
export function takeCallDelta(
  turn: TurnContext,
  { drafts }: StepMessage,
  { toolCallId: modelCallId, toolName, text }: Extract<StepPart, { type: "callDelta" }>,
): { readonly kind: "interrupted" } | undefined {
  // The turn may have been cancelled while this part was on its way; nothing is appended after that.
  if (turn.signal.aborted) return { kind: "interrupted" };
  const { maxToolCallsPerStep, maxToolArgumentsLength } = turn.limits;
  const known = drafts.get(modelCallId);
  if (known === undefined && drafts.size >= maxToolCallsPerStep) return undefined;
  const draft = known ?? { toolCallId: turn.newId(), length: 0 };
  draft.length += text.length;
  drafts.set(modelCallId, draft);
  if (draft.length > maxToolArgumentsLength || text === "") return undefined;
  const { toolCallId } = draft;
  const params = { toolCallId, turnId: turn.turnId, toolName: toolName.slice(0, MAX_TOOL_NAME), chunk: text };
  turn.store.appendDelta({ method: "ToolCallChunkNotification", params });
  return undefined;
}

/** Discards what an earlier try of the step has written of calls. */
export function discardDrafts(turn: TurnContext, { drafts }: StepMessage): void {
  drafts.clear();
  const reason = "The model is asked again.";
  for (const event of discardedDrafts(turn.store.state, turn.turnId, reason)) turn.appendUnawaited(event);
}
