import type { ReactElement } from "react";
import { LazyPromptMenu } from "../prompts/lazy-prompt-menu.tsx";
import { withPrompt } from "../prompts/use-prompts.ts";
import { useDraft } from "../written/use-draft.ts";
import { Composer } from "./composer.tsx";
import type { ConversationActions } from "./conversation-actions.ts";

/** The conversation that a message is written for. */
export interface ConversationComposerProps {
  readonly sessionId: string;
  readonly actions: ConversationActions;
  readonly onStop: (() => void) | undefined;
  readonly blockedBecause: string | undefined;
  /** Whether something waits for a decision, which a key leads to. */
  readonly isAsked: boolean;
}

/** The composer of a conversation, with a draft of its own. */
export function ConversationComposer({
  sessionId,
  actions,
  onStop,
  blockedBecause,
  isAsked,
}: ConversationComposerProps): ReactElement {
  const { text, change, problem } = useDraft(sessionId);
  const send = () => {
    actions.send(text.trim());
    change("");
  };
  return (
    <Composer
      text={text}
      onChange={change}
      unsavedBecause={problem}
      onSend={send}
      onStop={onStop}
      blockedBecause={blockedBecause}
      hint={isAsked ? "Alt+J goes to the question" : undefined}
      footer={<LazyPromptMenu onInsert={(prompt) => change(withPrompt(text, prompt))} />}
    />
  );
}
