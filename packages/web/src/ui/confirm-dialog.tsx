import { lazy, type ReactElement, Suspense, useState } from "react";
import type { ConfirmDialogProps } from "./confirm-dialog-popup.tsx";
import { ErrorBoundary } from "./error-boundary.tsx";

const LoadedPopup = lazy(() =>
  import("./confirm-dialog-popup.tsx").then(({ ConfirmDialogPopup }) => ({ default: ConfirmDialogPopup })),
);

/**
 * A confirmation before an irreversible action. The dialog loads when it is opened for the first
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
