import type { Client, SessionHandle } from "@aiwhisperer/client";
import { useClient } from "@aiwhisperer/react";
import { useMemo } from "react";
import type { ConversationActions } from "../composer/conversation-actions.ts";
import { navigate } from "../navigation/route.ts";
import { readDraft, writeDraft } from "../written/draft-store.ts";

/**
 * The actions of a person in a session. Failures show in the session's own state: a message that was
 * refused, a turn that runs on.
 */
export function useConversationActions(session: SessionHandle): ConversationActions {
  const client = useClient();
  return useMemo(() => createActions(session, client), [session, client]);
}

function createActions(session: SessionHandle, client: Client): ConversationActions {
  const { userId } = client;
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
    retryTurn: (turnId) => {
      // The turn shows why it went wrong; where it is not the last one any more, nothing is to be done.
      session.retryTurn(turnId).catch(() => undefined);
    },
    editInCopy: (messageId, text) => {
      openCopy(client, session, messageId)
        .then((copy) => writeDraft({ userId, place: copy.sessionId }, text))
        .catch(() => write(text));
    },
    answerAgain: (turnId) => {
      const asked = session.state.messages.find((each) => each.role === "user" && each.turnId === turnId);
      if (asked?.messageId === undefined) return;
      openCopy(client, session, asked.messageId)
        .then((copy) => copy.send(asked.text))
        .catch(() => write(asked.text));
    },
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

/** Shows a copy of the session that ends before a message. */
async function openCopy(
  client: Client,
  { sessionId }: SessionHandle,
  beforeMessageId: string,
): Promise<SessionHandle> {
  const copy = await client.forkSession(sessionId, { beforeMessageId });
  navigate(copy.sessionId);
  return copy;
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
