import { grantChoices, type ToolApproval } from "@aiwhisperer/client";
import type { GrantOffer } from "@aiwhisperer/protocol";
import type { ReactElement } from "react";
import { Button } from "../ui/button.tsx";
import type { Answer } from "./decision-keys.ts";

/** The possible answers, and whether one is being sent. */
export interface AnswerButtonsProps {
  readonly toolName: string;
  /** Grants that allow later calls too. */
  readonly approval: Pick<ToolApproval, "scopes">;
  readonly onAnswer: (answer: Answer) => void;
  readonly onGrant: (offer: GrantOffer) => void;
  /** Opens the other choices. */
  readonly onMore: () => void;
  readonly isSent: boolean;
}

/**
 * The answers, with the keys of those that have one. Of those that allow later calls the narrow one is here,
 * without a key.
 */
export function AnswerButtons(props: AnswerButtonsProps): ReactElement {
  const { toolName, approval, onAnswer, onGrant, onMore, isSent } = props;
  const { suggested, more } = grantChoices(approval);
  return (
    <div className="flex flex-wrap gap-2">
      <Button
        look="primary"
        disabled={isSent}
        aria-keyshortcuts="Y"
        title={`Run this call of ${toolName}`}
        onClick={() => onAnswer("allow-once")}
        className={wide}
      >
        Allow once
        <Key letter="Y" />
      </Button>
      {suggested && (
        <Button
          disabled={isSent}
          title={suggested.text}
          onClick={() => onGrant(suggested)}
          className="h-auto min-h-9 min-w-0 max-w-full shrink py-1.5 max-sm:w-full"
        >
          {/* Which calls it allows is never cut. */}
          <span className="[overflow-wrap:anywhere]">
            Always <span className="whitespace-pre-wrap font-mono text-[0.8125rem]">{suggested.label}</span>
          </span>
        </Button>
      )}
      <Button
        disabled={isSent}
        aria-keyshortcuts="N"
        title={`Do not run this call of ${toolName}; you can add a reason`}
        onClick={() => onAnswer("deny")}
        className={wide}
      >
        Deny…
        <Key letter="N" />
      </Button>
      {more.length > 0 && (
        <Button look="quiet" disabled={isSent} title="Other calls to allow" onClick={onMore} className={wide}>
          More…
        </Button>
      )}
    </div>
  );
}

const wide = "whitespace-nowrap max-sm:grow";

/** A screen reader has the key from the button itself. */
function Key({ letter }: { readonly letter: string }): ReactElement {
  return (
    <span aria-hidden="true" className="pointer-coarse:hidden">
      <kbd className="rounded border border-current/40 px-1 font-sans text-[0.6875rem]">{letter}</kbd>
    </span>
  );
}
