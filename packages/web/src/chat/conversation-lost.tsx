import type { Failure } from "@aiwhisperer/client";
import type { ReactElement } from "react";
import { Button } from "../interface/button.tsx";
import { navigate } from "../shell/route.ts";

/** A conversation that cannot be shown, why, and where to go from here. */
export function ConversationLost({ fault }: { readonly fault: Failure }): ReactElement {
  const isUnknown = fault.code === "SessionNotFound";
  return (
    <div className="grid h-full place-items-center p-6">
      <div className="max-w-sm text-center" role="alert">
        <h1 className="font-semibold text-lg">
          {isUnknown ? "There is no such conversation" : "This conversation cannot be opened"}
        </h1>
        <p className="mt-2 text-muted">
          {isUnknown
            ? "The address may be mistyped, or the conversation belongs to another server."
            : fault.message}
        </p>
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
