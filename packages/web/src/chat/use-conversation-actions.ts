import type { SessionHandle } from "@aiwhisperer/client";
import { useMemo } from "react";
import type { ConversationActions } from "./conversation-actions.ts";

/**
 * What a person can do in a session. Whatever fails shows in the session's own state: a message that was refused, a turn that
 * goes on.
 */
export function useConversationActions(session: SessionHandle): ConversationActions {
  return useMemo(() => createActions(session), [session]);
}

function createActions(session: SessionHandle): ConversationActions {
  const send = (text: string) => {
    session.send(text);
  };
  return {
    send,
    sendAgain: ({ key, text }) => {
      session.dismiss(key);
      send(text);
    },
    cancelTurn: (turnId) => {
      // A lost line or an ended turn both show where the turn does.
      session.cancel(turnId).catch(() => undefined);
    },
  };
}
