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
  const unfinished = unfinishedAnswer(state, turnId);
  const final: readonly SessionEvent[] =
    unfinished === undefined
      ? []
      : [
          {
            method: "AIMessageChunkNotification",
            params: {
              messageId: unfinished.messageId,
              turnId,
              chunk: "",
              isFinal: true,
              length: unfinished.text.length,
            },
          },
        ];
  const error = { code: "interrupted", message: `${RESTARTED} Send the message again to go on.` };
  return [
    ...final,
    {
      method: "TurnStatusNotification",
      params: { turnId, status: TurnStatus.Interrupted, stopReason: "error", error },
    },
  ];
}

function unfinishedAnswer(state: SessionState, turnId: string) {
  const last = state.turns.get(turnId)?.answers.at(-1);
  return last?.isFinal === false ? last : undefined;
}
