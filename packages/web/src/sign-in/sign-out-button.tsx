import { useClient } from "@aiwhisperer/react";
import { type ReactElement, useState } from "react";
import { Button } from "../ui/button.tsx";
import { ConfirmDialog } from "../ui/confirm-dialog.tsx";
import { SignOutIcon } from "../ui/icons.tsx";
import { countUnsent } from "../written/page-outbox.ts";
import { readToken, signOut } from "./token-store.ts";

/** Shows the signed-in user and signs out of this browser; empty if the server needs no token. */
export function SignOutButton(): ReactElement | null {
  const client = useClient();
  const [isAsking, setAsking] = useState(false);
  if (readToken() === undefined) return null;
  const name = `Signed in as ${client.userId}. Sign out`;
  const unsent = isAsking ? countUnsent(client.userId) : 0;
  const leave = async (): Promise<void> => {
    signOut();
    // The next person has no use for the address of this one's conversation.
    history.replaceState(null, "", `${location.pathname}#/`);
    location.reload();
  };
  return (
    <>
      <Button look="quiet" shape="icon" aria-label={name} title={name} onClick={() => setAsking(true)}>
        <SignOutIcon size={17} />
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        title="Sign out of this browser?"
        keepLabel="Stay signed in"
        confirmLabel="Sign out"
        action={leave}
      >
        {unsent > 0 && (
          <strong className="mb-2 block font-semibold">
            {unsent === 1 ? "1 message has" : `${unsent} messages have`} not been sent yet and will be lost.
          </strong>
        )}
        Drafts in this browser are removed. Running answers continue on the server. To sign in again, run{" "}
        <code>npx aiwhisperer open</code> or paste a token.
      </ConfirmDialog>
    </>
  );
}
