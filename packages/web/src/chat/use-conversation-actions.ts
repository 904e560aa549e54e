import type { SessionHandle } from "@aiwhisperer/client";
import { useClient } from "@aiwhisperer/react";
import { useMemo } from "react";
import type { ConversationActions } from "../composer/conversation-actions.ts";
import { readDraft, writeDraft } from "../written/draft-store.ts";

/**
 * The actions of a person in a session. Failures show in the session's own state: a message that was
 * refused, a turn that runs on.
 */
export function useConversationActions(session: SessionHandle): ConversationActions {
  const { userId } = useClient();
  return useMemo(() => createActions(session, userId), [session, userId]);
}

function createActions(session: SessionHandle, userId: string): ConversationActions {
  const place = { userId, place: session.sessionId };
  const write = (text: string) => {
    const draft = readDraft(place);
    writeDraft(place, draft.trim() === "" ? text : `${draft}\n\n${text}`);
    document.getElementById("composer")?.focus();
  };
  return {
    write,
    send: (text) => {
      session.send(text);
    },
    sendAgain: ({ key }) => {
      // The second click of a double one finds the message on its way already.
      if (hasFailed(session, key)) session.sendAgain(key);
    },
    edit: ({ key, text }) => {
      if (!canTakeBack(session, key)) return;
      session.dismiss(key);
      write(text);
    },
    discard: ({ key }) => session.dismiss(key),
    cancelTurn: (turnId) => {
      // A lost line or an ended turn both show where the turn does.
      session.cancel(turnId).catch(() => undefined);
    },
    // The state shows whether it is paused; a failure adds nothing.
    pause: () => {
      session.pause().catch(() => undefined);
    },
    resume: () => {
      session.resume().catch(() => undefined);
    },
  };
}

function canTakeBack({ state }: SessionHandle, key: string): boolean {
  return state.messages.some(
    (message) =>
      message.role === "user" &&
      message.key === key &&
      (message.delivery === "failed" || message.isUntouched === true),
  );
}

function hasFailed({ state }: SessionHandle, key: string): boolean {
  return state.messages.some(
    (message) => message.role === "user" && message.key === key && message.delivery === "failed",
  );
}
