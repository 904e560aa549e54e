import { TurnStatus } from "@aiwhisperer/protocol";
import type { SessionEvent } from "./session-event.ts";
import type { SessionState } from "./session-state.ts";

const RESTARTED = "The server was restarted.";

/** What makes a cut-off turn ready to go on: its half answer is discarded, and clients learn that it runs again. */
export function discardedEvents(state: SessionState, turnId: string): readonly SessionEvent[] {
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
  const notice = `${RESTARTED} The turn goes on.`;
  return [
    ...discarded,
    { method: "TurnStatusNotification", params: { turnId, status: TurnStatus.Running, notice } },
  ];
}

/** What ends a cut-off turn for good: the final chunk of its half answer, then its terminal status. */
export function interruptedEvents(state: SessionState, turnId: string): readonly SessionEvent[] {
  const error = { code: "interrupted", message: `${RESTARTED} Send the message again to go on.` };
  const params = { turnId, status: TurnStatus.Interrupted, stopReason: "error", error };
  return [...finalChunks(state, turnId), { method: "TurnStatusNotification", params }];
}

/** What takes back a turn that no model is at work on: one that waits, or one that was cut off. */
export function cancelledEvents(state: SessionState, turnId: string): readonly SessionEvent[] {
  const params = { turnId, status: TurnStatus.Cancelled, stopReason: "cancelled" };
  return [...finalChunks(state, turnId), { method: "TurnStatusNotification", params }];
}

function finalChunks(state: SessionState, turnId: string): readonly SessionEvent[] {
  const unfinished = unfinishedAnswer(state, turnId);
  if (unfinished === undefined) return [];
  const { messageId, text } = unfinished;
  const params = { messageId, turnId, chunk: "", isFinal: true, length: text.length };
  return [{ method: "AIMessageChunkNotification", params }];
}

function unfinishedAnswer(state: SessionState, turnId: string) {
  const last = state.turns.get(turnId)?.answers.at(-1);
  return last?.isFinal === false ? last : undefined;
}
