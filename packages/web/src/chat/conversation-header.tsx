import type { SessionHandle, SessionState } from "@aiwhisperer/client";
import { SessionStatus } from "@aiwhisperer/protocol";
import type { ReactElement } from "react";
import type { ConversationActions } from "../composer/conversation-actions.ts";
import { ModelBadge } from "../models/model-label.tsx";
import { TaskBreadcrumb } from "../sessions/task-breadcrumb.tsx";
import { useSessionSummary } from "../sessions/use-session-summary.ts";
import { MainHeader } from "../shell/main-header.tsx";
import { PauseButton } from "../shell/pause-button.tsx";
import { usePageTitle } from "../shell/use-page-title.ts";
import { ContextFill } from "./context-fill.tsx";
import { LazyConversationMenu } from "./lazy-conversation-menu.tsx";

/** The conversation that the header is about. */
export interface ConversationHeaderProps {
  readonly state: SessionState;
  readonly session: SessionHandle;
  /** Absent in one that is over. */
  readonly actions: ConversationActions | undefined;
  readonly isDeleted: boolean;
}

/** The conversation's title, its model, and the actions on it as a whole. */
export function ConversationHeader({
  state,
  session,
  actions,
  isDeleted,
}: ConversationHeaderProps): ReactElement {
  const summary = useSessionSummary(session.sessionId);
  const question = state.messages.find(({ role }) => role === "user")?.text ?? "";
  const title = state.changes.title || question.trim().split("\n", 1)[0] || "Conversation";
  const model = state.changes.model ?? summary?.model;
  const isPaused = state.status === SessionStatus.Paused;
  usePageTitle(title);
  return (
    <MainHeader>
      {summary?.planId !== undefined && summary.taskId !== undefined && (
        <TaskBreadcrumb planId={summary.planId} taskId={summary.taskId} />
      )}
      <h1 dir="auto" className="min-w-0 flex-1 truncate font-medium text-[0.9375rem]">
        {title}
      </h1>
      {model !== undefined && <ModelBadge model={model} />}
      <ContextFill usage={state.usage} />
      {actions && (isPaused || state.activeTurn) && (
        <PauseButton isPaused={isPaused} onPause={actions.pause} onResume={actions.resume} />
      )}
      <LazyConversationMenu
        session={session}
        facts={{ title, model }}
        canEnd={!isDeleted && state.status !== SessionStatus.Stopped}
        canDelete={!isDeleted}
      />
    </MainHeader>
  );
}
