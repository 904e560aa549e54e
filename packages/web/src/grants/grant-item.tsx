import type { SessionHandle } from "@aiwhisperer/client";
import { type Grant, revealHidden } from "@aiwhisperer/protocol";
import { type ReactElement, useState } from "react";
import { Button } from "../ui/button.tsx";

/** A grant of a session. */
export interface GrantItemProps {
  readonly grant: Grant;
  readonly session: SessionHandle;
  readonly canRevoke: boolean;
}

/** A grant in a list: which calls it allows, who made it and until when it counts. */
export function GrantItem({ grant, session, canRevoke }: GrantItemProps): ReactElement {
  const [isSent, setSent] = useState(false);
  const [failure, setFailure] = useState<string>();
  const revoke = () => {
    setSent(true);
    setFailure(undefined);
    session.revokeGrant(grant.grantId).catch((error: unknown) => {
      setFailure(error instanceof Error ? error.message : String(error));
      setSent(false);
    });
  };
  return (
    <li data-grant={grant.grantId} className="flex items-start gap-3 py-3">
      <div className="min-w-0 flex-1 space-y-0.5 [overflow-wrap:anywhere]">
        <p className="font-medium">
          {revealHidden(grant.toolName)}:{" "}
          <span className="whitespace-pre-wrap font-mono text-[0.8125rem]">{grant.label}</span>
        </p>
        <p className="text-muted text-xs">{grant.text}</p>
        <p className="text-muted text-xs">
          By {revealHidden(grant.grantedBy)} on {formatMoment(grant.since)},{" "}
          {grant.expiresAt === undefined
            ? "for as long as the conversation lasts"
            : `until ${formatMoment(grant.expiresAt)}`}
        </p>
        {failure && (
          <p role="alert" className="text-danger text-xs">
            Not revoked: {failure}
          </p>
        )}
      </div>
      {canRevoke && (
        <Button
          shape="small"
          disabled={isSent}
          aria-label={`Revoke ${revealHidden(grant.toolName)}: ${grant.label}`}
          onClick={revoke}
        >
          Revoke
        </Button>
      )}
    </li>
  );
}

function formatMoment(moment: number): string {
  return new Date(moment).toLocaleString(undefined, { dateStyle: "medium", timeStyle: "short" });
}
