import type { SessionHandle, SessionState } from "@aiwhisperer/client";
import { SessionStatus } from "@aiwhisperer/protocol";
import type { ReactElement } from "react";
import { ModelBadge } from "../models/model-badge.tsx";
import { useSessionModel } from "../models/use-session-model.ts";
import { EndSession } from "../sessions/end-session.tsx";
import { MainHeader } from "../shell/main-header.tsx";
import { usePageTitle } from "../shell/use-page-title.ts";

/** The conversation that the header is about. */
export interface ConversationHeaderProps {
  readonly sessionId: string;
  readonly state: SessionState;
  readonly session: SessionHandle;
}

/** What the conversation is about, which model answers in it, and the way to end it. */
export function ConversationHeader({ sessionId, state, session }: ConversationHeaderProps): ReactElement {
  const model = useSessionModel(sessionId);
  const question = state.messages.find(({ role }) => role === "user")?.text ?? "";
  const title = question.trim().split("\n", 1)[0] || "Conversation";
  usePageTitle(title);
  return (
    <MainHeader>
      <h1 className="min-w-0 flex-1 truncate font-medium text-[0.9375rem]">{title}</h1>
      {model && <ModelBadge model={model} />}
      {state.status !== SessionStatus.Stopped && <EndSession session={session} />}
    </MainHeader>
  );
}
