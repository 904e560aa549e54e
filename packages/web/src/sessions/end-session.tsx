import type { SessionHandle } from "@aiwhisperer/client";
import { AlertDialog } from "@base-ui/react/alert-dialog";
import { type ReactElement, useState } from "react";
import { Button } from "../interface/button.tsx";
import { backdropClass, popupClass } from "../interface/dialog-class.ts";
import { EndIcon } from "../interface/icons.tsx";

/** A button that ends a session for everybody, after asking. */
export function EndSession({ session }: { readonly session: SessionHandle }): ReactElement {
  const [isOpen, setOpen] = useState(false);
  const [failure, setFailure] = useState<string>();
  const end = () => {
    session.stop().then(
      () => setOpen(false),
      (error: unknown) => setFailure(error instanceof Error ? error.message : String(error)),
    );
  };
  return (
    <AlertDialog.Root open={isOpen} onOpenChange={setOpen}>
      <AlertDialog.Trigger render={<Button look="quiet" shape="small" title="End this conversation" />}>
        <EndIcon />
        <span className="max-sm:sr-only">End</span>
      </AlertDialog.Trigger>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className={backdropClass} />
        <AlertDialog.Popup className={popupClass}>
          <AlertDialog.Title className="font-semibold text-lg">End this conversation?</AlertDialog.Title>
          <AlertDialog.Description className="mt-2 text-muted text-sm">
            A running answer is stopped and no further messages are taken, on every screen. What has been said
            stays readable.
          </AlertDialog.Description>
          {failure && (
            <p role="alert" className="mt-3 text-danger text-sm">
              {failure}
            </p>
          )}
          <div className="mt-5 flex justify-end gap-2">
            <AlertDialog.Close render={<Button />}>Keep it open</AlertDialog.Close>
            <Button look="danger" onClick={end}>
              End conversation
            </Button>
          </div>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
