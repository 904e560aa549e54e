import { TurnStatus } from "@aiwhisperer/protocol";
import { openQuestions } from "../state/question.ts";
import { openCalls } from "../state/session-state.ts";
import { isPending } from "../state/tool-call.ts";
import type { TurnContext } from "./turn-context.ts";

/** Appends the status that says whether the turn waits for a person or a tool, if it has changed. */
export function announceWait(turn: TurnContext): void {
  const { turnId } = turn;
  const { state } = turn.store;
  const open = openCalls(state, turnId);
  if (open.length === 0) return;
  const waits = open.some(isPending) || openQuestions(state, turnId).length > 0;
  const status = waits ? TurnStatus.AwaitingApproval : TurnStatus.AwaitingTool;
  if (state.turns.get(turnId)?.status === status) return;
  turn.appendUnawaited({ method: "TurnStatusNotification", params: { turnId, status } });
}
