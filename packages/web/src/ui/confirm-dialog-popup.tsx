import { AlertDialog } from "@base-ui/react/alert-dialog";
import { type ComponentProps, type ReactElement, type ReactNode, useState } from "react";
import { Button } from "./button.tsx";
import { backdropClass, popupClass } from "./dialog-class.ts";

/** A confirmation before an irreversible action. */
export interface ConfirmDialogProps {
  readonly isOpen: boolean;
  /** Called after a cancellation, and after the action succeeded. */
  readonly onClose: () => void;
  readonly title: string;
  /** The consequences, in words for a person. */
  readonly children: ReactNode;
  /** Label of the cancel button. */
  readonly keepLabel: string;
  /** Label of the confirm button. */
  readonly confirmLabel: string;
  /** Performs the action. A rejection is shown, and the dialog stays open. */
  readonly action: () => Promise<void>;
  /** The element that gets the focus afterwards. Default: the one that had it before. */
  readonly finalFocus?: ComponentProps<typeof AlertDialog.Popup>["finalFocus"];
}

/** The dialog of a `ConfirmDialog`. The focus starts on the cancel button. */
export function ConfirmDialogPopup({
  isOpen,
  onClose,
  title,
  children,
  keepLabel,
  confirmLabel,
  action,
  finalFocus,
}: ConfirmDialogProps): ReactElement {
  const { run, isRunning, failure, forget } = useAction(action, onClose);
  return (
    <AlertDialog.Root
      open={isOpen}
      onOpenChange={(open) => {
        if (open) return;
        forget();
        onClose();
      }}
    >
      <AlertDialog.Portal>
        {/* Asked from the drawer, it dims the drawer as well. */}
        <AlertDialog.Backdrop forceRender className={backdropClass} />
        <AlertDialog.Popup className={popupClass} finalFocus={finalFocus}>
          <AlertDialog.Title className="font-semibold text-lg">{title}</AlertDialog.Title>
          <AlertDialog.Description className="mt-2 text-muted text-sm [overflow-wrap:anywhere]">
            {children}
          </AlertDialog.Description>
          {failure && (
            <p role="alert" className="mt-3 text-danger text-sm">
              {failure}
            </p>
          )}
          <div className="mt-5 flex flex-wrap justify-end gap-2">
            <AlertDialog.Close render={<Button />}>{keepLabel}</AlertDialog.Close>
            <Button look="danger" disabled={isRunning} onClick={run}>
              {isRunning ? "One moment…" : confirmLabel}
            </Button>
          </div>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}

function useAction(action: () => Promise<void>, onDone: () => void) {
  const [isRunning, setRunning] = useState(false);
  const [failure, setFailure] = useState<string>();
  const perform = async () => {
    setRunning(true);
    setFailure(undefined);
    try {
      await action();
      onDone();
    } catch (error) {
      setFailure(error instanceof Error ? error.message : String(error));
    } finally {
      setRunning(false);
    }
  };
  return { isRunning, failure, run: () => void perform(), forget: () => setFailure(undefined) };
}
