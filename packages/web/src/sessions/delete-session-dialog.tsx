import { useClient } from "@aiwhisperer/react";
import { type ReactElement, useRef } from "react";
import { navigate, parseRoute } from "../navigation/route.ts";
import { ConfirmDialog } from "../ui/confirm-dialog.tsx";
import { shortTitle } from "./listed-sessions.ts";

/** A session that may be deleted, and whether that is being asked. */
export interface DeleteSessionDialogProps {
  readonly sessionId: string;
  readonly title: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/**
 * Asks before a session is deleted for everybody. If it is the open one, the page continues with a new
 * conversation.
 */
export function DeleteSessionDialog({
  sessionId,
  title,
  isOpen,
  onClose,
}: DeleteSessionDialogProps): ReactElement {
  const client = useClient();
  const isDeleted = useRef(false);
  const remove = async () => {
    await client.session(sessionId).delete();
    isDeleted.current = true;
    const route = parseRoute(location.hash);
    if (route.page === "session" && route.sessionId === sessionId) navigate();
    await client.sessions.refresh();
  };
  return (
    <ConfirmDialog
      isOpen={isOpen}
      onClose={onClose}
      title="Delete this conversation?"
      keepLabel="Keep it"
      confirmLabel="Delete"
      action={remove}
      finalFocus={(closeType) => (isDeleted.current ? nextFocus(closeType) : true)}
    >
      “{shortTitle(title)}” and all its messages are deleted, for every client. This cannot be undone.
    </ConfirmDialog>
  );
}

/** The button that was pressed has gone with its conversation. */
function nextFocus(closeType: string): HTMLElement | boolean {
  // On a touch screen the focus would open the keyboard unasked.
  if (closeType === "touch") return false;
  return document.getElementById("composer") ?? true;
}
