import type { Failure, SessionHandle, SessionState } from "@aiwhisperer/client";
import { SessionStatus } from "@aiwhisperer/protocol";
import { type ReactElement, useEffect, useMemo } from "react";
import { LazyQuestions } from "../ask/lazy-questions.tsx";
import type { ConversationActions } from "../composer/conversation-actions.ts";
import { ConversationComposer } from "../composer/conversation-composer.tsx";
import { ConnectionBanner } from "../connection/connection-banner.tsx";
import { useConnectionDescription } from "../connection/use-connection-description.ts";
import { isCovered } from "../navigation/key-target.ts";
import { navigate } from "../navigation/route.ts";
import { ToolMemoryContext, useToolMemory } from "../tool/tool-memory.ts";
import { Button } from "../ui/button.tsx";
import { PauseIcon, ResumeIcon } from "../ui/state-icons.tsx";
import { LeftDraft } from "../written/left-draft.tsx";
import { ConversationHeader } from "./conversation-header.tsx";
import { SessionFaultBanner } from "./session-fault-banner.tsx";
import { Transcript } from "./transcript.tsx";
import { TurnAnnouncer } from "./turn-announcer.tsx";
import { useConversationActions } from "./use-conversation-actions.ts";

/** A session that is shown, and how it is with it. */
export interface ShownSession {
  readonly session: SessionHandle;
  readonly state: SessionState;
  /** The reason why it is not up to date while the connection is open. */
  readonly fault: Failure | undefined;
  readonly isDeleted: boolean;
}

/** A conversation from its first message to the line where the next one is written. */
export function ConversationPage({ session, state, fault, isDeleted }: ShownSession): ReactElement {
  const actions = useConversationActions(session);
  const isOver = isDeleted || state.status === SessionStatus.Stopped;
  const possible = isOver ? undefined : actions;
  const memory = useToolMemory(session);
  return (
    <ToolMemoryContext value={memory}>
      <div className="flex h-full min-w-0 flex-col print:block print:h-auto">
        <ConversationHeader state={state} session={session} actions={possible} isDeleted={isDeleted} />
        <Transcript state={state} actions={possible} />
        <TurnAnnouncer state={state} />
        {/* In a low window, such as one that is enlarged twice, it scrolls, so that it leaves the conversation its room. */}
        <div className="mx-auto w-full max-w-[53rem] px-3 pb-3 sm:px-6 sm:pb-5 lg:pl-[7.75rem] print:hidden [@media(max-height:40rem)]:min-h-0 [@media(max-height:40rem)]:overflow-y-auto">
          <ConnectionBanner />
          {fault && !isDeleted && <SessionFaultBanner fault={fault} session={session} />}
          {isOver ? (
            <>
              <LeftDraft sessionId={session.sessionId} />
              <SessionEnded isDeleted={isDeleted} />
            </>
          ) : (
            <ConversationFoot
              session={session}
              state={state}
              actions={actions}
              isFaulty={fault !== undefined}
            />
          )}
        </div>
      </div>
    </ToolMemoryContext>
  );
}

interface ConversationFootProps {
  readonly session: SessionHandle;
  readonly state: SessionState;
  readonly actions: ConversationActions;
  readonly isFaulty: boolean;
}

/** Pending questions and the composer. */
function ConversationFoot({ session, state, actions, isFaulty }: ConversationFootProps): ReactElement {
  const { takesMessages, label } = useConnectionDescription();
  const isPaused = state.status === SessionStatus.Paused;
  const stop = state.activeTurn ? () => actions.cancelTurn() : undefined;
  useEscape(stop);
  const { pendingApprovals } = state;
  const decisions = useMemo(
    () => pendingApprovals.map((call) => ({ session, call })),
    [session, pendingApprovals],
  );
  const { openQuestions } = state;
  const asked = useMemo(
    () => openQuestions.map((question) => ({ session, question })),
    [session, openQuestions],
  );
  return (
    <>
      <LazyQuestions decisions={decisions} asked={asked} isPaused={isPaused} onUseText={actions.write} />
      {isPaused && <PausedBanner onResume={actions.resume} />}
      <ConversationComposer
        sessionId={session.sessionId}
        actions={actions}
        onStop={stop}
        isAsked={decisions.length + asked.length > 0}
        blockedBecause={isFaulty ? "Not up to date" : takesMessages ? undefined : `${label}…`}
      />
    </>
  );
}

/** Shows that the session is paused for every client, with a button that resumes it. */
export function PausedBanner({ onResume }: { readonly onResume: () => void }): ReactElement {
  return (
    <div
      role="status"
      className="mb-2 flex flex-wrap items-center gap-3 rounded-lg border border-line bg-surface px-3 py-1.5 text-sm"
    >
      <span className="text-accent">
        <PauseIcon />
      </span>
      <p className="min-w-0 flex-1">Paused, with all time limits. Messages wait until you resume.</p>
      <Button look="outlined" shape="small" onClick={onResume}>
        <ResumeIcon size={14} />
        Resume
      </Button>
    </div>
  );
}

/** Takes the composer's place once a session has been ended or deleted. */
export function SessionEnded({ isDeleted }: { readonly isDeleted: boolean }): ReactElement {
  return (
    <div className="flex flex-wrap items-center justify-between gap-3 rounded-2xl border border-line bg-surface px-4 py-3 text-sm">
      <p role="status" className="text-muted">
        {isDeleted
          ? "This conversation has been deleted. Only this page still shows it."
          : "This conversation has been ended. It stays readable."}
      </p>
      <Button look="primary" onClick={() => navigate()}>
        New conversation
      </Button>
    </div>
  );
}

/**
 * Calls a function when Escape is pressed and nothing else, such as a dialog or a menu, takes the key for
 * itself.
 */
export function useEscape(onEscape: (() => void) | undefined): void {
  useEffect(() => {
    if (!onEscape) return;
    const handle = (event: KeyboardEvent) => {
      if (event.key !== "Escape" || event.defaultPrevented || event.isComposing) return;
      if (!isCovered()) onEscape();
    };
    addEventListener("keydown", handle);
    return () => removeEventListener("keydown", handle);
  }, [onEscape]);
}
