import { SessionStatus } from "@aiwhisperer/protocol";
import { useSession } from "@aiwhisperer/react";
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

/** A conversation from its first message to the line where the next one is written. */
export function Conversation({ sessionId }: { readonly sessionId: string }): ReactElement {
  const { session, state, error } = useSession(sessionId);
  const actions = useConversationActions(session);
  const { tone, label } = useConnectionDescription();
  const fault = error ?? state?.error;
  const stop = session && state?.activeTurn ? () => actions.cancelTurn() : undefined;
  useEscape(stop);

  if (fault && tone === "good" && !state?.messages.length) return <ConversationLost fault={fault} />;
  return (
    <div className="flex h-full min-w-0 flex-col">
      <ConversationHeader sessionId={sessionId} state={state} session={session} />
      {state ? <Transcript state={state} actions={actions} /> : <div className="flex-1" />}
      {state && <TurnAnnouncer state={state} />}
      <div className="mx-auto w-full max-w-[53rem] px-3 pb-3 sm:px-6 sm:pb-5 lg:pl-[7.75rem]">
        <ConnectionBanner />
        {fault && tone === "good" && <SessionFaultBanner fault={fault} session={session} />}
        {state?.status === SessionStatus.Stopped ? (
          <SessionEnded />
        ) : (
          <ConversationComposer
            sessionId={sessionId}
            actions={actions}
            onStop={stop}
            blockedBecause={blockedBecause({
              isReady: session !== undefined && tone === "good",
              label,
              fault,
            })}
          />
        )}
      </div>
    </div>
  );
}

function blockedBecause({
  isReady,
  label,
  fault,
}: {
  isReady: boolean;
  label: string;
  fault: { message: string } | undefined;
}): string | undefined {
  if (fault) return "Not up to date";
  if (isReady) return undefined;
  return label === "Connected" ? "Opening the conversation…" : `${label}…`;
}
