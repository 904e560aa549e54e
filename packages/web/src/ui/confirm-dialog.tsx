import type { AlertDialog } from "@base-ui/react/alert-dialog";
import { type ComponentProps, lazy, type ReactElement, type ReactNode, Suspense, useState } from "react";
import { ErrorBoundary } from "./error-boundary.tsx";

/** What is asked before something that cannot be taken back. */
export interface ConfirmDialogProps {
  readonly isOpen: boolean;
  /** Called when the person decides against it, and once it is done. */
  readonly onClose: () => void;
  readonly title: string;
  /** What it means. */
  readonly children: ReactNode;
  /** Words of the way back. */
  readonly keepLabel: string;
  /** Words of the deed. */
  readonly confirmLabel: string;
  /** Does it. A rejection is shown, and the dialog stays. */
  readonly action: () => Promise<void>;
  /** Where the focus goes afterwards. Default: to where it was before. */
  readonly finalFocus?: ComponentProps<typeof AlertDialog.Popup>["finalFocus"];
}

const LoadedPopup = lazy(() =>
  import("./confirm-dialog-popup.tsx").then(({ ConfirmDialogPopup }) => ({ default: ConfirmDialogPopup })),
);

/**
 * A question before something that cannot be taken back. The dialog loads when it is opened for the first
 * time.
 */
export function ConfirmDialog(props: ConfirmDialogProps): ReactElement | null {
  const [wasOpened, setOpened] = useState(false);
  if (props.isOpen && !wasOpened) setOpened(true);
  if (!wasOpened) return null;
  return (
    <ErrorBoundary fallback={<NotLoaded />}>
      <Suspense fallback={null}>
        <LoadedPopup {...props} />
      </Suspense>
    </ErrorBoundary>
  );
}

function NotLoaded(): ReactElement {
  return (
    <p role="alert" className="px-3 py-2 text-danger text-sm">
      This dialog cannot be loaded. Reload the page and try again.
    </p>
  );
}
