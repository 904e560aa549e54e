import { SessionStatus } from "@aiwhisperer/protocol";
import type { ReactElement } from "react";
import { ConnectionBanner } from "../connection/connection-banner.tsx";
import { useConnectionDescription } from "../connection/use-connection-description.ts";
import { ConversationComposer } from "./conversation-composer.tsx";
import { ConversationHeader } from "./conversation-header.tsx";
import { ConversationLost } from "./conversation-lost.tsx";
import { SessionEnded } from "./session-ended.tsx";
import { SessionFaultBanner } from "./session-fault-banner.tsx";
import { Transcript } from "./transcript.tsx";
import { TurnAnnouncer } from "./turn-announcer.tsx";
import { useConversationActions } from "./use-conversation-actions.ts";
import { useEscape } from "./use-escape.ts";
import { useIsDeleted } from "./use-is-deleted.ts";
import { usePacedSession } from "./use-paced-session.ts";

/** A conversation from its first message to the line where the next one is written. */
export function Conversation({ sessionId }: { readonly sessionId: string }): ReactElement {
  const { session, state } = usePacedSession(sessionId);
  const actions = useConversationActions(session);
  const { isUsable, takesMessages, label } = useConnectionDescription();
  const isDeleted = useIsDeleted(state);
  const fault = isUsable ? state.error : undefined;
  const isOver = isDeleted || state.status === SessionStatus.Stopped;
  const stop = state.activeTurn ? () => actions.cancelTurn() : undefined;
  useEscape(stop);

  if (fault && state.messages.length === 0) return <ConversationLost fault={fault} />;
  return (
    <div className="flex h-full min-w-0 flex-col">
      <ConversationHeader state={state} session={session} isDeleted={isDeleted} />
      <Transcript state={state} actions={isOver ? undefined : actions} />
      <TurnAnnouncer state={state} />
      <div className="mx-auto w-full max-w-[53rem] px-3 pb-3 sm:px-6 sm:pb-5 lg:pl-[7.75rem]">
        <ConnectionBanner />
        {fault && !isDeleted && <SessionFaultBanner fault={fault} session={session} />}
        {isOver ? (
          <SessionEnded isDeleted={isDeleted} />
        ) : (
          <ConversationComposer
            sessionId={sessionId}
            actions={actions}
            onStop={stop}
            blockedBecause={fault ? "Not up to date" : takesMessages ? undefined : `${label}…`}
          />
        )}
      </div>
    </div>
  );
}
