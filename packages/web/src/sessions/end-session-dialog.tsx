import type { SessionHandle } from "@aiwhisperer/client";
import type { ReactElement } from "react";
import { ConfirmDialog } from "../ui/confirm-dialog.tsx";

/** The session that may be ended, and whether that is being asked. */
export interface EndSessionDialogProps {
  readonly session: SessionHandle;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** Asks before a session is ended for everybody. */
export function EndSessionDialog({ session, isOpen, onClose }: EndSessionDialogProps): ReactElement {
  return (
    <ConfirmDialog
      isOpen={isOpen}
      onClose={onClose}
      title="End this conversation?"
      keepLabel="Keep it open"
      confirmLabel="End conversation"
      action={() => session.stop()}
    >
      A running answer is stopped and new messages are refused, for every client. The conversation stays
      readable.
    </ConfirmDialog>
  );
}
