import { EVERY_CALL, grantChoices, type ToolApproval } from "@aiwhisperer/client";
import type { GrantOffer } from "@aiwhisperer/protocol";
import { type ReactElement, useEffect, useRef } from "react";
import { Button } from "../ui/button.tsx";

/** The other choices of a question that allow later calls. */
export interface MoreGrantsProps {
  readonly approval: Pick<ToolApproval, "scopes">;
  readonly onGrant: (offer: GrantOffer) => void;
  readonly onBack: () => void;
  readonly isSent: boolean;
}

/**
 * Shows which later calls each choice allows. The focus is on the way back, so that no key that was
 * meant for another button grants.
 */
export function MoreGrants({ approval, onGrant, onBack, isSent }: MoreGrantsProps): ReactElement {
  const back = useRef<HTMLButtonElement>(null);
  useEffect(() => back.current?.focus(), []);
  return (
    <div className="space-y-2">
      <ul className="space-y-2">
        {grantChoices(approval).more.map((offer) => (
          <li key={JSON.stringify(offer.scope)} className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <Button
              look={offer.scope.type === EVERY_CALL ? "danger" : "outlined"}
              disabled={isSent}
              onClick={() => onGrant(offer)}
              className="min-w-0 max-w-full"
            >
              <span className="truncate whitespace-pre">Always {offer.label}</span>
            </Button>
            <span className="min-w-48 flex-1 text-muted text-xs">{offer.text}</span>
          </li>
        ))}
      </ul>
      <Button ref={back} look="quiet" onClick={onBack}>
        Back
      </Button>
    </div>
  );
}
