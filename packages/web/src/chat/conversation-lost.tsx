import type { Failure } from "@aiwhisperer/client";
import type { ReactElement } from "react";
import { navigate } from "../navigation/route.ts";
import { Button } from "../ui/button.tsx";
import { LeftDraft } from "../written/left-draft.tsx";

/** The conversation, and why it cannot be shown. */
export interface ConversationLostProps {
  readonly sessionId: string;
  readonly fault: Failure;
}

/** A conversation that cannot be shown, why, and where to go from here. */
export function ConversationLost({ sessionId, fault }: ConversationLostProps): ReactElement {
  const isUnknown = fault.code === "SessionNotFound";
  return (
    <div className="grid h-full place-items-center p-6">
      <div className="w-full max-w-sm text-center">
        <div role="alert">
          <h1 className="font-semibold text-lg">
            {isUnknown ? "Conversation not found" : "This conversation cannot be opened"}
          </h1>
          <p className="mt-2 text-muted">
            {isUnknown
              ? "The address may be mistyped, or the conversation belongs to another server."
              : fault.message}
          </p>
        </div>
        <div className="mt-5">
          <LeftDraft sessionId={sessionId} />
        </div>
        <div className="mt-5 flex justify-center gap-2">
          {!isUnknown && <Button onClick={() => location.reload()}>Reload</Button>}
          <Button look="primary" onClick={() => navigate()}>
            New conversation
          </Button>
        </div>
      </div>
    </div>
  );
}
