import type { SessionHandle } from "@aiwhisperer/client";
import { Dialog } from "@base-ui/react/dialog";
import type { ReactElement } from "react";
import { Button } from "../ui/button.tsx";
import { backdropClass, popupClass } from "../ui/dialog-class.ts";
import { CloseIcon } from "../ui/icons.tsx";
import { GrantItem } from "./grant-item.tsx";
import { useGrants } from "./use-grants.ts";

/** The session whose grants are shown. */
export interface GrantsDialogProps {
  readonly session: SessionHandle;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  /** Whether grants can still be revoked: the session has not ended. */
  readonly canRevoke: boolean;
}

/** Lists what has been allowed in a session beyond single calls; each can be revoked. */
export function GrantsDialog({ session, isOpen, onClose, canRevoke }: GrantsDialogProps): ReactElement {
  return (
    <Dialog.Root open={isOpen} onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className={backdropClass} />
        <Dialog.Popup className={popupClass}>
          <div className="mb-3 flex items-center justify-between">
            <Dialog.Title className="font-semibold text-lg">Allowed calls</Dialog.Title>
            <Dialog.Close render={<Button look="quiet" shape="icon" aria-label="Close" />}>
              <CloseIcon />
            </Dialog.Close>
          </div>
          <Grants session={session} canRevoke={canRevoke} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Grants({ session, canRevoke }: Pick<GrantsDialogProps, "session" | "canRevoke">): ReactElement {
  const { grants, fault } = useGrants(session);
  if (grants === undefined) return <p className="text-muted text-sm">{fault ?? "Loading…"}</p>;
  if (grants.length === 0) {
    return (
      <p className="text-muted text-sm">
        Nothing is allowed in this conversation beyond single calls and the server’s policy.
      </p>
    );
  }
  return (
    <ul className="divide-y divide-line text-sm">
      {grants.map((grant) => (
        <GrantItem key={grant.grantId} grant={grant} session={session} canRevoke={canRevoke} />
      ))}
    </ul>
  );
}
