import type { SessionHandle, SessionState } from "@aiwhisperer/client";
import { SessionStatus } from "@aiwhisperer/protocol";
import type { ReactElement } from "react";
import { ModelBadge } from "../models/model-badge.tsx";
import { useSessionModel } from "../models/use-session-model.ts";
import { MainHeader } from "../shell/main-header.tsx";
import { usePageTitle } from "../shell/use-page-title.ts";
import { ConversationMenu } from "./conversation-menu.tsx";

/** The conversation that the header is about. */
export interface ConversationHeaderProps {
  readonly state: SessionState;
  readonly session: SessionHandle;
  readonly isDeleted: boolean;
}

/** What the conversation is about, which model answers in it, and what can be done with it as a whole. */
export function ConversationHeader({ state, session, isDeleted }: ConversationHeaderProps): ReactElement {
  const model = useSessionModel(session.sessionId);
  const question = state.messages.find(({ role }) => role === "user")?.text ?? "";
  const title = question.trim().split("\n", 1)[0] || "Conversation";
  usePageTitle(title);
  return (
    <MainHeader>
      <h1 className="min-w-0 flex-1 truncate font-medium text-[0.9375rem]">{title}</h1>
      {model && <ModelBadge model={model} />}
      <ConversationMenu
        session={session}
        facts={{ title, model }}
        canEnd={!isDeleted && state.status !== SessionStatus.Stopped}
        canDelete={!isDeleted}
      />
    </MainHeader>
  );
}
