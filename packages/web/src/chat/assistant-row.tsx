import type { AssistantMessage, Turn } from "@aiwhisperer/client";
import { memo, type ReactElement } from "react";
import type { ConversationActions } from "../composer/conversation-actions.ts";
import { LazyMarkdown } from "../markdown/lazy-markdown.tsx";
import { Button } from "../ui/button.tsx";
import { CopyButton } from "../ui/copy-button.tsx";
import { RetryIcon } from "../ui/icons.tsx";
import { Mark } from "../ui/mark.tsx";
import { Reasoning } from "./reasoning.tsx";
import { RowFrame } from "./row-frame.tsx";

/** An answer, and the turn it belongs to. */
export interface AssistantRowProps {
  readonly message: AssistantMessage;
  readonly turn: Turn | undefined;
  /** Whether it only leads to the tool calls below it: then it has nothing under it. */
  readonly leadsToTools: boolean;
  /** Whether it is the first row of the answer, which has the speaker beside it. */
  readonly opensAnswer: boolean;
  readonly actions: ConversationActions | undefined;
}

/** An answer of the model, complete or still growing. */
export const AssistantRow = memo(function AssistantRow({
  message,
  turn,
  leadsToTools,
  opensAnswer,
  actions,
}: AssistantRowProps): ReactElement {
  const { text, analysis, commentary, isFinal } = message;
  return (
    <RowFrame speaker={opensAnswer && <Speaker isSpeaking={!isFinal} />}>
      <div className="group relative" data-answer={isFinal ? "complete" : "growing"}>
        {analysis !== "" && <Reasoning text={analysis} isGrowing={!isFinal && text === ""} />}
        {commentary !== "" && (
          <p dir="auto" className="mb-2 text-muted text-sm italic">
            {commentary}
          </p>
        )}
        {isFinal && text === "" ? (
          <p className="text-muted">The answer is empty.</p>
        ) : (
          <LazyMarkdown text={text} isGrowing={!isFinal} />
        )}
        {message.hasLengthMismatch && (
          <p className="mt-2 text-caution text-sm">
            Part of this answer is missing here. Reload the page to read it again.
          </p>
        )}
        {isFinal && text !== "" && !leadsToTools && (
          <div className="-ml-2 mt-1 flex h-7 items-center gap-3 text-muted text-xs opacity-0 transition-opacity focus-within:opacity-100 group-hover:opacity-100 pointer-coarse:opacity-100">
            <CopyButton what="answer" getText={() => text} />
            {actions && (
              <Button
                look="quiet"
                shape="small"
                title="Ask the same again in a copy of the conversation"
                onClick={() => actions.answerAgain(message.turnId)}
              >
                <RetryIcon size={14} />
                Answer again
              </Button>
            )}
            <TokenCount turn={turn} />
          </div>
        )}
      </div>
    </RowFrame>
  );
});

function Speaker({ isSpeaking }: { readonly isSpeaking: boolean }): ReactElement {
  return (
    <span className="inline-flex items-center gap-1.5 text-accent">
      <Mark size={15} speaking={isSpeaking} />
      Answer
    </span>
  );
}

function TokenCount({ turn }: { readonly turn: Turn | undefined }): ReactElement | null {
  const tokens = turn?.usage?.outputTokens;
  return tokens === undefined ? null : <span className="tabular-nums">{tokens.toLocaleString()} tokens</span>;
}
